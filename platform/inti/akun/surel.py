"""Official e-mail addresses: staff sign in with an address of the government (Perbup Tanah Bumbu 25/2019 Ps
14(7))."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from inti.akun.hak import PERAN_SUREL_RESMI
from inti.errors import MasukanSalah
from inti.situs import situs_kini


def rapikan_surel(surel: str) -> str:
    """Lower case, without blanks; raises MasukanSalah when it is no address."""
    rapi = surel.strip().lower()
    try:
        validate_email(rapi)
    except ValidationError as galat:
        raise MasukanSalah(
            "Alamat surel tidak sah.",
            bidang={"surel": "Tulis alamat surel lengkap, misalnya nama@contoh.go.id."},
        ) from galat
    return rapi


def domain_resmi() -> list[str]:
    """Domains that count here: that of the instansi and that of the kabupaten."""
    situs = situs_kini()
    milik = situs.instansi.domain_email if situs and situs.instansi else ""
    return [d.lower().lstrip("@") for d in (milik, settings.SPBE_DOMAIN_SUREL) if d]


def surel_resmi(surel: str) -> bool:
    domain = surel.rpartition("@")[2].lower()
    return any(domain == d or domain.endswith(f".{d}") for d in domain_resmi())


def periksa_surel_peran(surel: str, peran: str) -> None:
    """Raises MasukanSalah when this role needs an official address and `surel` is none."""
    if peran not in PERAN_SUREL_RESMI or surel_resmi(surel):
        return
    raise MasukanSalah(
        "Pegawai masuk dengan surel resmi pemerintah daerah (Perbup 25/2019 Pasal 14 ayat (7)).",
        bidang={
            "surel": f"Pakai alamat berakhiran @{domain_resmi()[0]}."
            if domain_resmi()
            else "Bukan surel resmi."
        },
    )
