"""Forms of the Diskominfo and portal pages. The rules live in the actions; forms only shape the input."""

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from inti.errors import MasukanSalah
from inti.ui.bidang import BidangTanggal
from tenants.actions.daftar import KUNCI_KOP
from tenants.enums import JenisInstansi, ZonaWaktu
from tenants.models import Instansi
from tenants.workflow import Transisi


def tandai(form: forms.Form, galat: MasukanSalah) -> None:
    """Put a refusal of an action beside the fields that it names, or on top."""
    lain = [pesan for nama, pesan in galat.bidang.items() if nama not in form.fields]
    for nama, pesan in galat.bidang.items():
        if nama in form.fields:
            form.add_error(nama, pesan)
    for pesan in lain or ([] if galat.bidang else [galat.pesan]):
        form.add_error(None, pesan)


class InstansiForm(forms.Form):
    nama = forms.CharField(label="Nama instansi", max_length=150, help_text="Contoh: Kecamatan Kusan Hilir.")
    jenis = forms.ChoiceField(label="Jenis", choices=JenisInstansi.choices, widget=forms.RadioSelect)
    kode = forms.CharField(
        label="Kode instansi",
        max_length=40,
        help_text="Kode perangkat daerah; untuk kecamatan boleh kode wilayahnya.",
    )
    kode_wilayah = forms.CharField(
        label="Kode wilayah",
        max_length=8,
        help_text="Kode Kemendagri, misalnya 63.10.02 (kecamatan) atau 63.10.",
    )
    zona_waktu = forms.ChoiceField(label="Zona waktu", choices=ZonaWaktu.choices, initial=ZonaWaktu.WITA)
    slug = forms.CharField(
        label="Alamat singkat",
        max_length=31,
        help_text="Menjadi alamat situs, misalnya kusan-hilir. Tidak dapat diubah lagi.",
    )
    domain = forms.CharField(
        label="Domain lain",
        max_length=253,
        required=False,
        help_text="Kosongkan bila cukup alamat singkat tadi.",
    )
    domain_email = forms.CharField(
        label="Domain surel resmi",
        max_length=253,
        required=False,
        help_text="Surel pegawai harus memakai domain ini (Perbup Tanah Bumbu 25/2019 Pasal 14 ayat (7)).",
    )
    kop_pemerintah = forms.CharField(label="Nama pemerintah", max_length=150, required=False)
    kop_nama = forms.CharField(label="Nama pada kop", max_length=150, required=False)
    kop_alamat = forms.CharField(label="Alamat kantor", max_length=250, required=False)
    kop_telepon = forms.CharField(label="Telepon", max_length=40, required=False)
    kop_surel = forms.EmailField(label="Surel kantor", required=False)
    kop_laman = forms.CharField(label="Laman", max_length=150, required=False)
    nama_admin = forms.CharField(label="Nama administrator pertama", max_length=150)
    surel_admin = forms.EmailField(
        label="Surel administrator pertama", help_text="Undangan dikirim ke surel ini setelah instansi siap."
    )

    kelompok = [
        ("Instansi", ["nama", "jenis", "kode", "kode_wilayah", "zona_waktu"]),
        ("Alamat", ["slug", "domain", "domain_email"]),
        ("Kop surat", [f"kop_{k}" for k in KUNCI_KOP]),
        ("Administrator pertama", ["nama_admin", "surel_admin"]),
    ]

    def argumen_daftar(self) -> dict[str, Any]:
        """Keyword arguments of `daftarkan_instansi`, without `oleh`."""
        isi = self.cleaned_data
        nama = ("nama", "jenis", "kode", "kode_wilayah", "zona_waktu", "slug", "domain", "domain_email")
        return {k: isi[k] for k in nama} | {"kop": {k: isi[f"kop_{k}"] for k in KUNCI_KOP}}


