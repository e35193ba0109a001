from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from inti.akun.models import Penugasan
from inti.akun.waktu import hari_ini
from layanan.gangguan import actions
from layanan.gangguan.models import Gangguan
from layanan.gangguan.susulan import KasusKertas, Langkah
from layanan.models import Layanan
from tests.layanan.bantu import Meja, buat_meja, nik_baru


@pytest.fixture
def meja(di_a: Any, buat_orang: Any) -> Meja:
    """Everybody has held their post for a while: paper is entered with the rights of its own day."""
    hasil = buat_meja(buat_orang)
    Penugasan.objects.update(mulai=hari_ini() - timedelta(days=60))
    return hasil


def nyatakan(meja: Meja, **ubah: Any) -> Gangguan:
    isi: dict[str, Any] = {
        "sebab": "listrik", "uraian": "Gardu terbakar", "mulai": timezone.now() - timedelta(days=2),
        "penanggung_jawab": meja.sekcam, "nomor_ba": "BA/1",
    }  # fmt: skip
    return actions.nyatakan(oleh=meja.sekcam, **(isi | ubah))


@pytest.fixture
def g(meja: Meja) -> Gangguan:
    hasil = nyatakan(meja)
    actions.pesan(gangguan=hasil, surat=3, registrasi=3, oleh=meja.sekcam)
    return hasil


def kasus(meja: Meja, g: Gangguan, ke: int = 0, sampai: str = "serahkan", **ubah: Any) -> KasusKertas:
    """A paper case of KEC-01 with one step an hour, up to `sampai` ("" for none)."""
    from layanan.actions.ajukan import DataPemohon

    mulai: datetime = g.mulai + timedelta(hours=1)
    semua = [
        ("setujui", meja.fo), ("distribusikan", meja.fo), ("validasi", meja.kasi), ("paraf", meja.sekcam),
        ("tandatangani", meja.camat), ("serahkan", meja.fo),
    ]  # fmt: skip
    nama = [n for n, _ in semua]
    banyak = nama.index(sampai) + 1 if sampai else 0
    langkah = [Langkah(n, o, mulai + timedelta(hours=i + 1)) for i, (n, o) in enumerate(semua[:banyak])]
    nomor = list(g.registrasi.order_by("urut").values_list("nomor", flat=True))[ke]
    isi: dict[str, Any] = {
        "kunci": f"baris-{ke}", "registrasi": nomor, "layanan": Layanan.objects.aktif().get(kode="KEC-01"),
        "pemohon": DataPemohon(nama="Siti Contoh", nik=nik_baru(), alamat="RT 01"), "keperluan": "Sekolah",
        "petugas": meja.fo, "masuk_pada": mulai, "langkah": langkah,
        "isian": {"tujuan": "pendidikan", "nomor_surat_desa": "145/01", "tanggal_surat_desa": "2026-11-02"},
        "urut_surat": ke + 1 if banyak >= 5 else None, "distempel_oleh": "Petugas Stempel",
    }  # fmt: skip
    return KasusKertas(**(isi | ubah))
