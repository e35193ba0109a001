"""The small forms behind the buttons of the work screen. One per transition that asks something."""

from collections.abc import Mapping
from typing import Any

from django import forms

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.errors import MasukanSalah
from inti.ui.bidang import BidangTanggal

from ..actions import Nilai, Uji, periksa_cara, periksa_uji
from ..actions.meja import PENGATUR
from ..alasan import batas_baku
from ..enums import CaraUji, HasilUji, JenisAlasan, Sifat, StatusSyarat
from ..models import AlasanTolak, PengaturanAlur, Permohonan, Seksi
from ..syarat import bertugas, petugas_siap
from ..waktu.jam import hari_ini
from .isian import AWALAN, bidang_isian, periksa_tercetak, simpan_nilai

CARA_UJI = [("", "Pilih…"), *(c for c in CaraUji.choices if c[0] != CaraUji.KERTAS)]


WAJIB_BILA = {
    "narasumber": "wajib untuk konfirmasi ke desa",
    "nomor": "wajib untuk tinjau lapangan",
    "petugas": "wajib untuk tinjau lapangan",
}


class InputBanyakBerkas(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class BanyakBerkas(forms.FileField):
    """Several files in one field; the value is a list."""

    widget = InputBanyakBerkas

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        semua = data if isinstance(data, (list, tuple)) else [data]
        return [super(BanyakBerkas, self).clean(satu, initial) for satu in semua if satu]


def tempat_bertugas(oleh: Pengguna) -> dict[int, str]:
    """Where each person works today: the short names of their seksi."""
    nama = dict(Seksi.objects.values_list("kode", "nama"))
    tempat: dict[int, list[str]] = {}
    for orang, kode in sorted(petugas_siap(oleh)):
        tempat.setdefault(orang, []).append(nama.get(kode, kode))
    return {orang: ", ".join(daftar) for orang, daftar in tempat.items()}


class AlasanForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tuliskan alasannya; pemohon dan meja lain akan membacanya."},
    )


def pilihan_alasan(jenis: str) -> list[tuple[str, str]]:
    semua = AlasanTolak.objects.filter(jenis=jenis, aktif=True).values_list("kode", "nama")
    return [("", "Pilih…"), *((kode, f"{nama} ({kode})") for kode, nama in semua)]


class SyaratForm(forms.Form):
    """A judgement of every requirement, and what the applicant is told where one failed."""

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.daftar = list(permohonan.persyaratan.all())
        for s in self.daftar:
            self.fields[f"syarat_{s.pk}"] = forms.ChoiceField(
                label=s.persyaratan.nama, choices=StatusSyarat, required=False, initial=s.status
            )
            self.fields[f"catatan_{s.pk}"] = forms.CharField(
                label="Catatan", max_length=240, required=False, initial=s.catatan
            )
            self.fields[f"asli_{s.pk}"] = forms.BooleanField(
                label="Asli ditunjukkan", required=False, initial=bool(s.asli_ditunjukkan)
            )
            self.fields[f"tanpa_asli_{s.pk}"] = forms.CharField(
                label="Mengapa tanpa asli", max_length=240, required=False, initial=s.tanpa_asli
            )
        self.fields["kode"] = forms.ChoiceField(
            label="Alasan", choices=lambda: pilihan_alasan(JenisAlasan.LENGKAP), required=False
        )
        self.fields["kode"].wajib_bila = "wajib bila menolak"  # type: ignore[attr-defined]
        self.fields["alasan"] = forms.CharField(
            label="Keterangan untuk pemohon",
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="Tulis apa yang kurang dan bagaimana melengkapinya.",
        )
        self.fields["batas"] = BidangTanggal(label="Batas melengkapi", required=False, initial=batas_baku)

    def baris(self) -> list[dict[str, Any]]:
        """For the template: a requirement with its inputs."""
        return [
            {"s": s}
            | {
                n: self[f"{n}_{s.pk}"]
                for n in ("syarat", "catatan", "asli", "tanpa_asli")
                if f"{n}_{s.pk}" in self.fields
            }
            for s in self.daftar
        ]

    def nilai(self) -> dict[int, Nilai]:
        d = self.cleaned_data
        return {
            s.pk: Nilai(
                d[f"syarat_{s.pk}"],
                d[f"catatan_{s.pk}"],
                d.get(f"asli_{s.pk}"),
                d.get(f"tanpa_asli_{s.pk}", ""),
            )
            for s in self.daftar
            if d.get(f"syarat_{s.pk}")
        }

    def penolakan(self) -> dict[str, Any]:
        """What `tolak` and `kembalikan_pemohon` take. Raises MasukanSalah without a coded reason."""
        d = self.cleaned_data
        if not d["kode"]:
            raise MasukanSalah(
                "Pilih alasan penolakan.", bidang={"kode": "Pilih alasannya; pemohon membaca kalimatnya."}
            )
        return {"nilai": self.nilai(), "kode": d["kode"], "alasan": d["alasan"], "batas": d["batas"]}


