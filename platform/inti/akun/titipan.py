"""What a person was sending when they were asked who they are: kept until the answer, then sent on.

allauth keeps the fields of a form in plain text in the session, and drops its files. Here the fields are encrypted with the
key of the instansi, and the files wait in the private store; what nobody comes back for is swept as any orphan.
"""

import json
from typing import Any
from uuid import UUID

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import deserialize_request, serialize_request
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve
from django.utils.datastructures import MultiValueDict

from inti.errors import MasukanSalah
from inti.kripto import buka_sandi, sandikan

KONTEKS = "akun.sesi.titipan"


def titipkan(request: HttpRequest) -> None:
    """Raises MasukanSalah, naming the field, for a file that would be refused afterwards anyway."""
    isi = {
        "ke": request.get_full_path(),
        "kiriman": serialize_request(request),
        "berkas": {bidang: _simpan(bidang, request) for bidang in request.FILES},
    }
    request.session[STATE_SESSION_KEY] = {
        "state": sandikan(json.dumps(isi), konteks=KONTEKS),
        "callback": f"{__name__}.lanjutkan",
    }


def _simpan(bidang: str, request: HttpRequest) -> list[str]:
    from inti.berkas.actions import BerkasDitolak, simpan_berkas

    oleh: Any = request.user
    try:
        return [
            str(simpan_berkas(unggahan=b, oleh=oleh).uuid)
            for b in request.FILES.getlist(bidang)
            if isinstance(b, UploadedFile)
        ]
    except BerkasDitolak as galat:
        raise MasukanSalah("Ada berkas yang tidak dapat diterima.", bidang={bidang: galat.pesan}) from galat


def lanjutkan(request: HttpRequest, tersandi: str) -> HttpResponse:
    """Called by allauth after the password. Whoever asked for another page meanwhile goes there, and nothing is sent."""
    isi = json.loads(buka_sandi(tersandi, konteks=KONTEKS))
    tuju = get_next_redirect_url(request, REDIRECT_FIELD_NAME)
    if tuju and tuju != isi["ke"]:
        return HttpResponseRedirect(tuju)
    asal: Any = deserialize_request(isi["kiriman"], request)
    asal._files = MultiValueDict({bidang: _ambil(semua, asal) for bidang, semua in isi["berkas"].items()})
    asal.resolver_match = cocok = resolve(asal.path_info)
    jawaban: HttpResponse = cocok.func(asal, *cocok.args, **cocok.kwargs)
    return jawaban


def _ambil(semua: list[str], request: HttpRequest) -> list[UploadedFile]:
    """The files again, as if they had just been uploaded; the store lets go of them."""
    from inti.berkas.actions import buang_berkas
    from inti.berkas.models import Berkas

    hasil, oleh = [], request.user.pk
    for berkas in Berkas.objects.filter(uuid__in=map(UUID, semua), diunggah_oleh_id=oleh).order_by("pk"):
        hasil.append(
            UploadedFile(
                file=berkas.buka(), name=berkas.nama, content_type=berkas.jenis_konten, size=berkas.ukuran
            )
        )
        buang_berkas(berkas)
    return hasil
