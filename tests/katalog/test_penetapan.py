"""Standards that no decree has set are shown as proposals, with where their numbers come from."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from inti.errors import MasukanSalah, TidakBerhak
from layanan.katalog import actions
from layanan.katalog.models import PenetapanStandar
from layanan.models import Layanan


@pytest.fixture
def meja(di_a, buat_orang):
    return {p: buat_orang(p) for p in ("administrator", "operator")}


def test_ditetapkan_sekaligus_lalu_versi_baru_kembali_usulan(meja):
    semua = list(actions.belum_ditetapkan().values_list("kode", flat=True))
    assert len(semua) == 25
    isi = {"nomor": "000.8.3.2/12/2026", "tanggal": date(2026, 1, 5)}
    assert actions.tetapkan(**isi, kode=semua, oleh=meja["administrator"]) == 25
    assert not actions.belum_ditetapkan().exists()
    with pytest.raises(MasukanSalah):
        actions.tetapkan(**isi, kode=["KEC-01"], oleh=meja["administrator"])
    lama = Layanan.objects.get(kode="KEC-01", keadaan="berlaku")
    Layanan.objects.filter(pk=lama.pk).update(keadaan="digantikan")
    lama.pk, lama.versi = None, 2
    lama.save()
    assert [x.versi for x in actions.belum_ditetapkan()] == [2], "another version needs its own decree"


@pytest.mark.parametrize(
    "ubah, bidang",
    [
        ({"nomor": " "}, "nomor"),
        ({"tanggal": timezone.localdate() + timedelta(days=2)}, "tanggal"),
        ({"kode": ["X"]}, "kode"),
        ({"kode": []}, "kode"),
    ],
)
def test_penetapan_yang_ditolak(meja, ubah, bidang):
    isi = {"nomor": "1/2026", "tanggal": date(2026, 1, 5), "kode": ["KEC-01"]} | ubah
    with pytest.raises(MasukanSalah) as galat:
        actions.tetapkan(**isi, oleh=meja["administrator"])
    assert set(galat.value.bidang) == {bidang}
    with pytest.raises(TidakBerhak):
        actions.tetapkan(**(isi | {"nomor": "1"}), oleh=meja["operator"])
    assert not PenetapanStandar.objects.exists()


def test_halaman_menyebut_usulan_dan_sumbernya(klien, instansi_a, buat_orang, di):
    admin = klien(instansi_a, buat_orang("administrator", di=instansi_a))
    assert "25 standar masih usulan" in admin.get("/katalog/").content.decode()
    rincian = admin.get("/katalog/KEC-02/").content.decode()
    assert "Usulan: standar ini belum ditetapkan" in rincian
    assert "pangururankec.samosirkab.go.id" in rincian
    assert "belum dicocokkan dengan naskahnya" in rincian
    assert (
        klien(instansi_a, buat_orang("operator", di=instansi_a)).get("/katalog/penetapan/").status_code == 403
    )
    assert admin.post("/katalog/penetapan/", {"nomor": "", "tanggal": "05-01-2026"}).status_code == 422
    isi = {"nomor": "000.8.3.2/12/2026", "tanggal": "05-01-2026", "kode": ["KEC-02", "KEC-03"]}
    assert admin.post("/katalog/penetapan/", isi).status_code == 302
    assert "ditetapkan dengan <strong>000.8.3.2/12/2026" in admin.get("/katalog/KEC-02/").content.decode()
    assert "23 standar masih usulan" in admin.get("/katalog/").content.decode()
