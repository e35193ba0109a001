import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from inti.akun.actions.pengelola import pastikan_tersisa
from inti.akun.hak import LABEL_PERAN, peran_situs
from inti.akun.models import Pengguna, Penugasan, Sifat
from inti.akun.surel import periksa_surel_peran
from inti.akun.waktu import hari_ini
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.situs import situs_kini


@transaction.atomic
def tugaskan(
    *,
    pengguna: Pengguna,
    peran: str,
    oleh: Pengguna | None,
    seksi: str = "",
    sifat: str = Sifat.DEFINITIF,
    nomor_sk: str = "",
    mulai: dt.date | None = None,
    selesai: dt.date | None = None,
) -> Penugasan:
    """Give a person a peran for a period, by default from today (Tanah Laut 126/2022 Ps 5(1)).

    `oleh=None` is the system (provisioning, demo). Raises MasukanSalah, Bentrok for an overlapping
    assignment, TidakBerhak for oneself.
    """
    if oleh is not None and oleh.pk == pengguna.pk:
        raise TidakBerhak("Anda tidak dapat menugaskan diri sendiri.", saran="Mintalah administrator lain.")
    mulai = mulai or hari_ini()
    nomor_sk = nomor_sk.strip()
    _periksa(peran, seksi, sifat, nomor_sk, mulai, selesai)
    periksa_surel_peran(pengguna.surel, peran)
    pengguna_terkunci = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    if not pengguna_terkunci.aktif:
        raise Bentrok("Akun ini nonaktif.", saran="Aktifkan akunnya lebih dahulu.")
    if _tumpang_tindih(pengguna, peran, seksi, mulai, selesai):
        raise Bentrok("Orang ini sudah memegang peran yang sama pada masa itu.")
    penugasan = Penugasan.objects.create(
        pengguna=pengguna,
        peran=peran,
        seksi=seksi,
        sifat=sifat,
        nomor_sk=nomor_sk,
        mulai=mulai,
        selesai=selesai,
        dibuat_oleh=oleh,
    )
    pengguna.lupakan_hak()
    catat(
        "akun.penugasan_dibuat",
        pengguna,
        oleh=oleh,
        penugasan=penugasan.uuid,
        peran=peran,
        label=penugasan.label(),
        seksi=seksi,
        nomor_sk=nomor_sk,
        mulai=mulai,
        selesai=selesai,
    )
    return penugasan


def _periksa(
    peran: str, seksi: str, sifat: str, nomor_sk: str, mulai: dt.date, selesai: dt.date | None
) -> None:
    salah = {}
    situs = situs_kini()
    dikenal = peran_situs(situs.jenis) if situs else list(LABEL_PERAN)
    if peran not in dikenal:
        salah["peran"] = "Peran ini tidak ada pada situs ini."
    if peran == "pelaksana" and not seksi:
        salah["seksi"] = "Pilih seksi atau subbagian tempat bertugas."
    if sifat not in Sifat.values:
        salah["sifat"] = "Pilih Definitif, Plt., atau Plh."
    elif sifat != Sifat.DEFINITIF and not nomor_sk:
        salah["nomor_sk"] = "Plt. dan Plh. memerlukan nomor surat perintah."
    if selesai and selesai < mulai:
        salah["selesai"] = "Tanggal selesai tidak boleh sebelum tanggal mulai."
    if salah:
        raise MasukanSalah("Penugasan belum dapat disimpan.", bidang=salah)


def _tumpang_tindih(
    pengguna: Pengguna, peran: str, seksi: str, mulai: dt.date, selesai: dt.date | None
) -> bool:
    lain = Penugasan.objects.filter(pengguna=pengguna, peran=peran, seksi=seksi, dicabut_pada__isnull=True)
    lain = lain.filter(Q(selesai__isnull=True) | Q(selesai__gte=mulai))
    return (lain.filter(mulai__lte=selesai) if selesai else lain).exists()


@transaction.atomic
def cabut_penugasan(*, penugasan: Penugasan, oleh: Pengguna, alasan: str = "") -> Penugasan:
    """End an assignment at once; the next request of its holder no longer has the rights.

    Raises Bentrok when it is over already or when it is the last administrator's.
    """
    pastikan_tersisa(dilepas=[penugasan])
    terkunci = (
        Penugasan.objects.select_for_update(of=("self",)).select_related("pengguna").get(pk=penugasan.pk)
    )
    if terkunci.keadaan() in ("dicabut", "berakhir"):
        raise Bentrok("Penugasan ini sudah berakhir.")
    terkunci.dicabut_pada = timezone.now()
    terkunci.dicabut_oleh = oleh
    terkunci.alasan_cabut = alasan.strip()[:200]
    terkunci.save(update_fields=["dicabut_pada", "dicabut_oleh", "alasan_cabut"])
    penugasan.pengguna.lupakan_hak()
    catat(
        "akun.penugasan_dicabut",
        terkunci.pengguna,
        oleh=oleh,
        penugasan=terkunci.uuid,
        peran=terkunci.peran,
        label=terkunci.label(),
        alasan=alasan,
    )
    return terkunci
