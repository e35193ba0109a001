"""Export and import: the 25 services go round unchanged, every error has its path, nothing is overwritten."""

import copy
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from layanan.enums import KeadaanVersi as V
from layanan.katalog.impor import baca
from layanan.katalog.models import Impor
from layanan.katalog.naskah import naskah, periksa
from layanan.models import Layanan


def ekspor(klien_admin):
    jawaban = klien_admin.get("/katalog/ekspor.json")
    assert jawaban.status_code == 200
    return jawaban.content


def unggah(klien_admin, isi):
    bita = isi if isinstance(isi, bytes) else json.dumps(isi).encode()
    return klien_admin.post("/katalog/impor/", {"berkas": SimpleUploadedFile("katalog.json", bita)})


def satu(instansi, di, kode="KEC-01"):
    with di(instansi):
        return naskah(Layanan.objects.terkini().get(kode=kode))


def berkas(*layanan):
    return {"format": "spbe.layanan/1", "asal": {"instansi": "Kecamatan Lain"}, "layanan": list(layanan)}


def test_25_layanan_pulang_pergi(admin, klien, instansi_a, instansi_b, buat_orang, di):
    """Exported in A, imported in B (where each becomes a draft), published there and exported again: the same."""
    from layanan.katalog import actions

    isi = ekspor(admin)
    assert len(json.loads(isi)["layanan"]) == 25
    admin_b_orang = buat_orang("administrator", di=instansi_b)
    admin_b = klien(instansi_b, admin_b_orang)
    jawaban = unggah(admin_b, isi)
    assert jawaban.status_code == 302
    tinjau = admin_b.get(jawaban["Location"]).content.decode()
    assert tinjau.count("Versi berikutnya") == 25
    data = {"pilih": [d["kode"] for d in json.loads(isi)["layanan"]]}
    data |= {f"seksi_{d['kode']}": d["seksi"]["kode"] for d in json.loads(isi)["layanan"]}
    assert admin_b.post(jawaban["Location"], data).status_code == 302
    with di(instansi_b):
        assert Layanan.objects.filter(keadaan=V.KONSEP, versi=2).count() == 25
        assert Layanan.objects.terkini().filter(versi=1).count() == 25, "what is in force stays"
        actions.ubah_konsep(kode="KEC-01", nilai={"waktu_nilai": 2}, oleh=admin_b_orang)
        actions.terbitkan(kode="KEC-01", perubahan="x", oleh=admin_b_orang)
    kembali = json.loads(ekspor(admin_b))["layanan"]
    asal = json.loads(isi)["layanan"]
    asal[0]["waktu"]["nilai"] = 2
    assert kembali == asal
    assert admin_b.post(jawaban["Location"], data).status_code == 200, "an import is carried out once"


def test_layanan_lain_dengan_seksi_yang_dipetakan(admin, instansi_a, di):
    d = satu(instansi_a, di) | {
        "kode": "KEC-77",
        "nama": "Layanan dari tetangga",
        "seksi": {"kode": "XYZ", "nama": "Seksi Asing"},
    }
    alamat = unggah(admin, berkas(d))["Location"]
    isi = admin.get(alamat).content.decode()
    assert "Layanan baru" in isi
    assert "Seksi Asing" in isi
    tanpa = admin.post(alamat, {"pilih": ["KEC-77"], "seksi_KEC-77": ""})
    assert tanpa.status_code == 422
    assert "pilih seksi" in tanpa.content.decode()
    with di(instansi_a):
        assert not Layanan.objects.filter(kode="KEC-77").exists()
    assert admin.post(alamat, {"pilih": ["KEC-77"], "seksi_KEC-77": "TRT"}).status_code == 302
    with di(instansi_a):
        x = Layanan.objects.get(kode="KEC-77")
        assert (x.keadaan, x.seksi.kode, x.versi) == (V.KONSEP, "TRT", 1)


def test_konsep_yang_terbuka_tidak_ditimpa(admin, instansi_a, di):
    d = satu(instansi_a, di) | {"nama": "Nama dari luar"}
    alamat = unggah(admin, berkas(d))["Location"]
    admin.post("/katalog/KEC-01/buat-konsep/")
    assert "Sudah ada konsep" in admin.get(alamat).content.decode()
    assert admin.post(alamat, {"pilih": ["KEC-01"], "seksi_KEC-01": "KMS"}).status_code == 409
    with di(instansi_a):
        assert Layanan.objects.get(kode="KEC-01", keadaan=V.KONSEP).nama != "Nama dari luar"
        assert Impor.objects.get().selesai_pada is None


