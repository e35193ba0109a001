"""The ledger of letter numbers: every number is used, reserved, void or lost, also when somebody works around the code."""

import datetime as dt
import random
import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from inti.berkas.actions import simpan_bita
from inti.db import di_instansi
from inti.db.hak import urai_hak
from inti.errors import MasukanSalah, TransisiTidakSah
from inti.situs import info_instansi, pada_situs, situs_instansi
from layanan.dokumen.pola_nomor import periksa_pola, susun_nomor
from layanan.enums import KeadaanNomor, Status
from layanan.models import BlokNomor, Dokumen, FormatNomor, NomorSurat, Permohonan, SeriNomor
from layanan.surat import nomor
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import PDF_KECIL, Meja, ajukan, buat_meja, orang_langsung, sampai


def periksa_tunda() -> None:
    """Run the deferred checks now, as the commit would."""
    with connection.cursor() as k:
        k.execute("SET CONSTRAINTS ALL IMMEDIATE")
        k.execute("SET CONSTRAINTS ALL DEFERRED")


def sql(perintah: str, *nilai: object) -> None:
    with connection.cursor() as k:
        k.execute(perintah, nilai)


def isi_buku() -> list[tuple[object, ...]]:
    kolom = ("buku", "tahun", "urut", "nomor", "keadaan", "alasan", "permohonan_id")
    return [
        *NomorSurat.objects.order_by("buku", "tahun", "urut").values_list(*kolom),
        *SeriNomor.objects.filter(buku__startswith=nomor.SURAT)
        .order_by("buku", "tahun")
        .values_list("tahun", "terakhir"),
        *BlokNomor.objects.values_list("awal", "akhir"),
    ]


@pytest.fixture
def blok(meja: Meja) -> BlokNomor:
    sampai(Status.DITANDATANGANI, meja)
    return nomor.pesan_blok(
        buku=nomor.SURAT, tahun=hari_ini().year, jumlah=3, alasan="Pemeliharaan jaringan", oleh=meja.admin
    )


def test_blok_di_tengah_buku(meja, blok, di_a):
    p = sampai(Status.DITANDATANGANI, meja)
    assert (blok.awal, blok.akhir, p.dokumen.get().urut) == (2, 4, 5)
    kertas = ajukan(meja.fo)
    dua, tiga, empat = NomorSurat.objects.filter(blok=blok).order_by("urut")
    with transaction.atomic():
        terbit = nomor.pakai(
            nomor_surat=dua, permohonan=kertas, tanggal=hari_ini(), instansi=di_a, oleh=meja.admin
        )
    assert (terbit.urut, "/0002/" in terbit.nomor) == (2, True)
    nomor.batalkan(nomor_surat=tiga, alasan="Salah tulis", oleh=meja.admin)
    nomor.nyatakan_hilang(nomor_surat=empat, alasan="Lembar tidak ditemukan", oleh=meja.admin)
    periksa_tunda()
    keadaan = list(NomorSurat.objects.order_by("urut").values_list("urut", "keadaan"))
    assert keadaan == [(1, "terpakai"), (2, "terpakai"), (3, "batal"), (4, "hilang"), (5, "terpakai")]
    assert nomor.periksa_buku(nomor.SURAT, hari_ini().year) == [2], "bernomor, tetapi suratnya belum ada"


@pytest.mark.parametrize(
    "ubah",
    [
        {"jumlah": 0},
        {"jumlah": 501},
        {"alasan": " "},
        {"buku": "registrasi"},
        {"tahun": 2019},
    ],
)
def test_blok_yang_ditolak_tidak_mengubah_apa_pun(meja, ubah):
    sebelum = isi_buku()
    isian = {"buku": nomor.SURAT, "tahun": hari_ini().year, "jumlah": 5, "alasan": "Listrik padam"} | ubah
    with pytest.raises(MasukanSalah):
        nomor.pesan_blok(**isian, oleh=meja.admin)
    assert isi_buku() == sebelum


