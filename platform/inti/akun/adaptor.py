"""How django-allauth behaves here: no open sign-up, Indonesian words, mail through the outbox, everything in
the trail."""

from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from inti.akun.actions.sesi import hapus_sesi
from inti.akun.models import Pengguna
from inti.akun.sesi import KUNCI_PERANGKAT
from inti.audit import catat
from inti.audit.konteks import asal_dari
from inti.kripto import buka_sandi, sandikan
from inti.notifikasi.actions import kirim_surel_templat, nama_situs, tautan_mutlak
from inti.situs import DISKOMINFO, MONITORING, alamat, situs_kini

KUNCI_MASUK_SEBELUMNYA = "_masuk_sebelumnya"
KONTEKS_MFA = "mfa.authenticator.data"

PESAN = {
    "account/messages/password_changed.txt": "Kata sandi sudah diganti.",
    "account/messages/password_set.txt": "Kata sandi sudah dibuat.",
    "account/messages/logged_out.txt": "Anda sudah keluar.",
    "mfa/messages/totp_activated.txt": "Verifikasi dua langkah sudah aktif.",
    "mfa/messages/totp_deactivated.txt": "Verifikasi dua langkah sudah dimatikan.",
    "mfa/messages/recovery_codes_generated.txt": "Kode pemulihan baru sudah dibuat; yang lama mati.",
}
KEJADIAN = {
    "account/email/password_changed": "Kata sandi akun Anda baru saja diganti.",
    "account/email/password_set": "Kata sandi akun Anda baru saja dibuat.",
    "account/email/password_reset": "Kata sandi akun Anda baru saja diatur ulang.",
    "mfa/email/totp_activated": "Verifikasi dua langkah pada akun Anda baru saja diaktifkan.",
    "mfa/email/totp_deactivated": "Verifikasi dua langkah pada akun Anda baru saja dimatikan.",
    "mfa/email/recovery_codes_generated": "Kode pemulihan akun Anda baru saja dibuat ulang.",
}
KODE_AUDIT = {
    "mfa/email/totp_activated": "akun.mfa_diaktifkan",
    "mfa/email/totp_deactivated": "akun.mfa_dimatikan",
}


class AdaptorAkun(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Akun ini nonaktif.",
        "email_password_mismatch": "Surel atau kata sandi tidak cocok.",
        "enter_current_password": "Isi kata sandi Anda yang sekarang.",
        "incorrect_code": "Kode tidak cocok.",
        "incorrect_password": "Kata sandi tidak cocok.",
        "invalid_login": "Surel atau kata sandi tidak cocok.",
        "invalid_or_expired_key": "Tautan ini sudah dipakai atau kedaluwarsa.",
        "invalid_password_reset": "Tautan ini sudah dipakai atau kedaluwarsa.",
        "rate_limited": "Terlalu banyak percobaan. Tunggu beberapa menit.",
        "too_many_login_attempts": "Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Rights come from the administrator (Perbup Tanah Laut 126/2022 Ps 5(1)): by invitation only."""
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def is_safe_url(self, url: str) -> bool:
        """Only pages of this very host: another instansi is somewhere else."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()})

    def login(self, request: HttpRequest, user: Any) -> None:
        sebelumnya = user.last_login
        asal = asal_dari(request)
        super().login(request, user)
        request.session[KUNCI_PERANGKAT] = {"ip": asal.alamat_ip, "agen": asal.agen}
        request.session[KUNCI_MASUK_SEBELUMNYA] = sebelumnya.isoformat() if sebelumnya else ""
        cara = [c["method"] for c in get_authentication_records(request, user)]
        catat("akun.masuk", user, oleh=user, cara=cara)

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            catat("akun.keluar", request.user, oleh=request.user)
        super().logout(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """As allauth's; but people of Diskominfo have no account on the Monitoring Center (`inti.db.baris`)."""
        orang = super().authenticate(request, **credentials)
        situs = situs_kini()
        if (
            orang
            and situs
            and situs.jenis == MONITORING
            and orang.penugasan.filter(peran="diskominfo").exists()
        ):
            raise ValidationError(f"Akun Diskominfo masuk lewat {alamat(DISKOMINFO)}")
        return orang

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        catat("akun.gagal_masuk", None, oleh=None, surel=str(credentials.get("email", ""))[:254])

    def reauthenticate(self, user: Any, password: str) -> bool:
        return self.authenticate(self.request, email=user.surel, password=password) == user

    @transaction.atomic
    def set_password(self, user: Any, password: str) -> None:
        """Set it and end the person's other sessions."""
        user.set_password(password)
        user.save(update_fields=["password"])
        sendiri = self.request.user == user
        hapus_sesi(user, kecuali=self.request.session.session_key or "" if sendiri else "")
        catat("akun.sandi_diubah", user, oleh=user)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        teks = message or PESAN.get(message_template or "")
        if teks:
            messages.add_message(request, level, teks, extra_tags=extra_tags)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix == "account/email/password_reset_key":
            templat, rahasia = "akun/surel/atur_ulang_sandi", True
        elif template_prefix in KEJADIAN:
            templat, rahasia = "akun/surel/keamanan", False
            context = context | {"kejadian": KEJADIAN[template_prefix]}
        else:
            raise ImproperlyConfigured(f"Surel {template_prefix} belum mempunyai templat.")
        kirim_surel_templat(kepada=email, templat=templat, konteks=context, rahasia=rahasia)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        asal = asal_dari(self.request)
        if template_prefix in KODE_AUDIT:
            catat(KODE_AUDIT[template_prefix], user, oleh=user)
        isi = {
            "user": user,
            "pada": timezone.now(),
            "ip": asal.alamat_ip,
            "agen": asal.agen,
            **(context or {}),
        }
        self.send_mail(template_prefix, email or user.surel, isi)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Only to the address on the account, whatever was typed."""
        jalur = urlsplit(
            context["password_reset_url"]
        ).path  # host and port are ours, not those of the request
        tautan = {"password_reset_url": tautan_mutlak(jalur)}
        self.send_mail("account/email/password_reset_key", user.surel, context | tautan)


class AdaptorMFA(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Peran Anda mewajibkan verifikasi dua langkah; tidak dapat dimatikan.",
        "cannot_generate_recovery_codes": "Aktifkan verifikasi dua langkah lebih dahulu.",
        "incorrect_code": "Kode tidak cocok. Pakai kode terbaru dari aplikasi autentikator.",
    }

    def get_totp_issuer(self) -> str:
        return nama_situs()

    def build_totp_svg(self, url: str) -> str:
        return str(segno.make(url, error="m").svg_inline(scale=5, border=2, dark="#000", light="#fff"))

    def encrypt(self, text: str) -> str:
        return sandikan(text, konteks=KONTEKS_MFA)

    def decrypt(self, encrypted_text: str) -> str:
        return buka_sandi(encrypted_text, konteks=KONTEKS_MFA)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not (
            settings.SPBE_MFA_WAJIB
            and isinstance(authenticator.user, Pengguna)
            and authenticator.user.wajib_mfa()
        )
