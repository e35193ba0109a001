"""One table: who may do what on which address. A refusal changes nothing; another instansi's uuid does not exist."""

import uuid

import pytest

from inti.audit.models import Jejak
from layanan.enums import Status
from layanan.models import Permohonan
from tests.layanan.bantu import buat_meja, potret, sampai

TAMU, FO, ADMIN, KASI, KASI_LAIN, SEKCAM, CAMAT, PEMOHON = (
    "tamu", "fo2", "admin", "kasi", "kasi_lain", "sekcam", "camat", "pemohon",
)  # fmt: skip
MASUK = 302  # to the log-in page, or home

# (method, address, {role: status}); {p} is a permohonan that waits for the kasi of KMS
TABEL = [
    ("get", "/", {TAMU: 200, FO: 302, ADMIN: 302, KASI: 302, SEKCAM: 302, CAMAT: 302, PEMOHON: 200}),
    ("get", "/layanan/KEC-01/", {TAMU: 200, FO: 200, PEMOHON: 200}),
    ("get", "/layanan/KEC-99/", {TAMU: 404, FO: 404}),
    ("get", "/lacak/", {TAMU: 200, FO: 200}),
    ("get", "/lacak/TIDAKADA2345/", {TAMU: 404}),
    ("get", "/lacak/{kode}/", {TAMU: 200, KASI_LAIN: 200, PEMOHON: 200}),
    ("get", "/v/", {TAMU: 200}),
    ("get", "/v/BUKANQR", {TAMU: 404}),
    ("get", "/meja/", {TAMU: MASUK, FO: 200, ADMIN: 200, KASI: 200, SEKCAM: 200, CAMAT: 200, PEMOHON: 403}),
    ("get", "/permohonan/", {TAMU: MASUK, FO: 200, ADMIN: 200, KASI: 200, SEKCAM: 200, CAMAT: 200, PEMOHON: 403}),
    ("get", "/permohonan/baru/", {TAMU: MASUK, FO: 200, ADMIN: 403, KASI: 403, SEKCAM: 403, CAMAT: 403, PEMOHON: 403}),
    ("get", "/permohonan/baru/KEC-01/", {TAMU: MASUK, FO: 200, ADMIN: 403, KASI: 403, CAMAT: 403, PEMOHON: 403}),
    ("post", "/permohonan/baru/KEC-01/", {TAMU: MASUK, FO: 422, ADMIN: 403, KASI: 403, CAMAT: 403, PEMOHON: 403}),
    ("post", "/permohonan/baru/KEC-01/nik/", {TAMU: MASUK, FO: 200, KASI: 403}),
    ("get", "/permohonan/{p}/", {TAMU: MASUK, FO: 200, ADMIN: 200, KASI: 200, SEKCAM: 200, CAMAT: 200}),
    ("get", "/permohonan/{p}/", {KASI_LAIN: 404, PEMOHON: 403}),
    ("get", "/permohonan/{p}/tanda-terima.pdf", {TAMU: MASUK, FO: 200, KASI: 200, KASI_LAIN: 404, PEMOHON: 403}),
    ("get", "/permohonan/{p}/konsep.pdf", {TAMU: MASUK, FO: 200, KASI: 200, KASI_LAIN: 404, PEMOHON: 403}),
    ("get", "/permohonan/{p}/validasi/", {TAMU: MASUK, FO: 405, KASI: 405}),
    ("post", "/permohonan/{p}/validasi/", {TAMU: MASUK, FO: 403, ADMIN: 403, KASI: 422, KASI_LAIN: 404}),
    ("post", "/permohonan/{p}/validasi/", {SEKCAM: 403, CAMAT: 403, PEMOHON: 403}),
    ("post", "/permohonan/{p}/setujui/", {TAMU: MASUK, FO: 409, ADMIN: 403, KASI: 403, SEKCAM: 403, CAMAT: 403}),
    ("post", "/permohonan/{p}/distribusikan/", {FO: 409, ADMIN: 409, KASI: 403, SEKCAM: 409, CAMAT: 403}),
    ("get", "/papan/", {TAMU: MASUK, FO: 200, ADMIN: 200, KASI: 200, SEKCAM: 200, CAMAT: 200, PEMOHON: 403}),
    ("get", "/pengaturan/alur/", {TAMU: MASUK, FO: 403, ADMIN: 200, KASI: 403, SEKCAM: 403, CAMAT: 403, PEMOHON: 403}),
    ("post", "/permohonan/{p}/berkas/lepas/", {TAMU: MASUK, FO: 409, KASI: 409, KASI_LAIN: 404, PEMOHON: 403}),
    ("post", "/permohonan/{p}/alihkan/", {FO: 422, ADMIN: 422, KASI: 403, SEKCAM: 422, CAMAT: 403}),
    ("post", "/permohonan/{p}/usul_tolak/", {FO: 403, KASI: 422, KASI_LAIN: 404, SEKCAM: 403, CAMAT: 403}),
    ("post", "/permohonan/{p}/kembalikan_pemohon/", {FO: 403, KASI: 422, KASI_LAIN: 404, SEKCAM: 403, CAMAT: 403}),
    ("post", "/permohonan/{p}/ubah_konsep/", {KASI: 404, SEKCAM: 404}),
    ("get", "/permohonan/{p}/konsep.png", {TAMU: MASUK, KASI: 200, KASI_LAIN: 404, PEMOHON: 403}),
    ("post", "/permohonan/{p}/paraf/", {FO: 403, KASI: 403, SEKCAM: 409, CAMAT: 409}),
    ("post", "/permohonan/{p}/serahkan/", {FO: 409, KASI: 403, SEKCAM: 403, CAMAT: 403}),
    ("post", "/permohonan/{p}/batalkan/", {FO: 422, ADMIN: 403, KASI: 403, SEKCAM: 403, CAMAT: 422}),
    ("post", "/permohonan/{p}/kembalikan_fo/", {FO: 403, KASI: 422, KASI_LAIN: 404}),
    ("post", "/permohonan/{p}/hapus/", {FO: 404, CAMAT: 404}),
]  # fmt: skip
BARIS = [(m, u, r, s) for m, u, harap in TABEL for r, s in harap.items()]


