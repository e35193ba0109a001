"""Registering an instansi: everything that people can get wrong is named field by field."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Q

from inti.akun.hak import Hak
from inti.audit import catat
from inti.errors import MasukanSalah, TidakBerhak
from tenants.enums import (
    POLA_DOMAIN,
    POLA_KODE,
    POLA_SLUG,
    POLA_WILAYAH,
    POLA_WILAYAH_KECAMATAN,
    SLUG_TERLARANG,
    JenisInstansi,
    ZonaWaktu,
)
from tenants.models import Domain, Instansi, nama_skema

KUNCI_KOP = ("pemerintah", "nama", "alamat", "telepon", "surel", "laman")


def daftarkan_instansi(
    *,
    nama: str,
    jenis: str,
    kode: str,
    slug: str,
    kode_wilayah: str,
    oleh: Any,
    domain: str = "",
    domain_email: str = "",
    kop: dict[str, str] | None = None,
    zona_waktu: str = ZonaWaktu.WITA,
) -> Instansi:
    """Register a draf instansi and reserve its domain. Nobody can open it before it is provisioned.

    Args:
        domain: host name that links show; `<slug>.<domain of the kabupaten>` always works as well.
        domain_email: official e-mail domain of its staff (Perbup Tanah Bumbu 25/2019 Ps 14(7)).
        kop: letterhead with the keys of KUNCI_KOP.

    Raises:
        MasukanSalah: `bidang` says which field is wrong or taken.
    """
    if oleh is not None and not oleh.punya(Hak.INSTANSI_KELOLA):
        raise TidakBerhak("Anda tidak berhak mendaftarkan instansi.")
    slug, kode, nama = slug.strip().lower(), kode.strip().upper(), " ".join(nama.split())
    baku = f"{slug}.{settings.SPBE_DOMAIN}"
    domain = domain.strip().lower().rstrip(".") or baku
    domain_email = domain_email.strip().lower().removeprefix("@")
    salah = (
        _periksa_nama_jenis(nama, jenis, zona_waktu)
        | _periksa_slug(slug)
        | _periksa_kode(kode, kode_wilayah, jenis)
        | _periksa_domain("" if domain == baku else domain)
        | _periksa_domain_email(domain_email)
    )
    semua_domain = list(dict.fromkeys([domain, baku]))
    salah = _periksa_terpakai(slug, kode, semua_domain) | salah
    if salah:
        raise MasukanSalah("Instansi belum dapat didaftarkan; perbaiki isian yang ditandai.", bidang=salah)
    instansi = Instansi(
        schema_name=nama_skema(slug),
        nama=nama,
        jenis=jenis,
        kode=kode,
        kode_wilayah=kode_wilayah,
        slug=slug,
        domain_email=domain_email,
        kop=_kop(kop, nama),
        zona_waktu=zona_waktu,
    )
    return _simpan(instansi, semua_domain, oleh)


def _simpan(instansi: Instansi, semua_domain: list[str], oleh: Any) -> Instansi:
    """Write it; the database decides when two people register the same one at the same moment."""
    try:
        with transaction.atomic():
            # Not save(): TenantMixin's would look for the name a second time and send a signal to nobody.
            Instansi.objects.bulk_create([instansi])
            Domain.objects.bulk_create(
                Domain(domain=d, tenant=instansi, is_primary=(n == 0)) for n, d in enumerate(semua_domain)
            )
            catat(
                "instansi.daftarkan",
                instansi,
                oleh=oleh,
                slug=instansi.slug,
                domain=semua_domain[0],
                nama=instansi.nama,
            )
    except (IntegrityError, ValidationError):
        bentrok = _periksa_terpakai(instansi.slug, instansi.kode, semua_domain)
        raise MasukanSalah("Isian ini baru saja dipakai orang lain.", bidang=bentrok) from None
    return instansi


def _kop(kop: dict[str, str] | None, nama: str) -> dict[str, str]:
    isi = {k: str((kop or {}).get(k, "")).strip() for k in KUNCI_KOP}
    return isi | {"nama": isi["nama"] or nama}


def _periksa_nama_jenis(nama: str, jenis: str, zona_waktu: str) -> dict[str, str]:
    salah = {}
    if not 3 <= len(nama) <= 150:
        salah["nama"] = "Nama instansi terdiri dari 3 sampai 150 huruf."
    if jenis not in JenisInstansi.values:
        salah["jenis"] = "Pilih kecamatan atau SKPD."
    if zona_waktu not in ZonaWaktu.values:
        salah["zona_waktu"] = "Pilih WIB, WITA, atau WIT."
    return salah


def _periksa_slug(slug: str) -> dict[str, str]:
    if not re.fullmatch(POLA_SLUG, slug) or slug.endswith("-") or "--" in slug:
        return {
            "slug": "Alamat singkat terdiri dari 2 sampai 31 huruf kecil, angka, atau tanda hubung tunggal, dan diawali "
            "huruf. Contoh: kusan-hilir."
        }
    if slug in SLUG_TERLARANG:
        return {"slug": f"Alamat “{slug}” dipakai oleh sistem kabupaten. Pilih yang lain."}
    return {}


def _periksa_kode(kode: str, kode_wilayah: str, jenis: str) -> dict[str, str]:
    salah = {}
    if not re.fullmatch(POLA_KODE, kode):
        salah["kode"] = "Kode terdiri dari 2 sampai 40 angka, huruf besar, titik, atau tanda hubung."
    if jenis == JenisInstansi.KECAMATAN and not re.fullmatch(POLA_WILAYAH_KECAMATAN, kode_wilayah):
        salah["kode_wilayah"] = "Kode wilayah kecamatan ditulis seperti 63.10.01 (kode Kemendagri)."
    elif not re.fullmatch(POLA_WILAYAH, kode_wilayah):
        salah["kode_wilayah"] = "Kode wilayah ditulis seperti 63.10 atau 63.10.01 (kode Kemendagri)."
    return salah


def _periksa_domain(domain: str) -> dict[str, str]:
    induk = settings.SPBE_DOMAIN
    if not domain:
        return {}
    if not re.fullmatch(POLA_DOMAIN, domain):
        contoh = f"kantor.{induk}"
        return {"domain": f"Domain ditulis seperti {contoh}, tanpa https:// dan tanpa garis miring."}
    if not domain.endswith(f".{induk}"):
        # Perbup Tanah Bumbu 25/2019 Ps 14(5): a subdomain belongs under the domain of the kabupaten.
        return {"domain": f"Domain harus berada di bawah {induk} (Perbup 25/2019 Pasal 14 ayat (5))."}
    if domain.removesuffix(f".{induk}") in SLUG_TERLARANG:
        return {"domain": f"Domain {domain} dipakai oleh sistem kabupaten."}
    return {}


def _periksa_domain_email(domain: str) -> dict[str, str]:
    if not domain:
        return {}
    try:
        validate_email(f"nama@{domain}")
    except ValidationError:
        return {"domain_email": "Domain surel ditulis seperti batulicin.tanahbumbukab.go.id."}
    return {}


def _periksa_terpakai(slug: str, kode: str, domain: list[str]) -> dict[str, str]:
    """Which of these belong to an instansi already."""
    salah = {}
    skema = nama_skema(slug)
    for lain in Instansi.objects.filter(Q(slug=slug) | Q(schema_name__iexact=skema) | Q(kode=kode)).order_by(
        "pk"
    ):
        if lain.slug == slug:
            salah["slug"] = f"Alamat “{slug}” sudah dipakai {lain.nama}."
        elif lain.schema_name == skema:
            salah["slug"] = f"Alamat “{slug}” terlalu mirip dengan milik {lain.nama}."
        if lain.kode == kode:
            salah["kode"] = f"Kode {kode} sudah dipakai {lain.nama}."
    if "slug" in salah:  # its own domain goes with it and needs no complaint of its own
        domain = [d for d in domain if d != f"{slug}.{settings.SPBE_DOMAIN}"]
    if baris := Domain.objects.filter(domain__in=domain).select_related("tenant").first():
        salah["domain"] = f"Domain {baris.domain} sudah dipakai {baris.tenant.nama}."
    return salah
