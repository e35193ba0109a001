"""From draft to catalogue and out again: the actions, and the database that guards the same rules against raw SQL."""

import json
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from inti.audit.models import Jejak
from inti.db import sebagai_pemilik
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from monitoring_center.walidata.katalog import actions
from monitoring_center.walidata.katalog.models import Dataset, Keadaan
from tests.conftest import di_situs
from tests.walidata_katalog.bantu import ISIAN, KOLOM, daftar, potret, terbit


def tulis(sql: str, *nilai: object) -> int:
    with transaction.atomic(), connection.cursor() as k:
        k.execute(sql, nilai)
        return k.rowcount


def test_jalan_biasa(petugas, kepala):
    d = daftar(petugas)
    assert (d.keadaan, d.pemilik, d.sumber, d.versi) == (Keadaan.KONSEP, "i_uji_a", "ds_jembatan_gantung", 0)
    d = actions.ajukan(dataset=d, oleh=petugas)
    assert (d.keadaan, d.diajukan_oleh) == (Keadaan.DIAJUKAN, petugas.nama)
    d = actions.setujui(dataset=d, oleh=kepala)
    assert (d.keadaan, d.disetujui_oleh, d.versi) == (Keadaan.TERBIT, kepala.nama, 1)
    d = actions.tarik(dataset=d, oleh=kepala, alasan="Angkanya keliru.")
    assert (d.keadaan, d.alasan) == (Keadaan.DITARIK, "Angkanya keliru.")
    d = actions.daftarkan_kembali(dataset=d, oleh=petugas)
    assert d.keadaan == Keadaan.KONSEP
    kode = list(
        Jejak.objects.filter(kode__startswith="dataset.").order_by("pk").values_list("kode", flat=True)
    )
    assert kode == [f"dataset.{k}" for k in ("daftarkan", "ajukan", "setujui", "tarik", "daftarkan_kembali")]


def test_penolakan_kembali_ke_konsep_dengan_alasan(petugas, kepala):
    d = actions.ajukan(dataset=daftar(petugas), oleh=petugas)
    with pytest.raises(MasukanSalah):
        actions.tolak(dataset=d, oleh=kepala, alasan="  ")
    assert potret(d)["keadaan"] == Keadaan.DIAJUKAN
    d = actions.tolak(dataset=d, oleh=kepala, alasan="Definisi belum jelas.")
    assert (d.keadaan, d.alasan) == (Keadaan.KONSEP, "Definisi belum jelas.")
    d = actions.ajukan(dataset=d, oleh=petugas)
    assert d.alasan == ""


def test_batalkan_pengajuan(petugas):
    d = actions.batalkan(dataset=actions.ajukan(dataset=daftar(petugas), oleh=petugas), oleh=petugas)
    assert d.keadaan == Keadaan.KONSEP
    with pytest.raises(TransisiTidakSah):
        actions.batalkan(dataset=d, oleh=petugas)


@pytest.mark.parametrize("langkah", ["ajukan", "setujui", "tolak", "tarik", "ubah"])
def test_hak_diperiksa_di_tindakan(langkah, petugas, kepala, buat_orang):
    d = daftar(petugas)
    if langkah in ("setujui", "tolak"):
        d = actions.ajukan(dataset=d, oleh=petugas)
    siapa = petugas if langkah in ("setujui", "tolak") else kepala
    lain = {"alasan": "x"} if langkah in ("tolak", "tarik") else {"nama": "x"} if langkah == "ubah" else {}
    sebelum = potret(d)
    with pytest.raises(TidakBerhak):
        getattr(actions, langkah)(dataset=d, oleh=siapa, **lain)
    assert potret(d) == sebelum


def test_pengelola_tidak_menarik_yang_terbit(petugas, kepala):
    d = terbit(petugas, kepala)
    with pytest.raises(TidakBerhak):
        actions.tarik(dataset=d, oleh=petugas, alasan="x")
    assert potret(d)["keadaan"] == Keadaan.TERBIT


def test_pengaju_tidak_menyetujui_sendiri(petugas, kepala):
    """Also somebody who holds both posts."""
    from inti.akun.models import Penugasan

    d = actions.ajukan(dataset=daftar(petugas), oleh=petugas)
    Penugasan.objects.create(pengguna=petugas, peran="penanggung_jawab", mulai="2020-01-01")
    petugas = type(petugas).objects.get(pk=petugas.pk)
    with pytest.raises(TidakBerhak, match="orang yang mengajukannya"):
        actions.setujui(dataset=d, oleh=petugas)
    assert potret(d)["keadaan"] == Keadaan.DIAJUKAN


