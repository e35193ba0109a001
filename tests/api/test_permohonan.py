"""Permohonan over the API: the same visibility, the same checks and the same writes as the pages."""

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layanan.api.models import KunciIdempoten
from layanan.enums import Status
from layanan.models import Permohonan
from layanan.views.laku import LAKU
from layanan.workflow import ALUR
from tests.layanan.bantu import ISIAN, PDF_KECIL, ajukan, nik_baru, potret, sampai
from tests.layanan.bantu import langkah as langkah_layar


def masuk(**ubah):
    pemohon = {
        "nik": nik_baru(), "nama": "Siti Contoh", "tempat_lahir": "Batulicin", "tanggal_lahir": "17-08-1985",
        "jenis_kelamin": "L", "alamat": "RT 01", "desa": "Batulicin", "telepon": "081234567890",
    }  # fmt: skip
    isi = {
        "kode_layanan": "KEC-01", "pemohon": pemohon, "keperluan": "Sekolah", "isian": ISIAN["KEC-01"], "persetujuan": True,
        "syarat": {"KEC-01-S1": {"dibawa": True}},
    }  # fmt: skip
    return isi | ubah


def banyak(di, instansi):
    with di(instansi):
        return Permohonan.objects.count()


def test_katalog(aplikasi, orang):
    app = aplikasi(orang.fo)
    semua = app.get("layanan/").json()
    assert len(semua) == 25
    satu = app.get("layanan/KEC-01/").json()
    assert satu["persyaratan"][0]["kode"] == "KEC-01-S1"
    assert app.get("layanan/KEC-99/").json()["title"] == "Tidak ditemukan"


def test_mengajukan_seperti_di_loket(aplikasi, orang, di, instansi_a):
    app = aplikasi(orang.fo)
    berkas = {"nama": "ktp.pdf", "isi_base64": base64.b64encode(PDF_KECIL).decode()}
    isi = masuk(syarat={"KEC-01-S1": {"dibawa": True}, "KEC-01-S2": {"berkas": berkas}})
    jawaban = app.post("permohonan/", isi)
    assert jawaban.status_code == 201, jawaban.content
    data = jawaban.json()
    with di(instansi_a):
        p = Permohonan.objects.get(uuid=data["uuid"])
        assert (p.petugas_input, p.pemohon_nik, p.status) == (
            orang.fo,
            isi["pemohon"]["nik"],
            Status.DIAJUKAN,
        )
        assert p.isian["tujuan"] == "pendidikan"
        assert p.persetujuan.dicatat_oleh == orang.fo
        assert p.persyaratan.get(persyaratan__kode="KEC-01-S2").berkas.bita() == PDF_KECIL
    assert data["nomor_registrasi"] == p.nomor_registrasi
    assert [s["terunggah"] for s in data["persyaratan"]][:2] == [False, True]


@pytest.mark.parametrize(
    ("ubah", "bidang"),
    [
        ({"kode_layanan": "KEC-99"}, "kode_layanan"),
        ({"persetujuan": False}, "persetujuan"),
        ({"syarat": {"TIDAK-ADA": {"dibawa": True}}}, "syarat.TIDAK-ADA"),
        ({"syarat": {"KEC-01-S1": {"berkas": {"nama": "a.pdf", "isi_base64": "@@"}}}}, "syarat.KEC-01-S1"),
        ({"syarat": {"KEC-01-S1": {"berkas": {"nama": "a.pdf", "isi_base64": "TVo="}}}}, "syarat.KEC-01-S1"),
        ({"isian": {}}, "isian_tujuan"),
        ({"pemohon": {}}, "pemohon.nik"),
        ({"keperluan": ""}, "keperluan"),
    ],
)
def test_isian_salah_tidak_mengubah_apa_pun(aplikasi, orang, di, instansi_a, ubah, bidang):
    jawaban = aplikasi(orang.fo).post("permohonan/", masuk(**ubah))
    assert jawaban.status_code == 422
    assert bidang in jawaban.json()["bidang"], jawaban.json()
    assert banyak(di, instansi_a) == 0


