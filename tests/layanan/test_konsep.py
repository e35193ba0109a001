"""A paraf is on one version of the letter; another version voids it, also from a shell."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from inti.errors import TidakBerhak, TransisiTidakSah
from layanan import actions
from layanan.enums import Status
from layanan.models import Konsep, Paraf, Permohonan
from layanan.surat import konsep
from tests.layanan.bantu import langkah, potret, sampai, versi_baru


def sah(p):
    return list(
        Paraf.objects.filter(permohonan=p, batal_pada=None).order_by("urutan").values_list("peran", flat=True)
    )


def kini(p):
    return Permohonan.objects.select_related("layanan", "seksi").get(pk=p.pk)


def test_validasi_dan_paraf_pada_satu_versi(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    assert konsep.terkini(p).pk is None
    assert konsep.terkini(p).data["isian"] == p.isian
    p = langkah(p, "validasi", meja)
    assert (sah(p), p.giliran_paraf) == (["pelaksana"], "koordinator")
    p = langkah(p, "paraf", meja)
    assert (sah(p), p.giliran_paraf) == (["pelaksana", "koordinator"], "")
    assert set(p.paraf.values_list("konsep", flat=True)) == {konsep.terkini(p).pk}


def test_perubahan_membatalkan_paraf_dan_kembali_ke_seksi(meja):
    p = sampai(Status.DIPARAF, meja)
    isi = konsep.terkini(p).data | {"keperluan": "Beasiswa"}
    baru = actions.ubah_konsep(permohonan=p, isi=isi, oleh=meja.camat)
    p = kini(p)
    assert (p.status, p.giliran_paraf, sah(p), baru.versi) == (Status.DIDISTRIBUSI, "", [], 2)
    assert p.riwayat.last().transisi == "ubah_konsep"
    assert all("versi 2" in f.batal_sebab for f in p.paraf.all())
    p = langkah(langkah(p, "validasi", meja), "paraf", meja)
    assert konsep.terkini(p).data["keperluan"] == "Beasiswa"
    assert langkah(p, "tandatangani", meja).status == Status.DITANDATANGANI


def test_isi_yang_sama_bukan_versi_baru(meja):
    p = sampai(Status.DIPARAF, meja)
    sebelum = potret(p)
    actions.ubah_konsep(permohonan=p, isi=konsep.terkini(p).data, oleh=meja.sekcam)
    assert potret(p) == sebelum
    assert sah(p) == ["pelaksana", "koordinator"]


def test_seksi_menyunting_sebelum_validasi(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    isi = konsep.terkini(p).data | {"keperluan": "Beasiswa"}
    assert actions.ubah_konsep(permohonan=p, isi=isi, oleh=meja.kasi).versi == 1
    p = langkah(p, "validasi", meja)
    assert (konsep.terkini(p).versi, konsep.terkini(p).data["keperluan"]) == (1, "Beasiswa")


@pytest.mark.parametrize(
    "status, siapa, galat",
    [
        (Status.DIDISTRIBUSI, "fo", TidakBerhak),
        (Status.DIDISTRIBUSI, "kasi_lain", TidakBerhak),
        (Status.DIAJUKAN, "sekcam", TransisiTidakSah),
        (Status.DITANDATANGANI, "camat", TransisiTidakSah),
    ],
)
def test_yang_lain_tidak_mengubah(meja, status, siapa, galat):
    p = sampai(status, meja)
    sebelum, versi = potret(p), p.konsep.count()
    with pytest.raises(galat):
        actions.ubah_konsep(permohonan=p, isi={"keperluan": "x"}, oleh=meja.yang(siapa))
    assert (potret(p), p.konsep.count()) == (sebelum, versi)


def test_dikembalikan_membatalkan_paraf(meja):
    p = langkah(sampai(Status.DIPARAF, meja), "kembalikan_ttd", meja)
    assert (p.status, sah(p)) == (Status.DIDISTRIBUSI, [])
    p = langkah(p, "validasi", meja)
    assert (konsep.terkini(p).versi, sah(p)) == (1, ["pelaksana"])


def test_rantai_dua_paraf(meja):
    versi_baru("KEC-01", rantai_paraf=["administrator", "koordinator"])
    p = sampai(Status.DIVALIDASI, meja)
    assert p.giliran_paraf == "administrator"
    sebelum = potret(p)
    with pytest.raises(TidakBerhak):
        actions.paraf(permohonan=p, oleh=meja.sekcam)
    assert potret(p) == sebelum
    actions.paraf(permohonan=p, oleh=meja.admin)
    p = kini(p)
    assert (p.status, p.giliran_paraf) == (Status.DIPARAF, "koordinator")
    with pytest.raises(TransisiTidakSah):
        actions.tandatangani(permohonan=p, oleh=meja.camat)
    p = langkah(p, "paraf", meja)
    assert (p.giliran_paraf, len(sah(p))) == ("", 3)
    assert langkah(p, "tandatangani", meja).status == Status.DITANDATANGANI


def test_tanpa_rantai_langsung_tanda_tangan(meja):
    versi_baru("KEC-01", perlu_paraf=False, rantai_paraf=[])
    p = sampai(Status.DIVALIDASI, meja)
    assert p.giliran_paraf == ""
    assert langkah(p, "tandatangani", meja).status == Status.DITANDATANGANI


# -- what PostgreSQL refuses on the instansi's own login, whatever the application says


def sql(perintah, *nilai):
    with connection.cursor() as kursor:
        kursor.execute(perintah, nilai)


def ditolak(kendala, perintah, *nilai):
    with pytest.raises(IntegrityError, match=kendala), transaction.atomic():
        sql(perintah, *nilai)


TTD = (
    "UPDATE layanan_permohonan SET ttd_oleh_id=%s, ttd_pada=now(), siap_pada=now(), giliran_paraf='',"
    " status='ditandatangani' WHERE id=%s"
)
PARAF = (
    "INSERT INTO layanan_paraf (permohonan_id, konsep_id, urutan, peran, oleh_id, oleh_nama, jabatan, pada, batal_sebab)"
    " VALUES (%s, %s, %s, 'koordinator', %s, 'x', '', now(), '')"
)


def test_shell_tidak_menandatangani_tanpa_paraf(meja):
    p = sampai(Status.DIVALIDASI, meja)
    ditolak("belum diparaf lengkap", TTD, meja.camat.pk, p.pk)
    p = langkah(p, "paraf", meja)
    baru = konsep.terkini(p)
    Konsep.objects.create(permohonan=p, versi=2, isi=baru.isi, sidik="0" * 64, dibuat_pada=baru.dibuat_pada)
    assert sah(p) == []
    ditolak("belum diparaf lengkap", TTD, meja.camat.pk, p.pk)


@pytest.mark.parametrize("siapa", ["fo", "kasi"])
def test_shell_tidak_memaraf_dengan_orang_yang_sama(meja, siapa):
    p = sampai(Status.DIVALIDASI, meja)
    orang = meja.yang(siapa)
    ditolak("berbeda|paraf_orang_berbeda", PARAF, p.pk, konsep.terkini(p).pk, 1, orang.pk)
    assert sah(p) == ["pelaksana"]


def test_shell_tidak_memaraf_konsep_lain(meja):
    p, lain = sampai(Status.DIVALIDASI, meja), sampai(Status.DIVALIDASI, meja)
    ditolak("konsep terbaru", PARAF, p.pk, konsep.terkini(lain).pk, 1, meja.sekcam.pk)


def test_shell_tidak_mengembalikan_paraf_yang_batal(meja):
    p = langkah(sampai(Status.DIPARAF, meja), "kembalikan_ttd", meja)
    ditolak(
        "tidak berlaku lagi",
        "UPDATE layanan_paraf SET batal_pada=NULL, batal_sebab='' WHERE permohonan_id=%s",
        p.pk,
    )


def test_shell_tidak_menjadikan_pemberi_paraf_penanda_tangan(meja):
    p = sampai(Status.DIPARAF, meja)
    ditolak(
        "harus berbeda",
        "UPDATE layanan_permohonan SET pemohon_pengguna_id=%s WHERE id=%s",
        meja.sekcam.pk,
        p.pk,
    )


@pytest.mark.parametrize(
    "perintah", ["UPDATE layanan_konsep SET versi=9", "DELETE FROM layanan_konsep", "DELETE FROM layanan_paraf",
                 "UPDATE layanan_paraf SET oleh_nama='x'"]
)  # fmt: skip
def test_konsep_dan_paraf_tidak_berubah(meja, perintah):
    sampai(Status.DIPARAF, meja)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        sql(perintah)


def test_konsep_tertutup_sesudah_ttd(meja):
    p = sampai(Status.DITANDATANGANI, meja)
    k = konsep.terkini(p)
    with pytest.raises(IntegrityError), transaction.atomic():
        Konsep.objects.create(permohonan=p, versi=2, isi=k.isi, sidik="0" * 64, dibuat_pada=k.dibuat_pada)
