"""One form a section of a draft. `awal(layanan)` fills it; `nilai()` gives the columns that it sets."""

import re
from typing import Any

from django import forms
from django.utils.text import slugify

from inti.akun.hak import label_peran
from inti.ui.bidang import BidangRupiah, BidangTanggal

from ..dokumen.peta import PETA_TEMPLAT
from ..enums import Kanal, SatuanWaktu
from ..models import Layanan, Seksi
from ..standar import KOMPONEN, TEKS, teks_awal
from ..surat import klasifikasi
from .actions import POLA_KODE, belum_ditetapkan
from .banding import SEBUTAN_PEMOHON
from .skema import JENIS, KERTAS, PEMARAF, PENANDA, SATUAN_MASA

PILIHAN_JENIS = [("", "Pilih…"), *((j, j.capitalize()) for j in JENIS)]
PILIHAN_MASA = [("", "Tidak dibatasi"), *((s, s.replace("_", " ")) for s in SATUAN_MASA)]


class DaftarBaris(forms.CharField):
    """One item a line -> list of strings."""

    widget = forms.Textarea

    def __init__(self, *, baris: int = 4, butir_maks: int = 300, **kw: Any) -> None:
        self.butir_maks = butir_maks
        super().__init__(**kw)
        self.widget.attrs |= {"rows": baris}

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        butir = [b for b in (" ".join(x.split()) for x in super().clean(value).splitlines()) if b]
        if panjang := [b for b in butir if len(b) > self.butir_maks]:
            raise forms.ValidationError(f"Baris ini lebih dari {self.butir_maks} huruf: {panjang[0][:60]}…")
        return butir


