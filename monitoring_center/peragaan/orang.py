"""The people of the demonstration, one for every post. All of them share one password; none of them exists."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from faker import Faker

from inti.akun.actions import buat_pengguna, tugaskan
from inti.akun.models import Pengguna
from inti.db import sebagai_sasaran
from inti.situs import DISKOMINFO, MONITORING, pada_situs, situs_publik
from layanan.models import Seksi

SANDI = "peragaan-tanah-bumbu"
SEKSI_SKPD = "UMP"


@dataclass(frozen=True)
class Jabatan:
    """A post: local part of the address, peran, seksi, label."""

    akun: str
    peran: str
    seksi: str = ""


PUBLIK = {
    DISKOMINFO: (Jabatan("admin", "diskominfo"),),
    MONITORING: (Jabatan("sekda", "sekda"), Jabatan("bupati", "bupati"), Jabatan("evaluator", "evaluator")),
}


def jabatan_instansi(jenis: str) -> list[Jabatan]:
    """The posts of a kecamatan (Perbup Tanah Laut 126/2022 Ps 4(1)) or their likes in an SKPD."""
    kepala, sekretaris = ("camat", "sekcam") if jenis == "kecamatan" else ("kepala", "sekretaris")
    seksi = list(Seksi.objects.order_by("kode").values_list("kode", flat=True))
    return [
        Jabatan(kepala, "penanggung_jawab"),
        Jabatan(sekretaris, "koordinator"),
        Jabatan("admin", "administrator"),
        *(Jabatan(f"kasi-{kode.lower()}", "pelaksana", kode) for kode in seksi),
        Jabatan("fo", "operator"),
        Jabatan("fo2", "operator"),
        Jabatan("data", "pengelola_data"),
    ]


def _orang(j: Jabatan, domain: str, faker: Faker, sandi: str) -> Pengguna:
    surel = f"{j.akun}@{domain}"
    ada = Pengguna.objects.filter(surel=surel).first()
    if ada:
        return ada
    orang = buat_pengguna(surel=surel, nama=faker.name(), oleh=None)
    Pengguna.objects.filter(pk=orang.pk).update(password=sandi)
    mulai = timezone.localdate().replace(month=1, day=1) - dt.timedelta(
        days=365
    )  # before the history that they have made
    tugaskan(
        pengguna=orang, peran=j.peran, seksi=j.seksi, nomor_sk="800.1.3/PERAGAAN", mulai=mulai, oleh=None
    )
    return orang


def isi_orang(instansi: Any, *, sandi: str) -> dict[str, Any]:
    """Everybody of one instansi (its own login, its site set). Returns peran -> person and `per_seksi`."""
    Faker.seed(instansi.schema_name)
    faker = Faker("id_ID")
    semua = {j: _orang(j, instansi.domain_email, faker, sandi) for j in jabatan_instansi(instansi.jenis)}
    per_peran: dict[str, Pengguna] = {}
    for j, orang in semua.items():
        per_peran.setdefault(j.peran, orang)
    return {"orang": per_peran, "per_seksi": {j.seksi: o for j, o in semua.items() if j.seksi}}


def isi_orang_publik(domain_kabupaten: str, *, sandi: str) -> None:
    """Diskominfo, Sekda, Bupati and an evaluator, on their own hosts."""
    faker = Faker("id_ID")
    faker.seed_instance(7)
    for jenis, daftar in PUBLIK.items():
        situs = situs_publik(jenis)
        domain = f"diskominfo.{domain_kabupaten}" if jenis == DISKOMINFO else domain_kabupaten
        with pada_situs(situs), sebagai_sasaran(situs.sasaran):
            for j in daftar:
                _orang(j, domain, faker, sandi)


def sandi_tersandi() -> str:
    """The password hashed once: hashing it for each of some two hundred people would take minutes."""
    return make_password(SANDI)


def acak_untuk(instansi: Any) -> random.Random:
    """The same history at every build."""
    return random.Random(instansi.schema_name)  # noqa: S311
