from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from inti.akun.formulir import pilihan_peran
from inti.akun.models import Pengguna, Penugasan, PenugasanQuerySet
from inti.ui.daftar import Daftar, Kolom, Saringan


class Chip:
    def __init__(self, label: str, nada: str, ikon: str) -> None:
        self.label, self.nada, self.ikon = label, nada, ikon


CHIP_PENUGASAN = {
    "berlaku": Chip("Berlaku", "sukses", "check"),
    "akan_datang": Chip("Akan datang", "info", "clock"),
    "berakhir": Chip("Berakhir", "netral", "archive"),
    "dicabut": Chip("Dicabut", "bahaya", "x"),
}
STATUS = [("aktif", "Aktif"), ("nonaktif", "Nonaktif"), ("tanpa", "Tanpa penugasan")]


def chip_pengguna(pengguna: Pengguna) -> Chip:
    return Chip("Aktif", "sukses", "check") if pengguna.aktif else Chip("Nonaktif", "netral", "ban")


def peran_kini(pengguna: Pengguna) -> str:
    """Needs `dengan_penugasan()`."""
    penugasan: list[Penugasan] = pengguna.penugasan_kini  # type: ignore[attr-defined]
    return ", ".join(p.label() + (f" ({p.seksi})" if p.seksi else "") for p in penugasan)


def saring_status(qs: Any, nilai: str) -> Any:
    if nilai == "tanpa":
        return qs.exclude(pk__in=Penugasan.objects.berlaku().values("pengguna"))
    return qs.filter(aktif=nilai == "aktif")


class DaftarPengguna(Daftar):
    judul = "Pengguna dan penugasan"
    kolom = [
        Kolom("nama", "Nama", urut="nama", utama=True),
        Kolom("surel", "Surel", urut="surel"),
        Kolom(peran_kini, "Peran yang berlaku"),
        Kolom(chip_pengguna, "Status", jenis="chip", urut="aktif"),
        Kolom("last_login", "Masuk terakhir", urut="last_login", jenis="tanggal_jam"),
    ]
    saringan = [
        Saringan(
            "peran", "Peran", lambda request: pilihan_peran(), terapkan=lambda qs, nilai: qs.berperan(nilai)
        ),
        Saringan("status", "Status", STATUS, terapkan=saring_status),
    ]
    cari = ["nama", "surel", "nip"]
    petunjuk_cari = "Nama, surel, atau NIP"
    urut_baku = "nama"
    kosong_judul = "Tidak ada pengguna"
    kosong_pesan = "Ubah pencarian atau saringan, atau undang orang baru."

    def __init__(self, request: HttpRequest, sumber: QuerySet[Pengguna]) -> None:
        super().__init__(request, sumber)

    def url_baris(self, objek: Any) -> str:
        return reverse("akun:rincian", args=[objek.uuid])


def riwayat_penugasan(penugasan: PenugasanQuerySet) -> list[tuple[Penugasan, Chip, bool]]:
    """(assignment, chip, whether it can be revoked), those in force first."""
    urutan = ["berlaku", "akan_datang", "berakhir", "dicabut"]
    semua = [
        (p, p.keadaan())
        for p in penugasan.select_related("dibuat_oleh", "dicabut_oleh").order_by("-mulai", "-pk")
    ]
    semua.sort(key=lambda pasangan: urutan.index(pasangan[1]))
    return [(p, CHIP_PENUGASAN[k], k in ("berlaku", "akan_datang")) for p, k in semua]
