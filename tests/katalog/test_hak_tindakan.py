"""The actions of the catalogue ask for the right themselves, and an import is all or nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inti.audit.models import Jejak
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from layanan.enums import KeadaanVersi as V
from layanan.katalog import actions
from layanan.katalog.models import Impor, Maklumat
from layanan.katalog.naskah import naskah
from layanan.models import Layanan, Persyaratan, Seksi


def potret():
    return (
        list(Layanan.objects.order_by("pk").values()), list(Persyaratan.objects.order_by("pk").values()),
        list(Impor.objects.values()), list(Maklumat.objects.values()), Jejak.objects.count(),
    )  # fmt: skip


def _d(kode="KEC-01", **ubah):
    return naskah(Layanan.objects.terkini().get(kode=kode)) | ubah


TINDAKAN = {
    "buat_konsep": lambda o: actions.buat_konsep(kode="KEC-02", oleh=o),
    "layanan_baru": lambda o: actions.layanan_baru(
        kode="KEC-90", nama="x", seksi=Seksi.objects.all()[0], jenis="rekomendasi", oleh=o
    ),
    "ubah_konsep": lambda o: actions.ubah_konsep(kode="KEC-01", nilai={"waktu_nilai": 9}, oleh=o),
    "buang_konsep": lambda o: actions.buang_konsep(kode="KEC-01", oleh=o),
    "terbitkan": lambda o: actions.terbitkan(kode="KEC-01", perubahan="x", oleh=o),
    "buka_tutup": lambda o: actions.buka_tutup(kode="KEC-02", aktif=False, alasan="x", oleh=o),
    "maklumat": lambda o: actions.tetapkan_maklumat(
        mulai=timezone.localdate() + timedelta(days=1), isi="x", tempat="x", jabatan="x", nama="x", oleh=o
    ),
    "konsep_dari_naskah": lambda o: actions.konsep_dari_naskah(d=_d("KEC-03"), seksi=Seksi.objects.all()[0], oleh=o),
    "terima_impor": lambda o: actions.terima_impor(nama_berkas="x.json", asal="x", isi=[_d()], oleh=o),
    "laksanakan_impor": lambda o: actions.laksanakan_impor(
        impor=Impor.objects.get(), pilihan={"KEC-04": "KMS"}, oleh=o
    ),
}  # fmt: skip


@pytest.mark.parametrize("nama", TINDAKAN)
@pytest.mark.parametrize("siapa", ["fo", "camat"])
def test_tindakan_hanya_oleh_administrator(meja, nama, siapa):
    actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
    actions.terima_impor(nama_berkas="x.json", asal="x", isi=[_d("KEC-04")], oleh=meja.admin)
    sebelum = potret()
    with pytest.raises(TidakBerhak):
        TINDAKAN[nama](meja.yang(siapa))
    assert potret() == sebelum


@pytest.mark.parametrize("sebab", ["orang_lain", "tanpa_pilihan", "seksi_asing", "konsep_terbuka"])
def test_impor_semua_atau_tidak_sama_sekali(meja, buat_orang, sebab):
    i = actions.terima_impor(
        nama_berkas="x.json", asal="Kecamatan Lain", isi=[_d("KEC-03"), _d("KEC-04")], oleh=meja.admin
    )
    pilihan, oleh, galat = {"KEC-03": "KMS", "KEC-04": "KMS"}, meja.admin, MasukanSalah
    if sebab == "orang_lain":
        oleh, galat = buat_orang("administrator"), TidakBerhak
    elif sebab == "tanpa_pilihan":
        pilihan = {"KEC-99": "KMS"}
    elif sebab == "seksi_asing":
        pilihan["KEC-04"] = "XYZ"
    else:
        actions.buat_konsep(kode="KEC-04", oleh=meja.admin)
        galat = Bentrok
    sebelum = potret()
    with pytest.raises(galat):
        actions.laksanakan_impor(impor=i, pilihan=pilihan, oleh=oleh)
    assert potret() == sebelum


def test_impor_dilaksanakan_sekali(meja):
    i = actions.terima_impor(nama_berkas="x.json", asal="x", isi=[_d("KEC-03")], oleh=meja.admin)
    konsep = actions.laksanakan_impor(impor=i, pilihan={"KEC-03": "TPM"}, oleh=meja.admin)
    assert [(k.kode, k.keadaan, k.seksi.kode) for k in konsep] == [("KEC-03", V.KONSEP, "TPM")]
    sebelum = potret()
    with pytest.raises(Bentrok):
        actions.laksanakan_impor(impor=i, pilihan={"KEC-03": "TPM"}, oleh=meja.admin)
    assert potret() == sebelum