@pytest.fixture
def orang(instansi_a, buat_orang):
    semua = vars(buat_meja(buat_orang, di=instansi_a))
    return semua | {"pemohon": buat_orang("pengguna", di=instansi_a), "tamu": None}


@pytest.fixture
def berkas_kms(orang, di, instansi_a):
    from tests.layanan.bantu import Meja

    with di(instansi_a):
        return sampai(
            Status.DIDISTRIBUSI, Meja(**{k: v for k, v in orang.items() if k in Meja.__annotations__})
        )


@pytest.mark.parametrize("metode, url, peran, status", BARIS, ids=[f"{m} {u} {r}" for m, u, r, _ in BARIS])
def test_tabel_hak(klien, instansi_a, orang, berkas_kms, di, metode, url, peran, status):
    with di(instansi_a):
        sebelum = potret(berkas_kms)
    k = klien(instansi_a, orang[peran])
    jawaban = getattr(k, metode)(url.format(p=berkas_kms.uuid, kode=berkas_kms.kode_lacak))
    assert jawaban.status_code == status, jawaban.content.decode()[:800]
    with di(instansi_a):
        assert potret(berkas_kms) == sebelum
        assert Permohonan.objects.count() == 1


def test_penolakan_meninggalkan_jejak(klien, instansi_a, orang, berkas_kms, di):
    klien(instansi_a, orang["fo2"]).post(f"/permohonan/{berkas_kms.uuid}/validasi/")
    klien(instansi_a, orang["kasi_lain"]).get(f"/permohonan/{berkas_kms.uuid}/")
    with di(instansi_a):
        tolak = list(Jejak.objects.filter(kode="akses.ditolak").order_by("pk"))
    assert [(j.oleh_nama, j.rinci["status"]) for j in tolak] == [
        (orang["fo2"].nama, 403),
        (orang["kasi_lain"].nama, 404),
    ]


def test_uuid_instansi_lain_tidak_ada(klien, instansi_a, instansi_b, berkas_kms, buat_orang, di):
    """Same post in another instansi: page, step, receipt and tracking are 404, and nothing changes in either."""
    with di(instansi_a):
        sebelum = potret(berkas_kms)
    camat_b = klien(instansi_b, buat_orang("penanggung_jawab", di=instansi_b))
    for metode, url in (
        ("get", f"/permohonan/{berkas_kms.uuid}/"),
        ("get", f"/permohonan/{berkas_kms.uuid}/tanda-terima.pdf"),
        ("post", f"/permohonan/{berkas_kms.uuid}/batalkan/"),
        ("get", f"/lacak/{berkas_kms.kode_lacak}/"),
        ("get", f"/permohonan/{uuid.uuid4()}/"),
    ):
        assert getattr(camat_b, metode)(url, {"alasan": "x"}).status_code == 404, url
    with di(instansi_a):
        assert potret(berkas_kms) == sebelum
    with di(instansi_b):
        assert not Permohonan.objects.exists()


def test_langkah_ganda_lewat_peramban(klien, instansi_a, orang, berkas_kms, di):
    kasi = klien(instansi_a, orang["kasi"])
    kasi.post("/akun/autentikasi-ulang/", {"password": "sandi-yang-panjang"})
    data = {"cara": "cek_berkas"}
    assert kasi.post(f"/permohonan/{berkas_kms.uuid}/validasi/", data).status_code == 302
    with di(instansi_a):
        sebelum = potret(berkas_kms)
    kedua = kasi.post(f"/permohonan/{berkas_kms.uuid}/validasi/", data)
    assert kedua.status_code == 409
    assert "Mungkin sudah dikerjakan orang lain" in kedua.content.decode()
    with di(instansi_a):
        assert potret(berkas_kms) == sebelum
