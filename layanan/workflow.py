"""The way of a permohonan as one table. Buttons, checks, inboxes, notices and the diagram all come from ALUR.

Perbup Tanah Laut 126/2022: FO verifies (Ps 9 ayat 1-3), the file goes to the seksi (Ps 1 angka 13), kasi/kasubbag
validate with their paraf (Ps 9 ayat 4), the letter is made and signed (Ps 9 ayat 5-6) and handed over (Ps 1 angka 16).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from inti.akun.hak import Hak
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah

from .enums import Status
from .syarat import (
    ADA_PARAF,
    BEBAS,
    BEDA,
    GILIRAN_PARAF,
    GILIRAN_SERAH,
    GILIRAN_TTD,
    MENUNGGU_KONSEP,
    MENYUSUN,
    PENANDA_TANGAN,
    PETUGASNYA,
    SEKSINYA,
    Syarat,
)

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

    from .models import Permohonan


@dataclass(frozen=True, slots=True)
class Transisi:
    """One allowed step.

    Attributes:
        nama: key in ALUR, in the URL and in the audit code.
        dari, ke: statuses.
        hak: right that the person needs.
        label: the button. sesudah: what the history says afterwards.
        cap: name of the `<cap>_oleh`/`<cap>_pada` pair that it fills.
        hapus: pairs that it empties, when a file goes back.
        syarat: further rules about the person and the row.
        autentikasi_ulang: the person puts their name under the file, so the password is asked again.
        tombol: False for a step that follows from something else and has no button of its own.
        tugas: set for the step that is expected next (`maju`): what the inbox of those who may take it calls it.
    """

    nama: str
    dari: frozenset[Status]
    ke: Status
    hak: Hak
    label: str
    sesudah: str
    ikon: str
    cap: str = ""
    hapus: tuple[str, ...] = ()
    syarat: tuple[Syarat, ...] = ()
    wajib_alasan: bool = False
    tugas: str = ""
    bahaya: bool = False
    autentikasi_ulang: bool = False
    tombol: bool = True
    pasal: str = ""

    @property
    def maju(self) -> bool:
        return bool(self.tugas)

    def boleh(self, permohonan: "Permohonan", oleh: "Pengguna") -> bool:
        return (
            oleh.punya(self.hak)
            and permohonan.status in self.dari
            and all(s.uji(permohonan, oleh) for s in self.syarat)
        )

    def periksa(self, permohonan: "Permohonan", oleh: "Pengguna", alasan: str) -> None:
        """Raises TidakBerhak, TransisiTidakSah or MasukanSalah, in the user's words."""
        if not oleh.punya(self.hak):
            raise TidakBerhak(f"Jabatan Anda tidak memiliki hak untuk langkah “{self.label}”.")
        if permohonan.status not in self.dari:
            raise TransisiTidakSah(
                f"Permohonan {permohonan.nomor_registrasi} berstatus “{permohonan.get_status_display()}”, "
                f"sehingga “{self.label}” tidak dapat dilakukan. Mungkin sudah dikerjakan orang lain.",
                saran="Muat ulang halaman untuk melihat keadaan terakhir.",
            )
        for syarat in self.syarat:
            if not syarat.uji(permohonan, oleh):
                raise syarat.galat(syarat.kalimat)
        if self.wajib_alasan and not alasan.strip():
            raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Tuliskan alasannya."})

    def menunggu(self, oleh: "Pengguna", *, abaikan: Syarat | None = None) -> Q | None:
        """The rows for which `boleh` is true, as a query; None when this person never may. `abaikan`: but for this rule."""
        if not oleh.punya(self.hak):
            return None
        q = Q(status__in=sorted(self.dari))
        for syarat in self.syarat:
            if syarat is not abaikan:
                q &= syarat.q(oleh)
        return q