def test_tanpa_hak_input_ditolak(aplikasi, orang, di, instansi_a):
    for siapa in (orang.kasi, orang.camat):
        assert aplikasi(siapa).post("permohonan/", masuk()).status_code == 403
    assert banyak(di, instansi_a) == 0


def test_kunci_idempoten(aplikasi, orang, di, instansi_a):
    app, isi = aplikasi(orang.fo), masuk()
    kunci = {"Idempotency-Key": "kirim-1"}
    a = app.post("permohonan/", isi, **kunci)
    b = app.post("permohonan/", isi, **kunci)
    assert (a.status_code, b.status_code) == (201, 201)
    assert a.json() == b.json()
    assert b["Idempotent-Replay"] == "true"
    lain = app.post("permohonan/", masuk(), **kunci)
    assert lain.status_code == 422
    assert app.post("permohonan/", masuk(), **{"Idempotency-Key": "x" * 81}).status_code == 422
    assert banyak(di, instansi_a) == 1
    with di(instansi_a), connection.cursor() as k:
        assert KunciIdempoten.objects.count() == 1
        k.execute("SELECT jawaban FROM api_kunciidempoten")
        assert k.fetchone()[0].startswith("s1."), "personal data stay encrypted"
    salah = app.post("permohonan/", masuk(keperluan=""), **{"Idempotency-Key": "kirim-2"})
    benar = app.post("permohonan/", masuk(), **{"Idempotency-Key": "kirim-2"})
    assert (salah.status_code, benar.status_code) == (422, 201), "a refusal takes no key"


def test_hanya_yang_terlihat_orangnya(aplikasi, orang, di, instansi_a, instansi_b, klien):
    with di(instansi_a):
        p = sampai(Status.DIDISTRIBUSI, orang)
    assert aplikasi(orang.kasi).get(f"permohonan/{p.uuid}/").status_code == 200
    lain = aplikasi(orang.kasi_lain)
    assert lain.get(f"permohonan/{p.uuid}/").status_code == 404
    assert lain.get("permohonan/").json()["hasil"] == []
    assert lain.post(f"permohonan/{p.uuid}/langkah/validasi/").status_code == 404


def test_halaman_demi_halaman(aplikasi, orang, di, instansi_a):
    with di(instansi_a):
        semua = [str(ajukan(orang.fo).uuid) for _ in range(5)][::-1]
    app = aplikasi(orang.fo)
    terkumpul, sesudah = [], ""
    while sesudah is not None:
        halaman = app.get("permohonan/", per=2, **({"sesudah": sesudah} if sesudah else {})).json()
        terkumpul += [h["uuid"] for h in halaman["hasil"]]
        sesudah = halaman["berikut"]
        if len(terkumpul) == 2:
            with di(instansi_a):
                ajukan(orang.fo)  # one that arrives in between moves nothing
    assert terkumpul == semua
    for salah in (
        {"sesudah": "abc"},
        {"per": 0},
        {"per": 101},
        {"status": "entah"},
        {"masuk_sejak": "kemarin"},
    ):
        assert app.get("permohonan/", **salah).status_code == 422, salah
    assert app.get("permohonan/", status="selesai").json()["hasil"] == []
    assert len(app.get("permohonan/", kode_layanan="KEC-01").json()["hasil"]) == 6


