"""The demonstration's requests: every state once, and a second run changes nothing."""

from typing import Any

from inti.akun.models import Pengguna
from monitoring_center.walidata.prosedur import demo
from monitoring_center.walidata.prosedur.models import Izin, Konsep, Perintah, Permohonan
from tests.conftest import di_situs
from tests.walidata_prosedur.bantu import KODE, Pihak, potret


def test_setiap_keadaan_sekali(p: Pihak, monkeypatch: Any) -> None:
    a, b = p.a.slug, p.b.slug
    rencana = tuple(demo.Rencana(b, a, KODE, f"Uji {n}", n) for n in (
        "disetujui", "rekomendasi", "keputusan", "ditolak", "menunggu", "dikembalikan", "konsep"))  # fmt: skip
    monkeypatch.setattr(demo, "RENCANA", rencana)
    assert demo.isi_demo([p.a, p.b]) == 5, "empat yang diajukan dan satu banding"
    with di_situs("monitoring"):
        assert sorted(m.keadaan for m in Permohonan.objects.lengkap()) == [
            "disetujui", "ditolak", "keputusan", "rekomendasi", "rekomendasi",
        ]  # fmt: skip
        assert Permohonan.objects.exclude(banding_atas=None).count() == 1
        assert Izin.objects.count() == 1
        assert not Perintah.objects.exists(), "data kependudukan tidak ada di uji"
    with di_situs(p.b):
        assert sorted(Konsep.objects.terbuka().values_list("keadaan", flat=True)) == [
            "dikembalikan",
            "disusun",
            "menunggu",
        ]
        assert Pengguna.objects.exists()
    sebelum = potret()
    assert demo.isi_demo([p.a, p.b]) == 5
    assert potret() == sebelum