S = Status
_BARIS = (
    Transisi(
        "setujui", frozenset({S.DIAJUKAN}), S.DIVERIFIKASI, Hak.PERMOHONAN_VERIFIKASI,
        "Setujui untuk diproses", "Berkas diperiksa dan dinyatakan lengkap", "circle-check",
        cap="verifikasi", syarat=(BEDA["verifikasi"], BEBAS), tugas="Periksa berkas", pasal="Ps 9 ayat (1)-(2)",
    ),
    Transisi(
        "tolak", frozenset({S.DIAJUKAN}), S.DITOLAK, Hak.PERMOHONAN_VERIFIKASI,
        "Tolak, minta dilengkapi", "Ditolak, pemohon diminta melengkapi", "circle-x",
        cap="tolak", syarat=(BEDA["verifikasi"], BEBAS), wajib_alasan=True, bahaya=True, pasal="Ps 9 ayat (2)",
    ),
    Transisi(
        "ajukan_kembali", frozenset({S.DITOLAK}), S.DIAJUKAN, Hak.PERMOHONAN_INPUT,
        "Ajukan kembali", "Diajukan kembali dengan perbaikan", "refresh", pasal="Ps 9 ayat (3)",
    ),
    Transisi(
        "distribusikan", frozenset({S.DIVERIFIKASI}), S.DIDISTRIBUSI, Hak.PERMOHONAN_DISTRIBUSI,
        "Distribusikan ke seksi", "Diteruskan ke seksi", "send",
        cap="distribusi", tugas="Bagikan", pasal="Ps 1 angka 13",
    ),
    Transisi(
        "validasi", frozenset({S.DIDISTRIBUSI}), S.DIVALIDASI, Hak.PERMOHONAN_VALIDASI,
        "Validasi dan paraf", "Keabsahan diuji dan diparaf kepala seksi", "rubber-stamp",
        cap="validasi", syarat=(SEKSINYA, BEDA["validasi"], BEBAS, PETUGASNYA), tugas="Validasi", autentikasi_ulang=True,
        pasal="Ps 1 angka 14, Ps 9 ayat (4)",
    ),
    Transisi(
        "susun_konsep", frozenset({S.DIVALIDASI, S.DIPARAF}), S.DIVALIDASI, Hak.PERMOHONAN_VALIDASI,
        "Susun konsep dan paraf", "Konsep surat disusun dan diparaf kepala seksi", "file-text",
        cap="validasi", hapus=("paraf",), syarat=(MENUNGGU_KONSEP, SEKSINYA, BEDA["validasi"]), tugas="Susun konsep",
        autentikasi_ulang=True, pasal="Ps 1 angka 14, Ps 9 ayat (5)",
    ),
    Transisi(
        "kembalikan_distribusi", frozenset({S.DIDISTRIBUSI}), S.DIVERIFIKASI, Hak.PERMOHONAN_VALIDASI,
        "Bukan seksi kami", "Dikembalikan untuk dibagi ulang", "arrows-exchange",
        hapus=("distribusi",), syarat=(SEKSINYA, BEBAS, PETUGASNYA), wajib_alasan=True,
    ),
    Transisi(
        "alihkan", frozenset({S.DIDISTRIBUSI}), S.DIDISTRIBUSI, Hak.PERMOHONAN_DISTRIBUSI,
        "Alihkan ke seksi lain", "Dialihkan ke seksi lain", "arrows-exchange",
        cap="distribusi", wajib_alasan=True, pasal="Ps 1 angka 13",
    ),
    Transisi(
        "kembalikan_pemohon", frozenset({S.DIDISTRIBUSI}), S.DITOLAK, Hak.PERMOHONAN_VALIDASI,
        "Kembalikan ke pemohon", "Dikembalikan ke pemohon untuk dilengkapi", "hand-stop",
        cap="tolak", hapus=("verifikasi", "distribusi"), syarat=(SEKSINYA, BEDA["validasi"], BEBAS, PETUGASNYA),
        wajib_alasan=True, pasal="Ps 9 ayat (2)-(3)",
    ),
    Transisi(
        "usul_tolak", frozenset({S.DIDISTRIBUSI}), S.DIVALIDASI, Hak.PERMOHONAN_VALIDASI,
        "Tolak permohonan", "Seksi mengusulkan penolakan", "gavel",
        cap="validasi", syarat=(SEKSINYA, BEDA["validasi"], BEBAS, PETUGASNYA), wajib_alasan=True, bahaya=True,
        autentikasi_ulang=True, pasal="Ps 1 angka 14, UU 30/2014",
    ),
    Transisi(
        "kembalikan_fo", frozenset({S.DIDISTRIBUSI}), S.DIAJUKAN, Hak.PERMOHONAN_VALIDASI,
        "Kembalikan ke FO", "Dikembalikan ke FO untuk diperiksa ulang", "arrow-back-up",
        hapus=("verifikasi", "distribusi"), syarat=(SEKSINYA, BEBAS, PETUGASNYA), wajib_alasan=True,
    ),
    Transisi(
        "paraf", frozenset({S.DIVALIDASI, S.DIPARAF}), S.DIPARAF, Hak.PERMOHONAN_PARAF,
        "Paraf", "Diparaf", "pencil", autentikasi_ulang=True,
        cap="paraf", syarat=(ADA_PARAF, GILIRAN_PARAF, BEDA["paraf"]), tugas="Paraf", pasal="Ps 1 angka 14",
    ),
    Transisi(
        "kembalikan_paraf", frozenset({S.DIVALIDASI, S.DIPARAF}), S.DIDISTRIBUSI, Hak.PERMOHONAN_PARAF,
        "Kembalikan ke seksi", "Dikembalikan ke seksi tanpa paraf", "arrow-back-up",
        hapus=("validasi", "paraf"), syarat=(ADA_PARAF, GILIRAN_PARAF), wajib_alasan=True,
    ),
    Transisi(
        "tandatangani", frozenset({S.DIVALIDASI, S.DIPARAF}), S.DITANDATANGANI, Hak.PERMOHONAN_TANDATANGAN,
        "Tanda tangani", "Ditandatangani", "signature",
        cap="ttd", syarat=(GILIRAN_TTD, PENANDA_TANGAN, BEDA["ttd"]), tugas="Tanda tangan", autentikasi_ulang=True,
        pasal="Ps 1 angka 15, Ps 9 ayat (5)-(6)",
    ),
    Transisi(
        "kembalikan_ttd", frozenset({S.DIVALIDASI, S.DIPARAF}), S.DIDISTRIBUSI, Hak.PERMOHONAN_TANDATANGAN,
        "Kembalikan ke seksi", "Dikembalikan ke seksi oleh penanda tangan", "arrow-back-up",
        hapus=("validasi", "paraf"), syarat=(GILIRAN_TTD, PENANDA_TANGAN), wajib_alasan=True,
    ),
    Transisi(
        "ubah_konsep", frozenset({S.DIVALIDASI, S.DIPARAF}), S.DIDISTRIBUSI, Hak.PERMOHONAN_KONSEP,
        "Ubah konsep surat", "Konsep surat diubah, paraf diulang dari seksi", "edit",
        hapus=("validasi", "paraf"), syarat=(MENYUSUN,), tombol=False,
    ),
    Transisi(
        "serahkan", frozenset({S.DIVALIDASI, S.DITANDATANGANI}), S.SELESAI, Hak.PERMOHONAN_SERAHKAN,
        "Serahkan ke pemohon", "Diserahkan", "user-check",
        cap="serah", syarat=(GILIRAN_SERAH,), tugas="Serahkan", pasal="Ps 1 angka 16",
    ),
    Transisi(
        "batalkan",
        frozenset({S.DIAJUKAN, S.DITOLAK, S.DIVERIFIKASI, S.DIDISTRIBUSI, S.DIVALIDASI, S.DIPARAF}),
        S.DIBATALKAN, Hak.PERMOHONAN_BATALKAN, "Batalkan permohonan", "Dibatalkan", "ban",
        cap="batal", wajib_alasan=True, bahaya=True,
    ),
)  # fmt: skip
ALUR: dict[str, Transisi] = {t.nama: t for t in _BARIS}