def test_nomor_yang_sudah_menjadi_surat_tidak_dibatalkan(meja):
    sampai(Status.DITANDATANGANI, meja)
    sebelum = isi_buku()
    with pytest.raises(TransisiTidakSah):
        nomor.batalkan(nomor_surat=NomorSurat.objects.get(), alasan="Iseng", oleh=meja.admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE layanan_nomorsurat SET keadaan = 'batal', alasan = 'x'")
    assert isi_buku() == sebelum


def test_nomor_yang_batal_tidak_dipakai_lagi(meja, blok, di_a):
    kosong = NomorSurat.objects.filter(blok=blok).first()
    with pytest.raises(MasukanSalah):
        nomor.batalkan(nomor_surat=kosong, alasan="  ", oleh=meja.admin)
    nomor.batalkan(nomor_surat=kosong, alasan="Kertas rusak", oleh=meja.admin)
    sebelum = isi_buku()
    p = ajukan(meja.fo)
    with pytest.raises(TransisiTidakSah):
        nomor.pakai(nomor_surat=kosong, permohonan=p, tanggal=hari_ini(), instansi=di_a)
    with pytest.raises(IntegrityError), transaction.atomic():
        sql("UPDATE layanan_nomorsurat SET keadaan = 'dipesan', alasan = '' WHERE id = %s", kosong.pk)
    assert isi_buku() == sebelum


@pytest.mark.parametrize("tanggal", [dt.timedelta(days=1), dt.timedelta(days=-400)])
def test_tanggal_kertas_di_luar_tahun_buku(meja, blok, di_a, tanggal):
    sebelum = isi_buku()
    baris = NomorSurat.objects.filter(blok=blok).first()
    with pytest.raises(MasukanSalah):
        nomor.pakai(
            nomor_surat=baris, permohonan=ajukan(meja.fo), tanggal=hari_ini() + tanggal, instansi=di_a
        )
    assert isi_buku() == sebelum


def test_tanggal_surat_tidak_mundur(meja, di_a):
    p = sampai(Status.DITANDATANGANI, meja)
    hari = hari_ini().replace(month=1, day=1) if hari_ini().day > 1 else hari_ini() - dt.timedelta(days=1)
    if hari.year != hari_ini().year:
        return
    sebelum = isi_buku()
    with pytest.raises(MasukanSalah), transaction.atomic():
        nomor.terbitkan(p, tanggal=hari, instansi=di_a)
    assert isi_buku() == sebelum


# -- what the instansi's own login cannot do


def _sampai_komit(perintah: str) -> None:
    sql(perintah)
    periksa_tunda()


LICIK = {
    "melompat": "UPDATE layanan_serinomor SET terakhir = terakhir + 2 WHERE buku = 'surat-keluar'",
    "mundur": "UPDATE layanan_serinomor SET terakhir = 0 WHERE buku = 'surat-keluar'",
    "pindah buku": "UPDATE layanan_serinomor SET tahun = tahun - 1 WHERE buku = 'surat-keluar'",
    "seri tanpa catatan": "INSERT INTO layanan_serinomor (buku, tahun, terakhir) VALUES ('surat-keluar:X', 2026, 7)",
    "hapus seri": "DELETE FROM layanan_serinomor",
    "hapus catatan": "DELETE FROM layanan_nomorsurat",
    "ganti urut": "UPDATE layanan_nomorsurat SET urut = 99",
    "ganti nomor": "UPDATE layanan_nomorsurat SET nomor = '1/2/3' WHERE nomor <> ''",
    "lepas dari berkas": "UPDATE layanan_nomorsurat SET permohonan_id = NULL WHERE nomor <> ''",
    "batal tanpa alasan": "UPDATE layanan_nomorsurat SET keadaan = 'batal' WHERE keadaan = 'dipesan'",
    "dipesan tanpa blok": "INSERT INTO layanan_nomorsurat (uuid, buku, tahun, urut, nomor, keadaan, alasan, dibuat_pada)"
    " SELECT gen_random_uuid(), buku, tahun, urut + 9, '', 'dipesan', '', now() FROM layanan_nomorsurat LIMIT 1",
    "catatan melompat": "INSERT INTO layanan_nomorsurat (uuid, buku, tahun, urut, nomor, tanggal, keadaan, alasan,"
    " dibuat_pada) SELECT gen_random_uuid(), buku, tahun, 99, 'palsu', tanggal, 'terpakai', '', now()"
    " FROM layanan_nomorsurat WHERE nomor <> '' LIMIT 1",
    "surat tanpa catatan": "UPDATE layanan_dokumen SET nomor = 'palsu'",
}


@pytest.mark.parametrize("nama", LICIK)
def test_basis_data_menolak_jalan_pintas(meja, blok, nama):
    sebelum = isi_buku()
    with pytest.raises(DatabaseError), transaction.atomic():
        _sampai_komit(LICIK[nama])
    assert isi_buku() == sebelum


def test_surat_tanpa_nomor_di_buku_ditolak_saat_disimpan(meja):
    sampai(Status.DITANDATANGANI, meja)

    def terbit_tanpa_nomor() -> None:
        salinan = {
            k: v
            for k, v in Dokumen.objects.values().get().items()
            if k not in ("id", "uuid", "nomor", "urut")
        }
        baru = simpan_bita(isi=PDF_KECIL, nama="a.pdf", jenis_konten="application/pdf", oleh=meja.camat)
        Dokumen.objects.create(**salinan | {"berkas_id": baru.pk}, nomor="400/2/2026", urut=2)
        periksa_tunda()

    with pytest.raises(IntegrityError), transaction.atomic():
        terbit_tanpa_nomor()
    assert Dokumen.objects.count() == NomorSurat.objects.count() == 1


def test_hak_kolom_terurai():
    hak = urai_hak(NomorSurat.hak_instansi)
    assert hak["SELECT"] is hak["INSERT"] is None
    assert "keadaan" in hak["UPDATE"]
    assert not {"buku", "tahun", "urut", "uuid"} & hak["UPDATE"]
    assert "DELETE" not in hak


# -- format


def test_format_baru_berlaku_sejak_tanggalnya(meja):
    nomor.ubah_format(
        pola="{urut:3}/{klasifikasi}/{seksi}/{bulan}/{tahun}",
        cakupan="satu",
        unit="",
        mulai=hari_ini(),
        oleh=meja.admin,
    )
    d = sampai(Status.DITANDATANGANI, meja).dokumen.get()
    assert d.nomor == f"001/{d.permohonan.layanan.kode_klasifikasi}/KMS/{d.tanggal:%m}/{d.tanggal.year}"
    nomor.ubah_format(
        pola="{urut}/{unit}/{tahun}", cakupan="satu", unit="KEC-X", mulai=hari_ini(), oleh=meja.admin
    )
    assert sampai(Status.DITANDATANGANI, meja).dokumen.get().nomor == f"2/KEC-X/{hari_ini().year}"


def test_buku_per_layanan_berurut_sendiri(meja):
    nomor.ubah_format(
        pola="{layanan}/{urut}/{tahun}", cakupan="layanan", unit="", mulai=hari_ini(), oleh=meja.admin
    )
    tahun = hari_ini().year
    for harap in (1, 2):
        d = sampai(Status.DITANDATANGANI, meja).dokumen.get()
        assert (d.nomor, d.buku) == (f"KEC-01/{harap}/{tahun}", "surat-keluar:KEC-01")


@pytest.mark.parametrize(
    ("pola", "cakupan"),
    [
        ("{urut}", "satu"),
        ("{tahun}", "satu"),
        ("{urut}{tahun}", "satu"),
        ("{urut}/{tahun}/{urut}", "satu"),
        ("{urut:9}/{tahun}", "satu"),
        ("{urut}/{tahun}/{rahasia}", "satu"),
        ("{urut}/{tahun:2}", "satu"),
        ("1{urut}/{tahun}", "satu"),
        ("{urut}/{tahun}<script>", "satu"),
        ("{urut}/{tahun", "satu"),
        ("{urut}/{tahun}", "klasifikasi"),
        ("{klasifikasi}/{urut}/{tahun}", "seksi"),
    ],
)
def test_pola_yang_dapat_menggandakan_nomor_ditolak(meja, pola, cakupan):
    with pytest.raises(MasukanSalah) as galat:
        nomor.ubah_format(pola=pola, cakupan=cakupan, unit="", mulai=hari_ini(), oleh=meja.admin)
    assert "pola" in galat.value.bidang
    assert not FormatNomor.objects.exists()


def test_cakupan_tidak_berganti_di_tengah_tahun_dan_format_tidak_mundur(meja):
    sampai(Status.DITANDATANGANI, meja)
    pola = "{klasifikasi}/{urut}/{tahun}"
    kemarin = hari_ini() - dt.timedelta(days=1)
    for ubah in ({"cakupan": "klasifikasi", "mulai": hari_ini()}, {"cakupan": "satu", "mulai": kemarin}):
        with pytest.raises(MasukanSalah) as galat:
            nomor.ubah_format(pola=pola, unit="", oleh=meja.admin, **ubah)
        assert "mulai" in galat.value.bidang
    assert not FormatNomor.objects.exists()
    tahun_depan = dt.date(hari_ini().year + 1, 1, 1)
    nomor.ubah_format(pola=pola, unit="", oleh=meja.admin, cakupan="klasifikasi", mulai=tahun_depan)
    assert nomor.format_pada(hari_ini()).cakupan == "satu"
    assert nomor.format_pada(tahun_depan).cakupan == "klasifikasi"


BAGIAN = ("{klasifikasi}", "{unit}", "{seksi}", "{layanan}", "{bulan_romawi}", "{bulan}")


@settings(max_examples=150, deadline=None)
@given(
    bagian=st.permutations(BAGIAN),
    banyak=st.integers(0, 6),
    letak=st.integers(0, 6),
    pemisah=st.sampled_from(["/", "-", ".", " "]),
    lebar=st.integers(1, 6),
    surat=st.lists(
        st.tuples(
            st.integers(1, 99999), st.integers(1, 12), st.sampled_from(["400.9.14", "400.1", "500.3.2", "1"])
        ),
        min_size=2,
        unique_by=lambda s: s[0],
    ),
)
def test_pola_yang_sah_tidak_pernah_menggandakan_teks(bagian, banyak, letak, pemisah, lebar, surat):
    """Within a book and a year, different serials give different texts, whatever the pattern that is let through."""
    dipakai = list(bagian[:banyak])
    dipakai.insert(min(letak, banyak), f"{{urut:{lebar}}}")
    pola = pemisah.join([*dipakai, "{tahun}"])
    periksa_pola(pola)
    nilai = {"unit": "KEC-1", "seksi": "PEL", "layanan": "KEC-03"}
    teks = [
        susun_nomor(pola, urut=u, tanggal=dt.date(2026, b, 1), nilai=nilai | {"klasifikasi": k})
        for u, b, k in surat
    ]
    assert len(set(teks)) == len(teks)


# -- under concurrency, with real log-ins and commits


class Batal(Exception):
    pass


@pytest.mark.nyata
@pytest.mark.parametrize("benih", [1, 2, 3])
def test_banyak_penanda_blok_dan_pembatalan_sekaligus(basis_nyata, benih):
    """Random signers, roll-backs, blocks and two years on eight connections: 1..n, each exactly once."""
    situs = situs_instansi(info_instansi("i_uji_a"))
    with pada_situs(situs), di_instansi("i_uji_a"):
        meja = buat_meja(orang_langsung)
        p = ajukan(meja.fo)
    connection.close()
    galat: list[BaseException] = []
    terbit: list[tuple[int, int]] = []
    gembok = threading.Lock()
    tahun_ini = hari_ini().year

    def kerja(nomor_utas: int) -> None:
        acak = random.Random(benih * 100 + nomor_utas)
        try:
            with pada_situs(situs), di_instansi("i_uji_a"):
                milik = Permohonan.objects.select_related("layanan__seksi", "seksi").get(pk=p.pk)
                for _ in range(10):
                    _satu(acak, milik)
        except BaseException as g:
            galat.append(g)
        finally:
            connection.close()

    def _satu(acak: random.Random, milik: Permohonan) -> None:
        pilihan = acak.random()
        tahun = tahun_ini + (acak.random() < 0.3)
        try:
            with transaction.atomic():
                if pilihan < 0.2:
                    nomor.pesan_blok(
                        buku=nomor.SURAT,
                        tahun=tahun,
                        jumlah=acak.randint(1, 5),
                        alasan="uji",
                        oleh=meja.admin,
                    )
                    baru = []
                else:
                    hari = dt.date(tahun, 12, 31) if tahun == tahun_ini else dt.date(tahun, 1, 2)
                    n = nomor.terbitkan(milik, tanggal=hari, instansi=situs.instansi)
                    baru = [(n.tahun, n.urut)]
                if pilihan > 0.7:
                    raise Batal
            with gembok:
                terbit.extend(baru)
        except Batal:
            pass

    utas = [threading.Thread(target=kerja, args=(n,)) for n in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert galat == []
    assert len(terbit) == len(set(terbit)) > 10
    with pada_situs(situs), di_instansi("i_uji_a"):
        for tahun in (tahun_ini, tahun_ini + 1):
            urut = list(
                NomorSurat.objects.filter(tahun=tahun).order_by("urut").values_list("urut", flat=True)
            )
            assert urut == list(range(1, len(urut) + 1))
            assert SeriNomor.objects.get(buku=nomor.SURAT, tahun=tahun).terakhir == len(urut)
            terpakai = NomorSurat.objects.filter(tahun=tahun, keadaan=KeadaanNomor.TERPAKAI)
            assert {(tahun, n) for n in terpakai.values_list("urut", flat=True)} == {
                t for t in terbit if t[0] == tahun
            }
    connection.close()


@pytest.mark.nyata
def test_komit_yang_melompat_ditolak(basis_nyata):
    """The check waits for the commit, and then the whole transaction is undone."""
    with di_instansi("i_uji_a"):
        with pytest.raises(IntegrityError), transaction.atomic():
            nomor.ambil(nomor.SURAT, 2026)
        assert not SeriNomor.objects.filter(buku=nomor.SURAT).exists()