def test_tanpa_kolom_tidak_dapat_diajukan(petugas):
    d = daftar(petugas, kolom=[])
    with pytest.raises(MasukanSalah):
        actions.ajukan(dataset=d, oleh=petugas)


def test_kode_dua_kali(petugas):
    daftar(petugas)
    with pytest.raises(Bentrok, match="sudah terdaftar"):
        daftar(petugas)
    assert Dataset.objects.count() == 1


@pytest.mark.parametrize("kode", ["", "Jembatan", "a b", "x; DROP TABLE", "1abc", "a" * 42])
def test_kode_tidak_sah(kode, petugas):
    with pytest.raises(MasukanSalah):
        daftar(petugas, kode)
    assert not Dataset.objects.exists()


@pytest.mark.parametrize(
    ("isian", "bidang"),
    [
        ({"nama": "  "}, "nama"),
        ({"definisi": ""}, "definisi"),
        ({"nama": "x" * 201}, "nama"),
        ({"akses": "umum"}, "akses"),
        ({"periode": "mingguan"}, "periode"),
        ({"k_minimum": 0}, "k_minimum"),
        ({"kolom": "bukan daftar"}, "kolom"),
        ({"kolom": [{"name": "A b", "type": "string"}]}, "kolom"),
        ({"kolom": [{"name": 'a"; DROP TABLE x', "type": "string"}]}, "kolom"),
        ({"kolom": [{"name": "nomor", "type": "integer"}]}, "kolom"),
        ({"kolom": [{"name": "a", "type": "blob"}]}, "kolom"),
        ({"kolom": [{"name": "a", "type": "string"}] * 2}, "kolom"),
        ({"kolom": [{"name": "a", "type": "string", "constraints": {"exec": 1}}]}, "kolom"),
        ({"kolom": [{"name": "a", "type": "string", "constraints": {"pattern": "("}}]}, "kolom"),
        ({"kolom": [{"name": f"k{n}", "type": "string"} for n in range(61)]}, "kolom"),
        ({"kolom": [*KOLOM, {"name": "nik", "type": "string", "pribadi": "spesifik"}]}, "akses"),
    ],
)
def test_isian_salah_disebut_bidangnya(isian, bidang, petugas):
    with pytest.raises(MasukanSalah) as galat:
        daftar(petugas, **isian)
    assert bidang in galat.value.bidang
    assert not Dataset.objects.exists()


def test_kolom_pribadi_disandikan_dan_berindeks(petugas):
    kolom = [
        *KOLOM,
        {"name": "nik", "title": "NIK", "type": "string", "pribadi": "spesifik", "konteks": "jahat"},
    ]
    d = daftar(petugas, akses="terbatas", kolom=kolom)
    assert d.kolom[-1] == {
        "name": "nik", "title": "NIK", "type": "string", "pribadi": "spesifik", "tersandi": True,
        "konteks": "dataset.jembatan_gantung.nik", "indeks": "nik_indeks",
    }  # fmt: skip


# -- changes of what is published ------------------------------------------------------------------------------


def test_perubahan_yang_terbit_menunggu_pimpinan(petugas, kepala):
    d = terbit(petugas, kepala)
    kolom = [*KOLOM, {"name": "panjang", "title": "Panjang", "type": "number"}]
    d = actions.ubah(dataset=d, oleh=petugas, kolom=kolom, kontak="Kantor baru")
    assert (d.keadaan, d.kolom, d.kontak, d.versi) == (Keadaan.TERBIT, KOLOM, "Kantor baru", 1)
    assert d.usulan["isi"] == {"kolom": kolom}
    assert list(Dataset.objects.menunggu()) == [d]
    d = actions.setujui(dataset=d, oleh=kepala)
    assert (d.kolom, d.usulan, d.versi) == (kolom, None, 2)