def tindakan(permohonan: "Permohonan", oleh: "Pengguna") -> list[Transisi]:
    """The buttons of this person on this permohonan; the expected step last (it is the primary one)."""
    boleh = (t for t in ALUR.values() if t.tombol and t.boleh(permohonan, oleh))
    return sorted(boleh, key=lambda t: (t.maju, t.ke != Status.DIBATALKAN))


def berikut(permohonan: "Permohonan") -> list[Transisi]:
    """The expected next steps whoever takes them: whom to tell, and what residents read."""
    return [
        t
        for t in ALUR.values()
        if t.maju and permohonan.status in t.dari and all(s.uji(permohonan, None) for s in t.syarat if s.rute)
    ]


def menunggu(
    oleh: "Pengguna", transisi: Iterable[Transisi] | None = None, *, abaikan: Syarat | None = None
) -> Q:
    """Everything that waits for this person: the union of the expected steps that they may take.

    `abaikan`: as if this rule were not there.
    """
    q = Q(pk__in=[])
    for t in transisi if transisi is not None else ALUR.values():
        satu = t.menunggu(oleh, abaikan=abaikan) if t.maju else None
        if satu is not None:
            q |= satu
    return q


def diagram() -> str:
    """The table as a Mermaid state diagram, for the documentation."""
    baris = ["stateDiagram-v2", f"    [*] --> {Status.DIAJUKAN}: ajukan"]
    for t in ALUR.values():
        baris += [f"    {dari} --> {t.ke}: {t.nama}" for dari in sorted(t.dari)]
    baris += [f"    {akhir} --> [*]" for akhir in (Status.SELESAI, Status.DIBATALKAN)]
    return "\n".join(baris) + "\n"
