"""allauth's forms, in plain Indonesian (ACCOUNT_FORMS, MFA_FORMS)."""

from typing import Any

from allauth.account import forms as akun
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

LABEL = {
    "login": "Surel",
    "email": "Surel",
    "password": "Kata sandi",
    "oldpassword": "Kata sandi sekarang",
    "password1": "Kata sandi baru",
    "password2": "Ulangi kata sandi baru",
    "code": "Kode",
}
BANTUAN = {
    "password1": "Sedikitnya 12 huruf. Kalimat yang mudah Anda ingat lebih baik daripada kata yang rumit.",
    "code": "Enam angka dari aplikasi autentikator, atau salah satu kode pemulihan.",
}


class Indonesia(forms.Form):
    """Labels and help from the tables above; no placeholders, which vanish while typing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama, bidang in self.fields.items():
            bidang.widget.attrs.pop("placeholder", None)
            bidang.label = LABEL.get(nama, bidang.label)
            bidang.help_text = BANTUAN.get(nama, "")
        if "code" in self.fields:
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": 12, "autofocus": True}

    def clean(self) -> Any:
        isi = super().clean()
        baru = self.cleaned_data.get("password1")
        if "password2" in self.errors and baru and self.data.get("password2") != baru:
            self.errors["password2"] = self.error_class(["Kedua kata sandi tidak sama."])
        return isi


class FormMasuk(Indonesia, akun.LoginForm):
    pass


class FormAutentikasiUlang(Indonesia, akun.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.attrs["autofocus"] = True  # the only thing to do on its page


class FormUbahSandi(Indonesia, akun.ChangePasswordForm):
    pass


class FormBuatSandi(Indonesia, akun.SetPasswordForm):
    pass


class FormLupaSandi(Indonesia, akun.ResetPasswordForm):
    pass


class FormSandiBaru(Indonesia, akun.ResetPasswordKeyForm):
    pass


class FormKode(Indonesia, mfa.AuthenticateForm):
    pass


class FormKodeUlang(Indonesia, mfa.ReauthenticateForm):
    pass


class FormPasangKode(Indonesia, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Enam angka yang sekarang tampil di aplikasi autentikator."