def test_usulan_ditolak_membiarkan_yang_terbit(petugas, kepala):
    d = terbit(petugas, kepala)
    d = actions.ubah(dataset=d, oleh=petugas, nama="Nama lain")
    d = actions.tolak(dataset=d, oleh=kepala, alasan="Tidak perlu.")
    assert (d.keadaan, d.nama, d.usulan, d.alasan) == (Keadaan.TERBIT, ISIAN["nama"], None, "Tidak perlu.")


def test_yang_diajukan_tidak_dapat_diubah(petugas):
    d = actions.ajukan(dataset=daftar(petugas), oleh=petugas)
    with pytest.raises(TransisiTidakSah):
        actions.ubah(dataset=d, oleh=petugas, nama="Lain")
    with pytest.raises(IntegrityError, match="menunggu persetujuan"):
        tulis("UPDATE gerbang.dataset SET nama = 'Lain'")


# -- with the login's own SQL: what our Python forbids, the database forbids as well ------------------------------


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE gerbang.dataset SET keadaan = 'terbit', disetujui_oleh = 'x', disetujui_pada = now(), versi = 1",
        "UPDATE gerbang.dataset SET keadaan = 'diajukan'",
        "UPDATE gerbang.dataset SET versi = 7",
        "UPDATE gerbang.dataset SET uuid = gen_random_uuid()",
        "UPDATE gerbang.dataset SET kode = 'lain'",
        "UPDATE gerbang.dataset SET keadaan = 'ditarik'",
    ],
)
def test_sql_mentah_pada_konsep(sql, petugas):
    d = daftar(petugas)
    sebelum = potret(d)
    with pytest.raises(DatabaseError):
        tulis(sql)
    assert potret(d) == sebelum


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE gerbang.dataset SET nama = 'Lain'",
        "UPDATE gerbang.dataset SET kolom = '[]'",
        "UPDATE gerbang.dataset SET akses = 'rahasia', versi = versi + 1",
        "UPDATE gerbang.dataset SET disetujui_oleh = 'Orang lain'",
        "UPDATE gerbang.dataset SET penyetuju = pengaju",
        "UPDATE gerbang.dataset SET keadaan = 'konsep'",
    ],
)
def test_sql_mentah_pada_yang_terbit(sql, petugas, kepala):
    d = terbit(petugas, kepala)
    sebelum = potret(d)
    with pytest.raises(DatabaseError):
        tulis(sql)
    assert potret(d) == sebelum


def test_yang_disetujui_persis_yang_diusulkan(petugas, kepala):
    d = actions.ubah(dataset=terbit(petugas, kepala), oleh=petugas, satuan="buah")
    sebelum = potret(d)
    with pytest.raises(IntegrityError, match="tidak sama dengan yang diajukan"):
        tulis(
            "UPDATE gerbang.dataset SET satuan = 'ekor', usulan = NULL, versi = versi + 1, penyetuju = %s",
            uuid.uuid4(),
        )
    assert potret(d) == sebelum


def test_sisipan_mentah_hanya_konsep_milik_sendiri(petugas):
    awal = "INSERT INTO gerbang.dataset (pemilik, kode, jenis, nama, sumber, dibuat_oleh, keadaan"
    with pytest.raises(DatabaseError):
        tulis(f"{awal}) VALUES ('i_uji_b', 'x', 'sektoral', 'X', 'ds_x', 'x', 'konsep')")
    with pytest.raises(IntegrityError, match="dimulai sebagai konsep"):
        tulis(
            f"{awal}, disetujui_oleh, disetujui_pada, kolom, pengaju, penyetuju) VALUES ('i_uji_a', 'x', 'sektoral', 'X', 'ds_x',"
            " 'x', 'terbit', 'x', now(), %s, gen_random_uuid(), gen_random_uuid())",
            json.dumps(KOLOM),
        )
    assert not Dataset.objects.exists()


def test_instansi_lain_tidak_menyentuhnya(petugas, kepala, instansi_b, buat_orang):
    d = terbit(petugas, kepala)
    orang_b = buat_orang("pengelola_data", di=instansi_b)
    sebelum = potret(d)
    with di_situs(instansi_b):
        assert Dataset.objects.filter(pk=d.pk).exists(), "yang terbit terbaca"
        with pytest.raises(TidakBerhak):
            actions.ubah(dataset=d, oleh=orang_b, nama="Lain")
        assert tulis("UPDATE gerbang.dataset SET nama = 'Lain'") == 0
        assert not Dataset.objects.untuk(orang_b).exists()
    assert potret(d) == sebelum