def test_langkah_lewat_formulir_dan_action_yang_sama(aplikasi, orang, di, instansi_a):
    with di(instansi_a):
        p = ajukan(orang.fo)
        kode = [s.persyaratan.kode for s in p.persyaratan.select_related("persyaratan")]
    app = aplikasi(orang.fo)
    dasar = f"permohonan/{p.uuid}/langkah/"
    assert {x["nama"] for x in app.get(f"permohonan/{p.uuid}/").json()["langkah"]} >= {
        "setujui",
        "tolak",
        "batalkan",
    }
    with di(instansi_a):
        sebelum = potret(p)
    assert app.post(f"{dasar}setujui/").status_code == 422
    assert app.post(f"{dasar}entah/").status_code == 404
    assert app.post(f"{dasar}serahkan/").status_code == 409
    assert app.post(f"{dasar}validasi/").status_code == 403
    assert app.post(f"{dasar}tolak/", {"isian": {"alasan": ""}}).status_code == 422
    with di(instansi_a):
        assert potret(p) == sebelum
    tolak = {
        "isian": {"kode": "L02", "alasan": "Salinan KK tidak terbaca."},
        "syarat": {kode[0]: {"status": "tidak_sesuai"}},
    }
    assert app.post(f"{dasar}tolak/", tolak).json()["status"] == "ditolak"
    ulang = app.post(f"{dasar}ajukan_kembali/", {"syarat": {kode[0]: {"dibawa": True}}})
    assert (ulang.status_code, ulang.json()["pengajuan_ke"]) == (200, 2)
    setuju = {"syarat": {k: {"status": "sesuai"} for k in kode}, "isian": {"teruskan": True}}
    assert app.post(f"{dasar}setujui/", setuju).json()["status"] == "didistribusi"


PRIBADI = {
    "validasi": (Status.DIDISTRIBUSI, "kasi"),
    "usul_tolak": (Status.DIDISTRIBUSI, "kasi"),
    "susun_konsep": (Status.DIVALIDASI, "kasi"),
    "paraf": (Status.DIVALIDASI, "sekcam"),
    "tandatangani": (Status.DIPARAF, "camat"),
}


@pytest.mark.parametrize("langkah", PRIBADI)
def test_langkah_pribadi_tidak_lewat_token(aplikasi, orang, di, instansi_a, langkah):
    """Refused to whoever may do it on the screen, with where to go instead; and OpenAPI says so."""
    status, siapa = PRIBADI[langkah]
    with di(instansi_a):
        p = sampai(status, orang)
        sebelum = potret(p)
    app = aplikasi(orang.yang(siapa))
    jawaban = app.post(f"permohonan/{p.uuid}/langkah/{langkah}/", {"isian": {"cara": "cek_berkas"}})
    isi = jawaban.json()
    assert (jawaban.status_code, isi["type"]) == (403, "urn:spbe:masalah:langkah-pribadi")
    assert isi["lanjut_di"].endswith(f"/permohonan/{p.uuid}/")
    assert "di layar" in isi["detail"]
    tawaran = {x["nama"]: x["hanya_layar"] for x in app.get(f"permohonan/{p.uuid}/").json()["langkah"]}
    assert langkah == "susun_konsep" or tawaran[langkah] is True
    with di(instansi_a):
        assert potret(p) == sebelum


def test_setiap_langkah_lain_lewat_token():
    """What the life cycle has beside the personal steps can be done by an application."""
    lain = {t.nama for t in ALUR.values() if not t.autentikasi_ulang}
    assert lain - set(LAKU) == {"ubah_konsep"}, "which follows from an edit of the letter"
    assert set(PRIBADI) == {t.nama for t in ALUR.values() if t.autentikasi_ulang}


def test_openapi_menyebut_langkah_pribadi(klien, instansi_a):
    jalur = klien(instansi_a).get("/api/v1/skema/").json()["paths"]
    langkah = next(v for k, v in jalur.items() if k.endswith("/langkah/{langkah}/"))["post"]
    assert all(f"`{nama}`" in langkah["description"] for nama in PRIBADI)
    contoh = langkah["responses"]["403"]["content"]["application/problem+json"]["examples"]
    assert any(c["value"]["type"].endswith("langkah-pribadi") for c in contoh.values())


