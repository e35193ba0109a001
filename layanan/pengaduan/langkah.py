"""The steps of the work page as one table: who sees which form, in which state, and what it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from inti.akun.hak import Hak
from inti.akun.models import Pengguna

from . import actions
from .enums import StatusAduan
from .forms import DisposisiForm, JawabForm, LaporForm, TindakForm, TundaForm, VerifikasiForm
from .models import Pengaduan

S = StatusAduan


@dataclass(frozen=True, slots=True)
class Langkah:
    nama: str
    label: str
    ikon: str
    dari: frozenset[StatusAduan]
    form: type[forms.Form]
    jalankan: Callable[..., Pengaduan]
    seksi: bool = False  # the seksi that it was sent to may, too
    terlapor: bool = False  # also officers of the case may
    bahaya: bool = False
    penjelasan: str = ""

    def boleh(self, a: Pengaduan, oleh: Pengguna) -> bool:
        kelola = oleh.punya(Hak.PENGADUAN_KELOLA)
        seksinya = bool(
            self.seksi and a.seksi and oleh.punya(Hak.PERMOHONAN_VALIDASI) and a.seksi.kode in oleh.seksi()
        )
        netral = self.terlapor or oleh.pk not in a.petugas_terlapor()
        return a.status in self.dari and (kelola or seksinya) and netral


LANGKAH = {
    x.nama: x
    for x in (
        Langkah("verifikasi", "Verifikasi", "circle-check", frozenset({S.DITERIMA, S.DITUNDA}), VerifikasiForm,
                actions.verifikasi, penjelasan="Tetapkan jenis dan siapa yang menindaklanjuti."),
        Langkah("tutup", "Jawab dan tutup", "send", frozenset({S.DIPROSES}), JawabForm, actions.tutup,
                penjelasan="Pelapor langsung menerima jawaban ini."),
        Langkah("tindak", "Catat tindak lanjut", "pencil", frozenset({S.DIPROSES, S.DITUNDA}), TindakForm, actions.tindak,
                seksi=True),
        Langkah("disposisi", "Teruskan ke seksi", "arrow-forward-up", frozenset({S.DIPROSES}), DisposisiForm,
                actions.disposisi),
        Langkah("tunda", "Minta keterangan pelapor", "player-pause", frozenset({S.DITERIMA, S.DIPROSES}), TundaForm,
                actions.tunda),
        Langkah("lapor", "Catat tiket SP4N-LAPOR", "ticket", frozenset(S), LaporForm, actions.catat_lapor, terlapor=True,
                penjelasan="Setelah laporan ini dimasukkan ke SP4N-LAPOR, tulis nomor tiketnya di sini."),
        Langkah("bukan_wewenang", "Bukan wewenang kami", "ban", frozenset({S.DITERIMA, S.DIPROSES}), JawabForm,
                actions.bukan_wewenang, bahaya=True, penjelasan="Sebutkan instansi yang berwenang."),
        Langkah("arsipkan", "Arsipkan", "archive", frozenset({S.DITERIMA, S.DITUNDA}), JawabForm, actions.arsipkan,
                bahaya=True, penjelasan="Untuk laporan uji atau ganda; alasannya dibaca pelapor."),
    )
}  # fmt: skip


def langkah_boleh(a: Pengaduan, oleh: Pengguna) -> list[Langkah]:
    """The likely one first."""
    return [x for x in LANGKAH.values() if x.boleh(a, oleh) and not (x.nama == "lapor" and a.lapor_nomor)]


def awal(x: Langkah, a: Pengaduan) -> dict[str, Any]:
    return (
        {"kategori": a.kategori, "pengawasan": a.pengawasan, "seksi": a.seksi_id}
        if x.nama == "verifikasi"
        else {}
    )