def test_konsep_dan_rahasia_tidak_terlihat_di_luar(petugas, kepala, instansi_b):
    daftar(petugas)
    terbit(petugas, kepala, "titik_rawan", nama="Titik rawan kerusuhan", akses="rahasia")
    with di_situs(instansi_b):
        assert list(Dataset.objects.values_list("kode", flat=True)) == ["titik_rawan"]
    with di_situs("portal"):
        assert not Dataset.objects.exists()


# -- columns that a grant in force uses ---------------------------------------------------------------------------


def beri_izin(d, *, selesai="now() + interval '1 day'", kolom=("desa",), saringan=("tahun",)):
    """A grant as the gate would have written it when the dataset was published."""
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("ALTER TABLE gerbang.izin DISABLE TRIGGER jaga_izin")
        k.execute(
            "INSERT INTO gerbang.izin (jenis, pemilik, pembaca, dataset, sumber, kunci, kolom, saringan, kegunaan, nomor,"
            " tanggal, mulai, selesai, oleh, dikonfirmasi_oleh)"
            " VALUES ('perintah', 'i_uji_a', 'i_uji_b', %s, %s, 'nomor', %s, %s, 'Uji', '1',"
            f" now(), now() - interval '9 days', {selesai}, 'A', 'B')",
            [
                d.kode, d.sumber, json.dumps([{"nama": n} for n in kolom]),
                json.dumps([{"kolom": n, "op": "=", "nilai": 2025} for n in saringan]),
            ],
        )  # fmt: skip
        k.execute("ALTER TABLE gerbang.izin ENABLE TRIGGER jaga_izin")


def tanpa(*nama):
    return [k for k in KOLOM if k["name"] not in nama]


@pytest.mark.parametrize("nama", ["desa", "tahun"])
def test_kolom_yang_dipakai_izin_tidak_dihapus(nama, petugas, kepala):
    d = terbit(petugas, kepala)
    beri_izin(d)
    sebelum = potret(d)
    with pytest.raises(MasukanSalah, match="dipakai oleh izin") as galat:
        actions.ubah(dataset=d, oleh=petugas, kolom=tanpa(nama))
    assert nama in galat.value.bidang["kolom"]
    assert potret(d) == sebelum


def test_tipenya_pun_tidak_diganti_tetapi_boleh_menambah(petugas, kepala):
    d = terbit(petugas, kepala)
    beri_izin(d)
    ganti = [k | {"type": "integer", "constraints": {}} if k["name"] == "desa" else k for k in KOLOM]
    with pytest.raises(MasukanSalah):
        actions.ubah(dataset=d, oleh=petugas, kolom=ganti)
    baru = [*tanpa("jumlah"), {"name": "panjang", "title": "Panjang", "type": "number"}]
    d = actions.ubah(dataset=d, oleh=petugas, kolom=baru)
    d = actions.setujui(dataset=d, oleh=kepala)
    assert [k["name"] for k in d.kolom] == ["tahun", "desa", "panjang"]


def test_izin_yang_terbit_sesudah_diusulkan_pun_dihormati(petugas, kepala):
    """Also with raw SQL: the database looks at the moment of the approval."""
    d = actions.ubah(dataset=terbit(petugas, kepala), oleh=petugas, kolom=tanpa("desa"))
    beri_izin(d)
    sebelum = potret(d)
    with pytest.raises(MasukanSalah, match="dipakai oleh izin"):
        actions.setujui(dataset=d, oleh=kepala)
    with pytest.raises(IntegrityError, match="dipakai oleh izin"):
        tulis(
            "UPDATE gerbang.dataset SET kolom = usulan -> 'isi' -> 'kolom', usulan = NULL, versi = versi + 1,"
            " pengaju = (usulan ->> 'pengaju')::uuid, penyetuju = gen_random_uuid()"
        )
    assert potret(d) == sebelum


def test_izin_yang_berakhir_tidak_menahan_kolom(petugas, kepala):
    d = terbit(petugas, kepala)
    beri_izin(d, selesai="now() - interval '1 hour'")
    d = actions.setujui(dataset=actions.ubah(dataset=d, oleh=petugas, kolom=tanpa("desa")), oleh=kepala)
    assert [k["name"] for k in d.kolom] == ["tahun", "jumlah"]
