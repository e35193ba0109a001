"""Forms of the signature: wet ink, mandates, settings."""

from typing import Any

from django import forms

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.ui.bidang import BidangBerkas, BidangNIK, BidangTanggal

from ..dokumen.rahasia import Rahasia
from ..enums import BentukPelimpahan, CaraTtd, PenyediaTtd, VersiEsign
from ..models import Layanan, Permohonan, SetelanTtd
from ..surat.naskah import menunggu, tak_terjawab

BIDANG_RAHASIA = "passphrase"
ISI_RAHASIA = "Masukkan passphrase BSrE Anda."
ULANGI_RAHASIA = (
    "Identitas Anda sudah dipastikan. Sekarang masukkan passphrase BSrE Anda; ia tidak ikut disimpan tadi."
)


class WaktuForm(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class RekamBasahForm(forms.Form):
    """What comes back with the signed paper."""

    pindaian = BidangBerkas(label="Pindaian surat yang sudah ditandatangani", help_text="PDF, JPG, atau PNG.")
    ditandatangani_pada = forms.DateTimeField(label="Ditandatangani pada", widget=WaktuForm)
    distempel_oleh = forms.CharField(label="Distempel oleh", max_length=120)
    distempel_pada = forms.DateTimeField(label="Distempel pada", widget=WaktuForm)


class PelimpahanForm(forms.Form):
    penerima = forms.ModelChoiceField(
        label="Pejabat yang menerima", queryset=Pengguna.objects.none(), to_field_name="uuid"
    )
    bentuk = forms.ChoiceField(
        label="Menandatangani", choices=BentukPelimpahan,
        help_text="a.n.: langsung di bawah nama kepala. u.b.: di bawah nama sekretaris.",
    )  # fmt: skip
    layanan = forms.MultipleChoiceField(
        label="Layanan",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kosongkan untuk semua layanan.",
    )
    nomor_sk = forms.CharField(label="Nomor surat pelimpahan", max_length=100)
    mulai = BidangTanggal(label="Mulai")
    selesai = BidangTanggal(label="Sampai")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        penerima = self.fields["penerima"]
        assert isinstance(penerima, forms.ModelChoiceField)
        penerima.queryset = Pengguna.objects.berhak(Hak.PERMOHONAN_TANDATANGAN).order_by("nama")
        self.fields["layanan"].choices = _pilihan_layanan()  # type: ignore[attr-defined]


def _pilihan_layanan() -> list[tuple[str, str]]:
    semua = Layanan.objects.terkini().filter(perlu_ttd=True).order_by("urutan", "kode")
    return [(kode, f"{nama} ({kode})") for kode, nama in semua.values_list("kode", "nama")]


class SetelanTtdForm(forms.Form):
    kelompok = [
        ("Tanda tangan elektronik", ["cara_bawaan", "penyedia"]),
        ("BSrE eSign Client", ["alamat", "versi", "nama_pengguna", "sandi", "batas_waktu", "akar_pem"]),
        ("Tanda tangan basah", ["layanan_basah"]),
    ]

    cara_bawaan = forms.ChoiceField(label="Cara bawaan", choices=CaraTtd)
    layanan_basah = forms.MultipleChoiceField(
        label="Selalu tanda tangan basah", required=False, widget=forms.CheckboxSelectMultiple
    )
    penyedia = forms.ChoiceField(label="Penyedia", choices=PenyediaTtd)
    alamat = forms.CharField(
        label="Alamat eSign Client", max_length=200, required=False, help_text="https://esign.kabupaten.go.id"
    )
    versi = forms.ChoiceField(
        label="Versi API eSign Client", choices=VersiEsign, initial=VersiEsign.DUA, required=False,
        help_text="Tanyakan kepada admin TTE kabupaten; eSign Client 2.x memakai versi 2.",
    )  # fmt: skip
    nama_pengguna = forms.CharField(label="Nama pengguna eSign Client", max_length=80, required=False)
    sandi = forms.CharField(
        label="Sandi eSign Client", max_length=200, required=False, help_text="Kosongkan bila tidak berubah. Disimpan tersandi.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    batas_waktu = forms.IntegerField(label="Batas waktu jawaban (detik)", min_value=3, max_value=120)
    akar_pem = forms.CharField(
        label="Sertifikat akar yang dipercaya (PEM)", required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Rantai akar BSrE. Tetap dipercaya walau penyedia berganti.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["layanan_basah"].choices = _pilihan_layanan()  # type: ignore[attr-defined]


class NikPenandaForm(forms.Form):
    pengguna = forms.ModelChoiceField(
        label="Penanda tangan", queryset=Pengguna.objects.none(), to_field_name="uuid"
    )
    nik = BidangNIK(label="NIK di BSrE")

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        pengguna = self.fields["pengguna"]
        assert isinstance(pengguna, forms.ModelChoiceField)
        pengguna.queryset = Pengguna.objects.berhak(Hak.PERMOHONAN_TANDATANGAN).order_by("nama")


class TandaTanganForm(forms.Form):
    """What a signature asks on the work screen: nothing with the local authority, the passphrase with BSrE.

    The passphrase is never written back into the page.
    """

    def __init__(self, *args: Any, permohonan: Permohonan, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.setelan = SetelanTtd.kini()
        self.menyusul = False
        if self.setelan.penyedia != PenyediaTtd.BSRE:
            return
        ada = BIDANG_RAHASIA in self.data or not self.is_bound
        self.fields[BIDANG_RAHASIA] = forms.CharField(
            label="Passphrase BSrE",
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            help_text="Dipakai sekali untuk surat ini dan tidak disimpan.",
            error_messages={"required": ISI_RAHASIA if ada else ULANGI_RAHASIA},
        )
        naskah = menunggu(permohonan)
        if naskah is not None and tak_terjawab(naskah):
            self.fields["ulangi"] = forms.BooleanField(
                label=f"Kirim ulang surat yang sama dengan nomor {naskah.nomor}",
                help_text="Pengiriman yang lalu tidak terjawab. Tidak akan ada dua surat.",
            )

    def sandi_dulu(self) -> None:
        """The password will be asked first: a passphrase typed now would be typed twice."""
        self.menyusul = self.fields.pop(BIDANG_RAHASIA, None) is not None

    def rahasia(self) -> Rahasia | None:
        isi = self.cleaned_data.get(BIDANG_RAHASIA)
        return Rahasia(isi) if isi else None
