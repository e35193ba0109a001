from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from inti.akun.formulir_masuk import BANTUAN
from inti.akun.hak import label_peran, peran_situs
from inti.akun.models import Sifat
from inti.akun.seksi import pilihan_seksi
from inti.akun.waktu import hari_ini
from inti.situs import situs_kini
from inti.ui.bidang import BidangNIP, BidangTanggal


def pilihan_peran() -> list[tuple[str, str]]:
    """Roles that can be given on this site, as they are called here."""
    situs = situs_kini()
    if situs is None:
        return []
    jenis = situs.instansi.jenis if situs.instansi else ""
    return [(p, label_peran(p, jenis)) for p in peran_situs(situs.jenis)]


class _FormPeran(forms.Form):
    """Role and seksi; the seksi is chosen from a list where a domain app offers one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["peran"].choices = [("", "Pilih peran"), *pilihan_peran()]  # type: ignore[attr-defined]
        situs = situs_kini()
        if situs is None or situs.instansi is None:
            del self.fields["seksi"]
        elif seksi := pilihan_seksi():
            self.fields["seksi"] = forms.ChoiceField(
                label="Seksi, subbagian, atau desa",
                choices=[("", "Tidak pada seksi tertentu"), *seksi],
                required=False,
                help_text=self.fields["seksi"].help_text,
            )


class FormUndangan(_FormPeran):
    nama = forms.CharField(label="Nama lengkap", max_length=150)
    surel = forms.EmailField(
        label="Surel", max_length=254, help_text="Surel resmi pemerintah daerah untuk pegawai."
    )
    peran = forms.ChoiceField(label="Peran")
    seksi = forms.CharField(
        label="Seksi atau subbagian",
        max_length=32,
        required=False,
        help_text="Wajib untuk Kasi dan Kasubbag.",
    )


class FormPenugasan(_FormPeran):
    kelompok = [
        ("Peran", ["peran", "seksi"]),
        ("Dasar dan masa tugas", ["sifat", "nomor_sk", "mulai", "selesai"]),
    ]

    peran = forms.ChoiceField(label="Peran")
    seksi = forms.CharField(
        label="Seksi atau subbagian",
        max_length=32,
        required=False,
        help_text="Wajib untuk Kasi dan Kasubbag.",
    )
    sifat = forms.ChoiceField(label="Sifat", choices=Sifat.choices, initial=Sifat.DEFINITIF)
    nomor_sk = forms.CharField(
        label="Nomor SK atau surat perintah",
        max_length=100,
        required=False,
        help_text="Wajib untuk Plt. dan Plh.",
    )
    mulai = BidangTanggal(label="Mulai", initial=hari_ini)
    selesai = BidangTanggal(label="Selesai", required=False, help_text="Kosongkan bila belum ditentukan.")


class FormPencabutan(forms.Form):
    alasan = forms.CharField(label="Alasan", max_length=200, help_text="Tercatat dalam jejak audit.")


class FormPengguna(forms.Form):
    nama = forms.CharField(label="Nama lengkap", max_length=150)
    nip = BidangNIP(label="NIP", required=False)


class FormTerimaUndangan(forms.Form):
    password1 = forms.CharField(
        label="Kata sandi baru",
        strip=False,
        help_text=BANTUAN["password1"],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Ulangi kata sandi baru",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password2(self) -> str:
        ulang: str = self.cleaned_data["password2"]
        if self.cleaned_data.get("password1") not in (None, ulang):
            raise ValidationError("Kedua kata sandi tidak sama.")
        return ulang