class PeriksaForm(SyaratForm):
    """The FO's judgement; `setujui` and `tolak` share it."""

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, permohonan=permohonan, **kw)
        self.otomatis = PengaturanAlur.kini().distribusi_otomatis
        if not self.otomatis:
            self.fields["teruskan"] = forms.BooleanField(required=False)


class KembalikanForm(SyaratForm):
    """The seksi returns the file to the applicant: which requirement, and why."""

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, permohonan=permohonan, **kw)
        self.fields["kode"].required = True
        for s in self.daftar:
            del self.fields[f"asli_{s.pk}"], self.fields[f"tanpa_asli_{s.pk}"]


class PilihanPetugas(forms.ModelChoiceField):
    """A person with where they work today."""

    tempat: Mapping[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.nama} ({self.tempat.get(obj.pk, '')})"


class DistribusiForm(forms.Form):
    seksi = forms.ModelChoiceField(
        label="Seksi", queryset=Seksi.objects.none(), to_field_name="kode", empty_label=None
    )
    petugas = PilihanPetugas(
        label="Tugaskan kepada", queryset=Pengguna.objects.none(), to_field_name="uuid", required=False,
        empty_label="Seksi (siapa saja)", help_text="Orang yang bertugas di seksi itu hari ini.",
    )  # fmt: skip
    sifat = forms.ChoiceField(label="Sifat", choices=Sifat, required=False)
    alasan = forms.CharField(
        label="Instruksi",
        max_length=500,
        required=False,
        help_text="Wajib bila bukan seksi pengampu layanan ini.",
    )

    def __init__(self, *args: Any, permohonan: Permohonan, oleh: Pengguna | None = None, **kw: Any) -> None:
        """`oleh`: who arranges the work may name a person; for others there is no such field."""
        kw.setdefault("initial", {"seksi": permohonan.layanan.seksi.kode, "sifat": permohonan.sifat})
        super().__init__(*args, **kw)
        seksi = self.fields["seksi"]
        assert isinstance(seksi, forms.ModelChoiceField)
        seksi.queryset = self.pilihan_seksi(permohonan)
        if oleh is None or not oleh.berperan(*PENGATUR):
            del self.fields["petugas"]
            return
        petugas = self.fields["petugas"]
        assert isinstance(petugas, PilihanPetugas)
        petugas.queryset = Pengguna.objects.filter(pk__in=bertugas().values("pengguna")).order_by("nama")
        petugas.tempat = tempat_bertugas(oleh)

    def pilihan_seksi(self, permohonan: Permohonan) -> Any:
        return Seksi.objects.order_by("urutan")


class AlihkanForm(DistribusiForm):
    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, permohonan=permohonan, initial={"sifat": permohonan.sifat}, **kw)
        self.fields["alasan"] = forms.CharField(
            label="Mengapa dialihkan", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
        )

    def pilihan_seksi(self, permohonan: Permohonan) -> Any:
        return Seksi.objects.exclude(pk=permohonan.seksi_id or 0).order_by("urutan")


