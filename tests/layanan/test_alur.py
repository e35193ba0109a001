"""The workflow table: reachable, closed, and the only way in which a status moves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah
from layanan import actions
from layanan.enums import TERTUTUP, Status
from layanan.models import Permohonan
from layanan.views.laku import LAKU
from layanan.workflow import ALUR, berikut, diagram, tindakan
from tests.layanan.bantu import ajukan, langkah, potret, sampai


def test_setiap_status_tercapai_dan_setiap_jalan_berakhir():
    terjangkau, antrean = {Status.DIAJUKAN}, [Status.DIAJUKAN]
    while antrean:
        kini = antrean.pop()
        baru = {t.ke for t in ALUR.values() if kini in t.dari} - terjangkau
        terjangkau |= baru
        antrean += baru
    assert terjangkau == set(Status)
    for status in set(Status) - TERTUTUP:
        assert any(status in t.dari for t in ALUR.values()), f"{status} buntu"
    for status in TERTUTUP:
        assert not any(status in t.dari for t in ALUR.values()), f"{status} masih bergerak"


def test_setiap_transisi_punya_formulir_dan_tindakan():
    assert set(LAKU) == {t.nama for t in ALUR.values() if t.tombol}


def test_diagram_memuat_setiap_transisi():
    teks = diagram()
    for t in ALUR.values():
        for dari in t.dari:
            assert f"{dari} --> {t.ke}: {t.nama}" in teks


@pytest.mark.parametrize("status", list(Status))
def test_hanya_transisi_dari_statusnya_yang_boleh(meja, status):
    """Every transition of ALUR × every status: the allowed ones move as the table says, the others change nothing."""
    p = sampai(status, meja)
    semua_orang = (meja.fo2, meja.kasi, meja.sekcam, meja.camat, meja.admin)
    for t in ALUR.values():
        if p.status in t.dari:
            continue
        sebelum = potret(p)
        for orang in semua_orang:
            galat = TransisiTidakSah if orang.punya(t.hak) else TidakBerhak
            with pytest.raises(galat):
                actions.pindahkan(permohonan=p, transisi=t.nama, oleh=orang, alasan="x")
        assert potret(p) == sebelum


def test_giliran_menurut_layanan(meja):
    """KEC-01 needs the secretary's paraf before the signature; KEC-10 has neither, and is handed over after validation."""
    p = sampai(Status.DIVALIDASI, meja)
    with pytest.raises(TransisiTidakSah):
        actions.tandatangani(permohonan=p, oleh=meja.camat)
    assert [t.nama for t in berikut(p)] == ["paraf"]


def test_layanan_tanpa_tanda_tangan(meja, buat_orang):
    meja.kasi = buat_orang("pelaksana", seksi="PEL")
    p = sampai(Status.DIVALIDASI, meja, "KEC-10")
    assert p.siap_pada is not None
    for nama, orang in (("paraf", meja.sekcam), ("tandatangani", meja.camat)):
        with pytest.raises(TransisiTidakSah):
            actions.pindahkan(permohonan=p, transisi=nama, oleh=orang)
    assert langkah(p, "serahkan", meja).status == Status.SELESAI


ASAL = {
    "kembalikan_paraf": Status.DIVALIDASI,
    "kembalikan_ttd": Status.DIPARAF,
    "batalkan": Status.DIVERIFIKASI,
}
"""Where a step that may start from several statuses is tried."""


@pytest.mark.parametrize("nama", [t.nama for t in ALUR.values() if t.wajib_alasan])
def test_alasan_wajib(meja, nama):
    t = ALUR[nama]
    asal = ASAL.get(nama) or next(iter(t.dari))
    p = sampai(asal, meja)
    sebelum = potret(p)
    pelaku = next(o for o in (meja.fo, meja.kasi, meja.sekcam, meja.camat) if t.boleh(p, o))
    with pytest.raises(MasukanSalah):
        actions.pindahkan(permohonan=p, transisi=nama, oleh=pelaku, alasan="  ")
    assert potret(p) == sebelum


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_jalan_acak(meja, data):
    """Random walks through the allowed steps: history, stamps and status always tell the same story."""
    p = ajukan(meja.fo)
    jalan = ["ajukan"]
    for _ in range(data.draw(st.integers(1, 10))):
        pelaku = (meja.fo, meja.kasi, meja.sekcam, meja.camat)
        boleh = sorted({t.nama for o in pelaku for t in tindakan(p, o)} - {"tandatangani"})
        if not boleh:
            break
        nama = data.draw(st.sampled_from(boleh))
        p = langkah(p, nama, meja)
        jalan.append(nama)
        assert p.status == ALUR[nama].ke
    riwayat = list(p.riwayat.order_by("pk"))
    assert [r.transisi for r in riwayat] == jalan
    assert [r.dari for r in riwayat[1:]] == [r.ke for r in riwayat[:-1]]
    assert p.pengajuan_ke == 1 + jalan.count("ajukan_kembali")
    assert p.jumlah_penolakan == jalan.count("tolak") + jalan.count("kembalikan_pemohon")
    assert (p.status == Status.SELESAI) == (p.tanggal_selesai is not None)


def test_kotak_masuk_sama_dengan_tombol(meja, buat_orang):
    """SQL and Python agree: a row is in somebody's inbox exactly when an expected step is allowed on it."""
    orang = [*vars(meja).values(), buat_orang("pengguna")]
    for status in Status:
        sampai(status, meja)
    meja.kasi = buat_orang("pelaksana", seksi="PEL")
    sampai(Status.DIVALIDASI, meja, "KEC-10")
    for o in [*orang, meja.kasi]:
        masuk = set(Permohonan.objects.menunggu(o).values_list("pk", flat=True))
        boleh = {
            p.pk for p in Permohonan.objects.untuk(o) if any(t.maju and t.boleh(p, o) for t in ALUR.values())
        }
        assert masuk == boleh, o
        for t in ALUR.values():
            q = t.menunggu(o)
            dari_sql = (
                set(Permohonan.objects.filter(q).values_list("pk", flat=True)) if q is not None else set()
            )
            assert dari_sql == {p.pk for p in Permohonan.objects.all() if t.boleh(p, o)}, (t.nama, o)
