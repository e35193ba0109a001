"""Forms of retention and of the requests of data subjects."""

import re
from typing import Any

from django import forms

from inti.ui.bidang import BidangNIK, BidangTanggal, BidangTelepon

from ..forms.isian import NkkIsian
from ..forms.permohonan import AGAMA, KELAMIN
from ..pemohon.nik import NikSalah, urai_nik
from .models import CaraPeriksa, Nasib


class JadwalForm(forms.Form):
    kode = forms.CharField(
        label="Kode klasifikasi", max_length=24, help_text="Berlaku juga bagi kode di bawahnya."
    )
    aktif_tahun = forms.IntegerField(label="Aktif (tahun)", min_value=1, max_value=50)
    inaktif_tahun = forms.IntegerField(label="Inaktif (tahun)", min_value=0, max_value=100)
    nasib = forms.ChoiceField(label="Nasib akhir", choices=Nasib.choices)
    dasar = forms.CharField(
        label="Dasar penetapan", max_length=200, required=False,
        help_text="Peraturan JRA kabupaten. Tanpa ini berkasnya tidak dapat diusulkan musnah.",
    )  # fmt: skip

    def clean_kode(self) -> str:
        kode = str(self.cleaned_data["kode"]).strip()
        if not re.fullmatch(r"[0-9]{3}(\.[0-9]{1,3}){0,5}", kode):
            raise forms.ValidationError("Tulis seperti 400 atau 400.12.3.")
        return kode


class _PermintaanForm(forms.Form):
    pemohon_nama = forms.CharField(label="Nama pemohon", max_length=120)
    nik = BidangNIK(label="NIK", help_text="Dari KTP-el yang ditunjukkan.")
    cara_periksa = forms.ChoiceField(
        label="Identitas diperiksa dengan", choices=CaraPeriksa.choices, widget=forms.RadioSelect
    )
    kontak = BidangTelepon(label="Telepon untuk dihubungi", required=False)
    uraian = forms.CharField(
        label="Permintaan pemohon", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )  # fmt: skip

    def clean_nik(self) -> str:
        try:
            return urai_nik(self.cleaned_data["nik"]).nomor
        except NikSalah as galat:
            raise forms.ValidationError(str(galat), code="nik") from galat

    def umum(self) -> dict[str, Any]:
        d = self.cleaned_data
        return {"nama": d["pemohon_nama"]} | {k: d[k] for k in ("nik", "cara_periksa", "kontak", "uraian")}


class SalinanForm(_PermintaanForm):
    pass


class PerbaikanForm(_PermintaanForm):
    """Only what is wrong is filled in; `benar_<field>` is the right value."""

    kelompok = [
        ("Pemohon", ["pemohon_nama", "nik", "cara_periksa", "kontak", "uraian"]),
        ("Data yang benar", ["nama", "nkk", "alamat", "desa", "telepon", "surel", "tempat_lahir", "tanggal_lahir",
                             "jenis_kelamin", "agama", "pekerjaan"]),
    ]  # fmt: skip
    nama = forms.CharField(label="Nama lengkap", max_length=120, required=False)
    nkk = NkkIsian(label="Nomor KK", required=False)
    alamat = forms.CharField(label="Alamat", max_length=300, required=False)
    desa = forms.CharField(label="Desa/kelurahan", max_length=80, required=False)
    telepon = BidangTelepon(label="Telepon", required=False)
    surel = forms.EmailField(label="Surel", required=False)
    tempat_lahir = forms.CharField(label="Tempat lahir", max_length=60, required=False)
    tanggal_lahir = BidangTanggal(label="Tanggal lahir", required=False)
    jenis_kelamin = forms.ChoiceField(label="Jenis kelamin", choices=[("", "–"), *KELAMIN], required=False)
    agama = forms.ChoiceField(label="Agama", choices=[("", "–"), *((a, a) for a in AGAMA)], required=False)
    pekerjaan = forms.CharField(label="Pekerjaan", max_length=60, required=False)

    def perubahan(self) -> dict[str, str]:
        d = self.cleaned_data
        hasil = {n: d[n] for n in self.kelompok[1][1] if d.get(n)}
        return {n: v.isoformat() if n == "tanggal_lahir" else str(v) for n, v in hasil.items()}