class StatusForm(forms.Form):
    """Confirms a transition: the slug typed again, the reason, and for a suspension its last day."""

    sampai = BidangTanggal(
        label="Ditangguhkan sampai",
        required=False,
        help_text="Hari terakhir. Kosongkan bila belum diketahui.",
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca pengunjung pada halaman penutup, dan dicatat dalam jejak audit.",
    )
    konfirmasi_nomor = forms.CharField(label="Ketik alamat singkat instansi untuk memastikan", max_length=31)

    def __init__(self, *args: Any, instansi: Instansi, transisi: Transisi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instansi = instansi
        if transisi.nama != "tangguhkan":
            del self.fields["sampai"]
        self.fields["alasan"].required = transisi.wajib_alasan
        self.fields["konfirmasi_nomor"].help_text = f"Ketik: {instansi.slug}"

    def clean_konfirmasi_nomor(self) -> str:
        nilai = self.cleaned_data["konfirmasi_nomor"].strip()
        if nilai != self.instansi.slug:
            raise forms.ValidationError(f"Belum sama. Ketik {self.instansi.slug}.")
        return nilai

    def argumen(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "konfirmasi_nomor"}


class BatalForm(forms.Form):
    """Confirms the cancellation of a provisioning."""

    konfirmasi_nomor = forms.CharField(label="Ketik alamat singkat instansi untuk memastikan", max_length=31)

    def __init__(self, *args: Any, slug: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slug = slug
        self.fields["konfirmasi_nomor"].help_text = f"Ketik: {slug}"

    def clean_konfirmasi_nomor(self) -> str:
        nilai = self.cleaned_data["konfirmasi_nomor"].strip()
        if nilai != self.slug:
            raise forms.ValidationError(f"Belum sama. Ketik {self.slug}.")
        return nilai


class LacakForm(forms.Form):
    """On the portal: which instansi, and the code on the receipt."""

    instansi = forms.ChoiceField(
        label="Instansi", error_messages={"required": "Pilih instansi tempat Anda mengajukan permohonan."}
    )
    kode = forms.CharField(
        label="Kode lacak",
        max_length=64,
        help_text="Tertulis pada tanda terima permohonan Anda.",
        error_messages={"required": "Isi kode yang tertulis pada tanda terima."},
    )

    def __init__(self, *args: Any, instansi: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].choices = [("", "Pilih instansi"), *instansi]  # type: ignore[attr-defined]

    def clean_kode(self) -> str:
        kode = re.sub(r"[^0-9A-Za-z]", "", self.cleaned_data["kode"]).upper()
        if not kode:
            raise forms.ValidationError("Isi kode yang tertulis pada tanda terima.")
        if kode.isdecimal() and len(kode) == 16:
            raise forms.ValidationError("Itu nomor KTP. Isi kode lacak pada tanda terima, bukan NIK.")
        return kode[:24]


class SuratForm(forms.Form):
    """On the portal: what the QR of a letter says, or which instansi signed the letter."""

    isi = forms.CharField(
        label="Isi QR",
        max_length=1000,
        required=False,
        help_text="Alamat lengkap hasil pindaian. Kosongkan bila Anda hanya punya PDF-nya.",
    )
    instansi = forms.ChoiceField(
        label="Instansi pada kop surat", required=False, help_text="Perlu bila isi QR tidak memuat alamat."
    )

    def __init__(self, *args: Any, instansi: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instansi"].choices = [("", "Pilih instansi"), *instansi]  # type: ignore[attr-defined]
        self._slug = {slug for slug, _ in instansi}

    def clean(self) -> dict[str, Any]:
        """`instansi` from the host in the QR (only one of ours), else the chosen one; `muatan`: the payload."""
        isi = super().clean() or {}
        teks = (isi.get("isi") or "").strip()
        host = urlsplit(teks).hostname or ""
        slug = host.removesuffix(f".{settings.SPBE_DOMAIN}")
        if slug in self._slug and slug != host:
            isi["instansi"] = slug
        elif host:
            raise forms.ValidationError(
                {"isi": "QR ini menuju alamat di luar kabupaten: bukan QR surat kami. Jangan dibuka."}
            )
        muatan = teks.rpartition("/")[2].upper()
        if teks and not re.fullmatch(r"[A-Z2-7]{20,800}", muatan):
            raise forms.ValidationError(
                {"isi": "Isi QR ini bukan milik surat dari sistem ini, atau terpotong."}
            )
        if not isi.get("instansi"):
            self.add_error("instansi", "Pilih instansi yang tertulis pada kop surat.")
        return isi | {"muatan": muatan}
