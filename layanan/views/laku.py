"""For every transition of ALUR: the form that it asks and the action that it runs. A test checks that none is missing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from inti.akun.models import Pengguna

from .. import actions
from ..forms.permohonan import PerbaikanForm
from ..forms.serahkan import SerahkanForm
from ..forms.tindakan import (
    AlasanForm,
    AlihkanForm,
    CatatanForm,
    DistribusiForm,
    KembalikanForm,
    PeriksaForm,
    UsulTolakForm,
    ValidasiForm,
)
from ..forms.ttd import TandaTanganForm
from ..models import Permohonan

PANEL = (
    "setujui",
    "distribusikan",
    "validasi",
    "susun_konsep",
    "paraf",
    "tandatangani",
    "serahkan",
    "ajukan_kembali",
)
"""Steps whose form stands open on the work screen; the others ask in a dialog."""
PANEL_LAIN = ("kembalikan_pemohon", "usul_tolak", "alihkan")
"""Steps that ask more than a reason: their form opens in place of the expected step's, by `?langkah=`."""
BERSAMA = {"tolak": "setujui"}
"""Steps that send the form of another one."""


@dataclass(frozen=True, slots=True)
class Laku:
    formulir: Callable[..., forms.Form]
    jalankan: Callable[[Permohonan, Any, Pengguna], object]


def _berkas_form(kelas: Callable[..., forms.Form]) -> Callable[..., forms.Form]:
    return lambda p, data=None, berkas=None, oleh=None: kelas(data, berkas, permohonan=p)


def _distribusi_form(kelas: Callable[..., forms.Form]) -> Callable[..., forms.Form]:
    return lambda p, data=None, berkas=None, oleh=None: kelas(data, berkas, permohonan=p, oleh=oleh)


def _tanpa_objek(kelas: Callable[..., forms.Form]) -> Callable[..., forms.Form]:
    return lambda p, data=None, berkas=None, oleh=None: kelas(data)


def _perbaikan(p: Permohonan, data: Any = None, berkas: Any = None, oleh: Any = None) -> forms.Form:
    return PerbaikanForm(data, berkas, gagal=p.perlu_dibawa_lagi())


def _setujui(p: Permohonan, form: PeriksaForm, oleh: Pengguna) -> None:
    d = form.cleaned_data
    actions.setujui(
        permohonan=p, oleh=oleh, nilai=form.nilai(), catatan=d["alasan"], teruskan=form.otomatis or d["teruskan"]
    )  # fmt: skip


def _tolak(p: Permohonan, form: PeriksaForm, oleh: Pengguna) -> None:
    actions.tolak(permohonan=p, oleh=oleh, **form.penolakan())


def _kembalikan_pemohon(p: Permohonan, form: KembalikanForm, oleh: Pengguna) -> None:
    actions.kembalikan_pemohon(permohonan=p, oleh=oleh, **form.penolakan())


def _distribusikan(p: Permohonan, form: DistribusiForm, oleh: Pengguna) -> None:
    actions.distribusikan(permohonan=p, oleh=oleh, **form.cleaned_data)


def _alihkan(p: Permohonan, form: AlihkanForm, oleh: Pengguna) -> None:
    actions.alihkan(permohonan=p, oleh=oleh, **form.cleaned_data)


def _validasi(p: Permohonan, form: ValidasiForm, oleh: Pengguna) -> None:
    actions.validasi(
        permohonan=p, oleh=oleh, catatan=form.cleaned_data["alasan"], isian=form.isian(), uji=form.uji()
    )  # fmt: skip


def _usul_tolak(p: Permohonan, form: UsulTolakForm, oleh: Pengguna) -> None:
    d = form.cleaned_data
    actions.usul_tolak(
        permohonan=p, oleh=oleh, kode=d["kode"], alasan=d["alasan"], dasar=d["dasar"], uji=form.uji()
    )  # fmt: skip


def _tandatangani(p: Permohonan, form: TandaTanganForm, oleh: Pengguna) -> None:
    actions.tandatangani(
        permohonan=p, oleh=oleh, rahasia=form.rahasia(), ulangi=form.cleaned_data.get("ulangi", False)
    )


def _serahkan(p: Permohonan, form: SerahkanForm, oleh: Pengguna) -> None:
    d = form.cleaned_data
    actions.serahkan(
        permohonan=p, oleh=oleh, kepada=d["kepada"], hubungan=d["hubungan"], cara=d["cara"],
        identitas_cocok=d["identitas_cocok"], catatan=d["alasan"], rincian=form.rincian(),
    )  # fmt: skip


def _ajukan_kembali(p: Permohonan, form: PerbaikanForm, oleh: Pengguna) -> None:
    actions.ajukan_kembali(permohonan=p, oleh=oleh, bawaan=form.bawaan(), alasan=form.cleaned_data["catatan"])


def _pindah(nama: str) -> Laku:
    """A step that needs a reason and nothing else."""
    return Laku(
        _tanpa_objek(AlasanForm),
        lambda p, form, oleh: actions.pindahkan(
            permohonan=p, transisi=nama, oleh=oleh, alasan=form.cleaned_data["alasan"]
        ),
    )


LAKU: dict[str, Laku] = {
    "setujui": Laku(_berkas_form(PeriksaForm), _setujui),
    "tolak": Laku(_berkas_form(PeriksaForm), _tolak),
    "ajukan_kembali": Laku(_perbaikan, _ajukan_kembali),
    "kembalikan_pemohon": Laku(_berkas_form(KembalikanForm), _kembalikan_pemohon),
    "usul_tolak": Laku(_berkas_form(UsulTolakForm), _usul_tolak),
    "alihkan": Laku(_distribusi_form(AlihkanForm), _alihkan),
    "distribusikan": Laku(_distribusi_form(DistribusiForm), _distribusikan),
    "validasi": Laku(_berkas_form(ValidasiForm), _validasi),
    "susun_konsep": Laku(
        _tanpa_objek(CatatanForm),
        lambda p, form, oleh: actions.susun_konsep(permohonan=p, oleh=oleh, catatan=form.cleaned_data["alasan"]),
    ),
    "paraf": Laku(
        _tanpa_objek(CatatanForm),
        lambda p, form, oleh: actions.paraf(permohonan=p, oleh=oleh, catatan=form.cleaned_data["alasan"]),
    ),
    "tandatangani": Laku(_berkas_form(TandaTanganForm), _tandatangani),
    "serahkan": Laku(_berkas_form(SerahkanForm), _serahkan),
    **{n: _pindah(n) for n in (
        "kembalikan_distribusi", "kembalikan_fo", "kembalikan_paraf", "kembalikan_ttd", "batalkan",
    )},
}  # fmt: skip
