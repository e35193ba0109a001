"""Number series: never twice, never skipped, also with rollbacks in between and eight signers at once."""

import threading
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti.db import di_instansi
from inti.situs import info_instansi, pada_situs, situs_instansi
from layanan.dokumen.format import bulan_romawi
from layanan.enums import Status
from layanan.models import Dokumen, NomorSurat
from layanan.surat import nomor
from layanan.waktu import jam as waktu
from tests.layanan.bantu import sampai


class Batal(Exception):
    pass


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    langkah=st.lists(
        st.tuples(st.sampled_from(["a", "b"]), st.sampled_from([2026, 2027]), st.booleans()), max_size=25
    )
)
def test_nomor_yang_dipakai_selalu_berurutan(di_a, langkah):
    """Committed numbers of each (book, year) are 1, 2, 3, …; a rolled-back one is given out again."""
    dipakai: dict[tuple[str, int], list[int]] = {}
    percobaan = uuid.uuid4()
    for buku, tahun, jadi in langkah:
        try:
            with transaction.atomic():
                urut = nomor.ambil(f"{buku}-{percobaan}", tahun)
                if not jadi:
                    raise Batal
            dipakai.setdefault((buku, tahun), []).append(urut)
        except Batal:
            pass
    for daftar in dipakai.values():
        assert daftar == list(range(1, len(daftar) + 1))


def test_bentuk_nomor(meja, di_a):
    p = sampai(Status.DITANDATANGANI, meja)
    hari = waktu.hari_ini()
    d = p.dokumen.get()
    assert d.nomor == f"{p.layanan.kode_klasifikasi}/0001/KEC-UJI-A/{bulan_romawi(hari.month)}/{hari.year}"
    catatan = NomorSurat.objects.get()
    assert (catatan.nomor, catatan.urut, catatan.keadaan) == (d.nomor, 1, "terpakai")
    assert (catatan.permohonan, catatan.tanggal) == (p, hari)
    assert nomor.kode_unit(di_a) == "KEC-UJI-A"


def test_basis_data_menolak_nomor_ganda(meja):
    p = sampai(Status.DITANDATANGANI, meja)
    lama = Dokumen.objects.values().get()
    salinan = {k: v for k, v in lama.items() if k not in ("id", "uuid", "nomor", "berkas_id")}
    with pytest.raises(IntegrityError), transaction.atomic():
        Dokumen.objects.create(**salinan, nomor="lain", berkas_id=lama["berkas_id"])
    assert nomor.periksa_buku(lama["buku"], lama["tahun"]) == []
    assert p.dokumen.count() == 1


@pytest.mark.nyata
def test_nomor_tanpa_transaksi_ditolak(basis_nyata):
    with di_instansi("i_uji_a"), pytest.raises(transaction.TransactionManagementError):
        nomor.ambil("a", 2026)


@pytest.mark.nyata
def test_delapan_utas_mengambil_nomor(basis_nyata):
    """Real connections, real commits, a third of them rolled back: 1..n without gap or double."""
    situs = situs_instansi(info_instansi("i_uji_a"))
    hasil: list[int] = []
    gembok = threading.Lock()

    def kerja(benih: int) -> None:
        try:
            with pada_situs(situs), di_instansi("i_uji_a"):
                for i in range(12):
                    try:
                        with transaction.atomic():
                            urut = nomor.ambil("surat", 2026)
                            if (benih + i) % 3 == 0:
                                raise Batal
                        with gembok:
                            hasil.append(urut)
                    except Batal:
                        pass
        finally:
            connection.close()

    utas = [threading.Thread(target=kerja, args=(n,)) for n in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert len(hasil) == 64
    assert sorted(hasil) == list(range(1, 65))