class UjiForm(forms.Form):
    """One check of genuineness; which fields count follows from `cara`."""

    cara = forms.ChoiceField(label="Cara menguji keabsahan", choices=CARA_UJI)
    narasumber = forms.CharField(
        label="Yang dihubungi",
        max_length=120,
        required=False,
        help_text="Nama dan jabatan di desa/kelurahan.",
    )
    nomor = forms.CharField(
        label="Nomor", max_length=80, required=False, help_text="Nomor telepon, surat, atau berita acara."
    )
    tanggal = BidangTanggal(label="Tanggal uji", required=False, initial=hari_ini)
    petugas = forms.CharField(label="Petugas yang meninjau", max_length=240, required=False)
    titik = forms.CharField(
        label="Titik lokasi", max_length=40, required=False, help_text="Lintang, bujur: -3.4500, 115.9900"
    )
    temuan = forms.CharField(
        label="Temuan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    berkas = BanyakBerkas(label="Foto atau berita acara", required=False)
    hasil: str = HasilUji.SAH
    BIDANG_UJI = ("cara", "narasumber", "nomor", "tanggal", "petugas", "titik", "temuan", "berkas")

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.permohonan = permohonan
        for nama, bila in WAJIB_BILA.items():
            self.fields[nama].wajib_bila = bila  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is said before the password is asked, so that no file is chosen twice."""
        d = super().clean() or {}
        periksa_tercetak(self)
        if not self.errors:
            try:
                self.periksa(self.uji())
            except MasukanSalah as galat:
                for nama, pesan in galat.bidang.items():
                    self.add_error(nama, pesan)
        return d

    def periksa(self, uji: Uji) -> None:
        periksa_uji(uji)

    def uji(self) -> Uji:
        d = self.cleaned_data
        return Uji(
            cara=d["cara"], hasil=self.hasil, catatan=d["temuan"], narasumber=d["narasumber"], nomor=d["nomor"],
            tanggal=d["tanggal"], petugas=d["petugas"], titik=d["titik"], berkas=d["berkas"],
        )  # fmt: skip

    def bidang_uji(self) -> list[Any]:
        return [self[n] for n in self.BIDANG_UJI]


class ValidasiForm(UjiForm):
    """How the seksi made sure, and what only the seksi can write into the letter."""

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, permohonan=permohonan, **kw)
        if permohonan.layanan.tinjau_lapangan:
            self.fields["cara"].initial = CaraUji.TINJAU_LAPANGAN
        self.fields.update(bidang_isian(permohonan.layanan.isian_seksi))
        self.fields["alasan"] = forms.CharField(label="Catatan", max_length=500, required=False)

    def periksa(self, uji: Uji) -> None:
        super().periksa(uji)
        periksa_cara(self.permohonan, uji)

    def bidang_lain(self) -> list[Any]:
        return [self[n] for n in self.fields if n not in self.BIDANG_UJI]

    def isian(self) -> dict[str, Any]:
        return {
            n.removeprefix(AWALAN): simpan_nilai(self.cleaned_data[n])
            for n in self.fields
            if n.startswith(AWALAN)
        }


class UsulTolakForm(UjiForm):
    """A refusal on substance: reason, legal basis, and what the check found."""

    hasil = HasilUji.TIDAK_SAH

    kode = forms.ChoiceField(label="Alasan", choices=lambda: pilihan_alasan(JenisAlasan.SUBSTANSI))
    alasan = forms.CharField(
        label="Uraian",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca pemohon dalam surat penolakan.",
    )
    dasar = forms.CharField(
        label="Dasar hukum",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu peraturan tiap baris, dengan pasalnya.",
    )

    def bidang_lain(self) -> list[Any]:
        return [self["kode"], self["alasan"], self["dasar"]]


class BerhalanganForm(forms.Form):
    """Days on which somebody of the office is absent; oneself, or anybody for who arranges the work.

    Who gives rights (Ps 5) may also name the Plh. of those days.
    """

    pengguna = forms.ModelChoiceField(
        label="Siapa", queryset=Pengguna.objects.none(), to_field_name="uuid", empty_label=None
    )
    mulai = BidangTanggal(label="Sejak", initial=hari_ini)
    selesai = BidangTanggal(label="Sampai dengan", initial=hari_ini)

    def __init__(self, *args: Any, oleh: Pengguna, **kw: Any) -> None:
        super().__init__(*args, **kw)
        pengguna = self.fields["pengguna"]
        assert isinstance(pengguna, forms.ModelChoiceField)
        orang = Pengguna.objects.berhak(Hak.PERMOHONAN_LIHAT).order_by("nama")
        pengguna.queryset = orang if oleh.berperan(*PENGATUR) else orang.filter(pk=oleh.pk)
        if oleh.punya(Hak.PENGGUNA_KELOLA):
            self.fields["pengganti"] = forms.ModelChoiceField(
                label="Pengganti (Plh.)", queryset=orang, to_field_name="uuid", required=False,
                empty_label="Tanpa pengganti", help_text="Memegang seluruh jabatannya pada hari-hari itu.",
            )  # fmt: skip
            self.fields["nomor_sk"] = forms.CharField(
                label="Nomor surat perintah Plh.", max_length=100, required=False
            )
            self.fields["nomor_sk"].wajib_bila = "wajib bila ada pengganti"  # type: ignore[attr-defined]


class CatatanForm(forms.Form):
    alasan = forms.CharField(label="Catatan", max_length=500, required=False)