def test_daur_penuh_dengan_langkah_pribadi_di_layar(aplikasi, orang, di, instansi_a):
    """An application enters, verifies, names the person and hands over; people validate and sign on their screens."""
    fo, sekcam = aplikasi(orang.fo), aplikasi(orang.sekcam)
    uuid = fo.post("permohonan/", masuk()).json()["uuid"]
    dasar = f"permohonan/{uuid}/langkah/"
    with di(instansi_a):
        p = Permohonan.objects.get(uuid=uuid)
        kode = [s.persyaratan.kode for s in p.persyaratan.select_related("persyaratan")]
        seksi = p.layanan.seksi.kode
    setuju = {"syarat": {k: {"status": "sesuai", "asli": True} for k in kode}, "isian": {"teruskan": True}}
    assert fo.post(f"{dasar}setujui/", setuju).json()["status"] == "didistribusi"
    kembali = sekcam.post(f"{dasar}alihkan/", {"isian": {"seksi": "TPM", "alasan": "Salah seksi"}})
    assert kembali.json()["seksi"] == "TPM"
    alih = {"isian": {"seksi": seksi, "alasan": "Kembali", "petugas": str(orang.kasi.uuid)}}
    assert sekcam.post(f"{dasar}alihkan/", alih).json()["seksi"] == seksi
    with di(instansi_a):
        p = Permohonan.objects.get(uuid=uuid)
        assert p.petugas == orang.kasi
        for nama in ("validasi", "paraf", "tandatangani"):
            p = langkah_layar(p, nama, orang)
    isian = {"kepada": p.pemohon_nama, "hubungan": "pemohon", "cara": "diambil", "identitas_cocok": True}
    serah = {"isian": isian, "syarat": {"KEC-01-S1": {"asli": True}}}  # its original goes back
    jawaban = fo.post(f"{dasar}serahkan/", serah)
    assert (jawaban.status_code, jawaban.json().get("status")) == (200, "selesai"), jawaban.json()


def test_dokumen_dan_pelacakan(aplikasi, orang, di, instansi_a):
    with di(instansi_a):
        p = sampai(Status.DITANDATANGANI, orang)
        d = p.dokumen.get()
        bita = d.berkas.bita()
    app = aplikasi(orang.fo)
    assert app.get(f"dokumen/{d.uuid}/").json()["nomor"] == d.nomor
    assert app.get(f"dokumen/{d.uuid}/pdf/").getvalue() == bita
    assert aplikasi(orang.kasi_lain).get(f"dokumen/{d.uuid}/pdf/").status_code == 404
    assert app.post("dokumen/periksa/", {"isi": "https://x/v/bukan"}).status_code == 422
    lacak = app.get(f"lacak/{p.kode_lacak}/")
    assert lacak.json()["keadaan"] == "Sudah jadi"
    assert "Siti" not in lacak.content.decode()
    assert app.get("lacak/TIDAKADA2345/").status_code == 404


def test_alamat_asing_dijawab_api(klien, instansi_a):
    for jalur in ("/api/v1/", "/api/v1/entah/", "/api/v1/permohonan/bukan-uuid/"):
        jawaban = klien(instansi_a).get(jalur)
        assert (jawaban.status_code, jawaban["Content-Type"]) == (404, "application/problem+json")
    assert klien(instansi_a).put("/api/v1/layanan/").status_code in (401, 405)


def test_skema_dan_dokumentasi_tanpa_pihak_ketiga(klien, instansi_a):
    skema = klien(instansi_a).get("/api/v1/skema/").json()
    assert skema["openapi"].startswith("3.")
    assert all(
        "examples" in str(skema["paths"][f"/api/v1/{j}/"]) for j in ("layanan", "permohonan", "webhook")
    )
    halaman = klien(instansi_a).get("/api/v1/dokumentasi/")
    isi = halaman.content.decode()
    assert "/api/v1/permohonan/{uuid}/langkah/{langkah}/" in isi
    assert "//cdn" not in isi
    assert isi.count("<script") == 1


def test_jumlah_kueri(aplikasi, orang, di, instansi_a):
    app = aplikasi(orang.fo)

    def hitung(jalur):
        app.get(jalur)
        with CaptureQueriesContext(connection) as c:
            assert app.get(jalur).status_code == 200
        return len([q for q in c.captured_queries if "AUTHORIZATION" not in q["sql"]])

    with di(instansi_a):
        p = ajukan(orang.fo)
    satu, rinci = hitung("permohonan/"), hitung(f"permohonan/{p.uuid}/")
    with di(instansi_a):
        for _ in range(6):
            ajukan(orang.fo)
    assert hitung("permohonan/") == satu == 3  # token, assignments, page
    assert hitung(f"permohonan/{p.uuid}/") == rinci <= 10
    assert hitung("layanan/") == 3  # token, services, requirements
