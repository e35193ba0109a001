"""A token of an aparat desa: submits for its own residents through its own channel, sees what the desa submitted."""

import pytest

from layanan.api.cakupan import Cakupan
from layanan.enums import Kanal, Status
from layanan.models import Dokumen, Permohonan
from tenants.wilayah import desa_di
from tests.api.test_permohonan import banyak, masuk
from tests.layanan.bantu import ajukan, langkah, potret

WAKIL = {
    "wakil_jabatan_desa": "Kaur Umum", "wakil_pengantar_nomor": "140/9", "wakil_pengantar_tanggal": "4-11-2026",
    "wakil_pengantar_penanda": "Kepala Desa",
}  # fmt: skip


@pytest.fixture
def desa(instansi_a):
    return desa_di(instansi_a.kode_wilayah)[:2]


@pytest.fixture
def aparat(buat_orang, instansi_a, desa):
    return [buat_orang("pengguna", seksi=f"desa:{d.kode}", di=instansi_a) for d in desa]


@pytest.fixture
def app(aplikasi, aparat):
    return aplikasi(aparat[0])


def satu(app, di, instansi_a):
    jawaban = app.post("permohonan/", masuk(wakil=WAKIL))
    assert jawaban.status_code == 201, jawaban.content
    with di(instansi_a):
        return Permohonan.objects.get(uuid=jawaban.json()["uuid"])


def test_mengajukan_untuk_desanya_apa_pun_yang_diminta(app, aparat, desa, di, instansi_a):
    isi = masuk(wakil=WAKIL | {"wakil_desa": desa[1].nama}, kanal="loket")
    isi["pemohon"] |= {"desa": desa[1].nama, "bertindak_sebagai": "sendiri"}
    jawaban = app.post("permohonan/", isi)
    assert jawaban.status_code == 201, jawaban.content
    with di(instansi_a):
        p = Permohonan.objects.get()
        assert (p.kanal, p.asal_desa, p.pemohon_desa) == (Kanal.DESA, f"desa:{desa[0].kode}", desa[0].nama)
        assert (p.petugas_input, p.bertindak_sebagai) == (aparat[0], "aparat_desa")


@pytest.mark.parametrize("sebab", ["cakupan", "tanpa_desa", "pengantar", "layanan"])
def test_penolakan_tidak_mengubah_apa_pun(aplikasi, aparat, buat_orang, di, instansi_a, sebab):
    oleh, cakupan, isi, status = aparat[0], Cakupan.values, masuk(wakil=WAKIL), 422
    if sebab == "cakupan":
        cakupan, status = [Cakupan.PERMOHONAN_BACA], 403
    elif sebab == "tanpa_desa":
        oleh, status = buat_orang("pengguna", di=instansi_a), 403
    elif sebab == "pengantar":
        isi = masuk(wakil={})
    else:
        isi = masuk(wakil=WAKIL, kode_layanan="KEC-99")
    assert aplikasi(oleh, *cakupan).post("permohonan/", isi).status_code == status
    assert banyak(di, instansi_a) == 0


def test_melihat_milik_desanya_saja(app, aplikasi, aparat, orang, di, instansi_a):
    p = satu(app, di, instansi_a)
    with di(instansi_a):
        loket = ajukan(orang.fo)
    assert [x["uuid"] for x in app.get("permohonan/").json()["hasil"]] == [str(p.uuid)]
    assert app.get(f"permohonan/{loket.uuid}/").status_code == 404
    lain = aplikasi(aparat[1])
    assert lain.get("permohonan/").json()["hasil"] == []
    assert lain.get(f"permohonan/{p.uuid}/").status_code == 404


def test_memperbaiki_yang_ditolak_dan_tidak_lebih(app, aplikasi, aparat, orang, di, instansi_a):
    p = satu(app, di, instansi_a)
    alamat = f"permohonan/{p.uuid}/langkah/"
    assert app.post(f"{alamat}setujui/").status_code == 403
    assert app.post(f"{alamat}ajukan_kembali/").status_code in (409, 422), "nothing was refused yet"
    with di(instansi_a):
        p = langkah(p, "tolak", orang)
        kode = [s.persyaratan.kode for s in p.perlu_dibawa_lagi()]
        assert kode
        sebelum = potret(p)
    isi = {"syarat": {k: {"dibawa": True} for k in kode}}
    assert aplikasi(aparat[1]).post(f"{alamat}ajukan_kembali/", isi).status_code == 404
    with di(instansi_a):
        assert potret(p) == sebelum
    jawaban = app.post(f"{alamat}ajukan_kembali/", isi)
    assert jawaban.status_code == 200, jawaban.content
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).status == Status.DIAJUKAN


def test_surat_hanya_bila_diserahkan_dengan_unduhan(app, orang, di, instansi_a):
    """As on the pages: the letter is the applicant's, not the desa's."""
    p = satu(app, di, instansi_a)
    with di(instansi_a):
        for nama in ("setujui", "distribusikan", "validasi", "paraf", "tandatangani", "serahkan"):
            p = langkah(p, nama, orang)
        d = Dokumen.objects.get(permohonan=p)
    assert app.get(f"dokumen/{d.uuid}/pdf/").status_code == 404
    with di(instansi_a):
        Permohonan.objects.filter(pk=p.pk).update(serah_cara="diunduh")
    jawaban = app.get(f"dokumen/{d.uuid}/pdf/")
    assert jawaban.status_code == 200
    jawaban.getvalue()