class BagianForm(forms.Form):
    """`dari` is the fingerprint of the draft that the editor saw."""

    dari = forms.CharField(widget=forms.HiddenInput, max_length=24, required=False)
    syarat: list[dict[str, Any]] | None = None

    def __init__(self, *args: Any, layanan: Layanan, jenis: str, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.layanan, self.jenis_instansi = layanan, jenis

    @classmethod
    def awal(cls, x: Layanan, jenis: str) -> dict[str, Any]:
        return {n: getattr(x, n) for n in cls.base_fields if hasattr(x, n)}

    def nilai(self) -> dict[str, Any]:
        return {n: v for n, v in self.cleaned_data.items() if n != "dari"}


class IdentitasForm(BagianForm):
    nama = forms.CharField(label="Nama layanan", min_length=5, max_length=160)
    jenis = forms.ChoiceField(label="Jenis", choices=PILIHAN_JENIS)
    seksi = forms.ModelChoiceField(
        Seksi.objects.all(), label="Seksi pengampu", empty_label="Pilih…",
        help_text="Permohonan diteruskan ke seksi ini sesudah diperiksa loket (Ps 9 ayat 4).",
    )  # fmt: skip
    pemohon = forms.MultipleChoiceField(
        label="Siapa yang dapat mengajukan", choices=list(SEBUTAN_PEMOHON.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    kanal = forms.MultipleChoiceField(
        label="Kanal", choices=Kanal.choices, widget=forms.CheckboxSelectMultiple
    )
    keluaran = forms.CharField(
        label="Hasil yang diterima pemohon", min_length=3, max_length=120,
        help_text="Surat, keputusan, atau benda, misalnya: surat rekomendasi.",
    )  # fmt: skip
    luar_wilayah = forms.BooleanField(
        label="Terbuka bagi pemohon dari luar wilayah (Ps 7 ayat 2)", required=False
    )
    alasan_luar_wilayah = forms.CharField(
        label="Alasan ketentuan wilayah", max_length=200, required=False,
        help_text="Dibaca pemohon, misalnya: lokasi acara berada di kecamatan ini.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        if not d.get("luar_wilayah") and not (d.get("alasan_luar_wilayah") or "").strip():
            self.add_error("alasan_luar_wilayah", "Sebutkan mengapa hanya warga wilayah ini yang dilayani.")
        return d


class WaktuForm(BagianForm):
    kelompok = [
        ("Waktu standar", ["waktu_nilai", "waktu_satuan"]),
        ("Biaya", ["biaya", "biaya_keterangan"]),
        ("Masa berlaku hasil", ["masa_berlaku_nilai", "masa_berlaku_satuan"]),
    ]
    waktu_nilai = forms.IntegerField(
        label="Lama", min_value=1, max_value=999, help_text="Sejak berkas lengkap."
    )
    waktu_satuan = forms.ChoiceField(label="Satuan", choices=SatuanWaktu.choices)
    biaya = BidangRupiah(
        label="Biaya", decimal_places=0, max_digits=10, max_value=2_000_000_000, help_text="0 berarti gratis."
    )
    biaya_keterangan = forms.CharField(
        label="Keterangan biaya", max_length=160, required=False, help_text="Misalnya dasar retribusi."
    )
    masa_berlaku_nilai = forms.IntegerField(label="Lama berlaku", min_value=1, max_value=999, required=False)
    masa_berlaku_satuan = forms.ChoiceField(label="Satuan", choices=PILIHAN_MASA, required=False)

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        if bool(d.get("masa_berlaku_nilai")) != bool(d.get("masa_berlaku_satuan")):
            self.add_error("masa_berlaku_satuan", "Isi lama dan satuannya, atau kosongkan keduanya.")
        if d.get("biaya") and not (d.get("biaya_keterangan") or "").strip():
            self.add_error("biaya_keterangan", "Biaya perlu dasarnya: sebutkan perda atau peraturannya.")
        return d

    def nilai(self) -> dict[str, Any]:
        return super().nilai() | {"biaya": int(self.cleaned_data["biaya"])}


class HukumForm(BagianForm):
    dasar_hukum = DaftarBaris(
        label="Dasar hukum", help_text="Satu peraturan satu baris; tercetak pada surat dan halaman warga."
    )
    pelimpahan = forms.CharField(
        label="Dasar pelimpahan wewenang", max_length=300, required=False,
        help_text="Perbup yang menyerahkan urusan ini kepada kantor, dengan nomor dan tahunnya.",
    )  # fmt: skip
    catatan = forms.CharField(
        label="Catatan Administrator", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Keraguan dan sumber. Hanya terbaca di sini; tidak pernah tercetak.",
    )  # fmt: skip


class AlurForm(BagianForm):
    perlu_ttd = forms.TypedChoiceField(
        label="Hasil layanan", coerce=lambda v: v == "1", widget=forms.RadioSelect,
        choices=[("1", "Surat yang ditandatangani di kantor ini"), ("0", "Diterbitkan pihak lain, atau bukan surat")],
    )  # fmt: skip
    penerbit_luar = forms.CharField(
        label="Diterbitkan oleh",
        max_length=60,
        required=False,
        help_text="Misalnya: Disdukcapil, sistem OSS.",
    )
    penandatangan_1 = forms.ChoiceField(label="Penanda tangan", required=False)
    penandatangan_2 = forms.ChoiceField(label="Pengganti pertama", required=False)
    penandatangan_3 = forms.ChoiceField(label="Pengganti kedua", required=False)
    paraf_1 = forms.ChoiceField(
        label="Paraf pertama sesudah seksi",
        required=False,
        help_text="Seksi pengampu selalu memaraf saat memvalidasi.",
    )
    paraf_2 = forms.ChoiceField(label="Paraf kedua", required=False)
    tinjau_lapangan = forms.BooleanField(label="Perlu tinjau lapangan dengan berita acara", required=False)

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for awalan, peran, kosong in (
            ("penandatangan", PENANDA, "Tidak ada"),
            ("paraf", PEMARAF, "Tanpa paraf"),
        ):
            pilihan = [("", kosong), *((p, label_peran(p, self.jenis_instansi)) for p in peran)]
            for nama in (n for n in self.fields if n.startswith(f"{awalan}_")):
                self.fields[nama].choices = pilihan  # type: ignore[attr-defined]

    @classmethod
    def awal(cls, x: Layanan, jenis: str) -> dict[str, Any]:
        return {
            "perlu_ttd": "1" if x.perlu_ttd else "0",
            "penerbit_luar": x.penerbit_luar,
            "tinjau_lapangan": x.tinjau_lapangan,
            **{f"penandatangan_{i}": p for i, p in enumerate(x.penandatangan, 1)},
            **{f"paraf_{i}": p for i, p in enumerate(x.rantai_paraf, 1)},
        }

    def _urut(self, awalan: str) -> list[str]:
        d = self.cleaned_data
        return [d[n] for n in self.fields if n.startswith(f"{awalan}_") and d.get(n)]

    def clean(self) -> dict[str, Any]:
        d = super().clean() or self.cleaned_data
        ttd, paraf = self._urut("penandatangan"), self._urut("paraf")
        if d.get("perlu_ttd") is False:
            if not (d.get("penerbit_luar") or "").strip():
                self.add_error("penerbit_luar", "Sebutkan siapa yang menerbitkan hasilnya.")
        elif "perlu_ttd" in d:
            if not ttd:
                self.add_error("penandatangan_1", "Pilih paling sedikit satu penanda tangan (Ps 9 ayat 6).")
            if len(set(ttd)) < len(ttd):
                self.add_error("penandatangan_2", "Pengganti harus jabatan yang lain.")
            if len(set(paraf)) < len(paraf):
                self.add_error("paraf_2", "Paraf kedua harus jabatan yang lain.")
            if ttd and ttd[0] in paraf:
                self.add_error("paraf_1", "Penanda tangan tidak memaraf surat yang akan ditandatanganinya.")
            elif ttd and set(ttd) <= set(paraf):
                self.add_error("penandatangan_1", "Harus ada penanda tangan yang tidak ikut memaraf.")
        return d

    def nilai(self) -> dict[str, Any]:
        d = self.cleaned_data
        paraf = self._urut("paraf") if d["perlu_ttd"] else []
        return {
            "perlu_ttd": d["perlu_ttd"],
            "penerbit_luar": "" if d["perlu_ttd"] else d["penerbit_luar"],
            "penandatangan": self._urut("penandatangan") if d["perlu_ttd"] else [],
            "rantai_paraf": paraf,
            "perlu_paraf": bool(paraf),
            "tinjau_lapangan": d["tinjau_lapangan"],
        }


def pilihan_templat() -> list[tuple[str, str]]:
    return [(k, f"{k}: {re.sub(r'[{}]', '', r.judul).replace('_', ' ')}") for k, r in PETA_TEMPLAT.items()]


class SuratForm(BagianForm):
    kode_klasifikasi = forms.CharField(
        label="Kode klasifikasi arsip", max_length=24,
        help_text="Ketik kode atau kata, misalnya: waris, usaha. Menentukan nomor surat dan masa simpan arsip.",
    )  # fmt: skip
    templat = forms.ChoiceField(label="Templat surat", help_text="Bentuk dan kalimat surat yang dihasilkan.")
    kertas = forms.ChoiceField(label="Ukuran kertas", choices=[(k, k) for k in KERTAS])
    tembusan = DaftarBaris(
        label="Tembusan",
        required=False,
        baris=3,
        help_text="Satu penerima satu baris. Kosong: menurut templat.",
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["templat"].choices = [("", "Pilih…"), *pilihan_templat()]  # type: ignore[attr-defined]
        self.fields["kode_klasifikasi"].widget.attrs |= {"autocomplete": "off"}

    def clean_kode_klasifikasi(self) -> str:
        kode = str(self.cleaned_data["kode_klasifikasi"]).split(" ")[0]
        if kode not in klasifikasi.semua():
            raise forms.ValidationError(
                "Kode itu tidak ada dalam daftar klasifikasi. Ketik kata, lalu pilih."
            )
        return kode


class StandarForm(BagianForm):
    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        judul = {k: j for k, j, _ in KOMPONEN}
        for kunci in TEKS:
            self.fields[kunci] = forms.CharField(
                label=judul[kunci], max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
            )

    @classmethod
    def awal(cls, x: Layanan, jenis: str) -> dict[str, Any]:
        return {k: x.komponen.get(k) or teks_awal(k, x, jenis) for k in TEKS}

    def nilai(self) -> dict[str, Any]:
        """Words that equal the common ones are not kept: they follow later improvements."""
        komponen = {}
        for kunci in TEKS:
            teks = "\n".join(b.strip() for b in self.cleaned_data[kunci].splitlines() if b.strip())
            if teks and teks != teks_awal(kunci, self.layanan, self.jenis_instansi):
                komponen[kunci] = teks
        return {"komponen": komponen}


class PenetapanForm(forms.Form):
    """One decree and the versions in force that it sets; all that have none are ticked."""

    nomor = forms.CharField(label="Nomor keputusan", max_length=100)
    tanggal = BidangTanggal(label="Tanggal keputusan")
    kode = forms.MultipleChoiceField(
        label="Standar yang ditetapkan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Centang sedikitnya satu layanan."},
    )

    def __init__(self, *args: Any, kode: str = "", **kw: Any) -> None:
        super().__init__(*args, **kw)
        semua = belum_ditetapkan().order_by("urutan", "kode")
        pilihan = [
            (x.kode, f"{x.kode} {x.nama}: {x.waktu}, versi {x.versi}")
            for x in semua.only("kode", "nama", "versi", "waktu_nilai", "waktu_satuan")
        ]
        self.fields["kode"].choices = pilihan  # type: ignore[attr-defined]
        self.fields["kode"].initial = [k for k, _ in pilihan if kode in ("", k)]


class BaruForm(forms.Form):
    kode = forms.CharField(
        label="Kode",
        max_length=16,
        help_text="Huruf besar dan angka, misalnya KEC-26. Tetap untuk selamanya.",
    )
    nama = forms.CharField(label="Nama layanan", min_length=5, max_length=160)
    jenis = forms.ChoiceField(label="Jenis", choices=PILIHAN_JENIS)
    seksi = forms.ModelChoiceField(Seksi.objects.all(), label="Seksi pengampu", empty_label="Pilih…")

    def clean_kode(self) -> str:
        kode = str(self.cleaned_data["kode"]).strip().upper()
        if not POLA_KODE.fullmatch(kode):
            raise forms.ValidationError("Huruf besar dan angka dengan satu tanda hubung, misalnya KEC-26.")
        return kode


class MaklumatForm(forms.Form):
    mulai = BidangTanggal(label="Mulai berlaku")
    isi = forms.CharField(label="Isi maklumat", max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))
    tempat = forms.CharField(label="Tempat", max_length=80)
    jabatan = forms.CharField(label="Jabatan kepala", max_length=140)
    nama = forms.CharField(label="Nama kepala", max_length=120)
    nip = forms.CharField(label="NIP", max_length=18, required=False)


class ImporForm(forms.Form):
    berkas = forms.FileField(
        label="Berkas JSON", help_text="Berkas ekspor dari instansi lain, paling besar 2 MB."
    )

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > 2_000_000:
            raise forms.ValidationError("Berkas lebih besar dari 2 MB.")
        return berkas


def nama_dari_label(label: str, dipakai: set[str]) -> str:
    """A key for an answer: "Nama usaha (sesuai NIB)" -> "nama_usaha", with a number where it is taken."""
    dasar = slugify(label.split("(")[0]).replace("-", "_").strip("_")[:34] or "isian"
    dasar = dasar if dasar[0].isalpha() else f"isian_{dasar}"[:34]
    nama, n = dasar, 2
    while nama in dipakai:
        nama, n = f"{dasar}_{n}", n + 1
    return nama