RUSAK = [
    (lambda d: d.pop("nama"), "layanan[0].nama", "wajib ada"),
    (lambda d: d.update(lain=1), "layanan[0].lain", "tidak dikenal"),
    (lambda d: d.update(kode="kec 1"), "layanan[0].kode", "pola"),
    (lambda d: d["isian"][1].update(tipe="warna"), "layanan[0].isian[1].tipe", "bukan salah satu"),
    (lambda d: d["isian"][1].pop("pilihan"), "layanan[0].isian[1].pilihan", "paling sedikit satu"),
    (lambda d: d["isian"].append(dict(d["isian"][0])), "layanan[0].isian[7].nama", "dua kali"),
    (lambda d: d["persyaratan"].clear(), "layanan[0].persyaratan", "paling sedikit 1"),
    (lambda d: d["persyaratan"].append(dict(d["persyaratan"][0])), "layanan[0].persyaratan[4].kode", "dua kali"),
    (lambda d: d["persyaratan"][0].update(wajib="ya"), "layanan[0].persyaratan[0].wajib", "true atau false"),
    (lambda d: d["waktu"].update(nilai=0), "layanan[0].waktu.nilai", "antara 1"),
    (lambda d: d["waktu"].update(nilai=True), "layanan[0].waktu.nilai", "bilangan bulat"),
    (lambda d: d["biaya"].update(nilai=-1), "layanan[0].biaya.nilai", "antara 0"),
    (lambda d: d["dasar_hukum"].clear(), "layanan[0].dasar_hukum", "paling sedikit 1"),
    (lambda d: d["alur"].update(penandatangan=["bupati"]), "layanan[0].alur.penandatangan[0]", "bukan salah satu"),
    (lambda d: d["alur"].update(penandatangan=[]), "layanan[0].alur.penandatangan", "satu penanda"),
    (lambda d: d["alur"].update(rantai_paraf=["penanggung_jawab"]), "layanan[0].alur.rantai_paraf", "memaraf"),
    (lambda d: d["hasil"].update(perlu_ttd=False), "layanan[0].hasil.penerbit_luar", "menerbitkan"),
    (lambda d: d["surat"].update(klasifikasi="999.9"), "layanan[0].surat.klasifikasi", "tidak ada"),
    (lambda d: d["surat"].update(templat="KEC-99"), "layanan[0].surat.templat", "tidak ada"),
    (lambda d: d["komponen"].update(bonus="x"), "layanan[0].komponen.bonus", "tidak dikenal"),
    (lambda d: d["luar_wilayah"].update(alasan=""), "layanan[0].luar_wilayah.alasan", "Ps 7"),
    (lambda d: d.update(catatan="a\x00b"), "layanan[0].catatan", "tidak dapat disimpan"),
    (lambda d: d.update(masa_berlaku={"nilai": 1}), "layanan[0].masa_berlaku.satuan", "wajib ada"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rusak", "jalur", "pesan"), RUSAK, ids=[r[1].removeprefix("layanan[0].") for r in RUSAK]
)
def test_kesalahan_disebut_dengan_jalurnya(admin, instansi_a, di, rusak, jalur, pesan):
    d = copy.deepcopy(satu(instansi_a, di))
    rusak(d)
    jawaban = unggah(admin, berkas(d))
    isi = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert f"<code>{jalur}</code>" in isi
    assert pesan in isi
    with di(instansi_a):
        assert not Impor.objects.exists()


@pytest.mark.parametrize(
    ("bita", "pesan"),
    [
        (b"", "bukan JSON"),
        (b"{]", "baris 1 kolom 2"),
        (b"\xff\xfe", "UTF-8"),
        (b"[]", "harus berupa objek"),
        (b'{"format": "lain/9", "asal": {}, "layanan": [{}]}', "bukan salah satu dari spbe.layanan/1"),
        (b'{"format": "x", "format": "y"}', "dua kali"),
        (b"[" * 100_000, ""),
        (b"NaN", "harus berupa objek"),
    ],
)
def test_berkas_yang_bukan_katalog(bita, pesan):
    salah = baca(bita).salah
    assert salah
    assert pesan in " ".join(f"{s.jalur} {s.pesan}" for s in salah)


def test_kode_dua_kali_dalam_satu_berkas(instansi_a, di):
    d = satu(instansi_a, di)
    assert [s.jalur for s in baca(json.dumps(berkas(d, d)).encode()).salah] == ["layanan[1].kode"]


def test_skema_menyebut_semua_kunci(admin, instansi_a, di):
    skema = admin.get("/katalog/skema.json").json()
    sifat = skema["properties"]["layanan"]["items"]["properties"]
    assert set(sifat) == set(satu(instansi_a, di))
    assert periksa(satu(instansi_a, di)) == []
