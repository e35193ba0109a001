"""The instansi of the demonstration: Kabupaten Tanah Bumbu with its twelve kecamatan and six SKPD.

Names and codes are real (Kepmendagri 300.2.2-2430/2025); street addresses and telephone numbers are made up.
"""

from typing import Any

from tenants.enums import JenisInstansi, ZonaWaktu
from tenants.wilayah import Wilayah, kecamatan_di

KODE_KABUPATEN = "63.10"
NAMA_KABUPATEN = "Kabupaten Tanah Bumbu"
DOMAIN_SUREL_KABUPATEN = "tanahbumbukab.go.id"
PEMERINTAH = "PEMERINTAH KABUPATEN TANAH BUMBU"

# People write Batulicin; the code list writes "Batu Licin".
_SLUG_BIASA = {"63.10.01": "batulicin"}
_NAMA_BIASA = {"63.10.01": "Batulicin"}
_IBU_KOTA = {
    "63.10.01": "Batulicin",
    "63.10.02": "Pagatan",
    "63.10.03": "Sebamban",
    "63.10.04": "Sungai Danau",
    "63.10.05": "Lasung",
    "63.10.06": "Simpang Empat",
    "63.10.07": "Karang Bintang",
    "63.10.08": "Mantewe",
    "63.10.09": "Angsana",
    "63.10.10": "Giri Mulya",
    "63.10.11": "Saring Sungai Binjai",
    "63.10.12": "Teluk Kepayang",
}

# Codes of urusan as in Permendagri 90/2019; Diskominfo itself is the host `diskominfo`.
_SKPD = (
    ("dinkes", "1.02.0.00.0.00.01.0000", "Dinas Kesehatan"),
    ("disdik", "1.01.0.00.0.00.01.0000", "Dinas Pendidikan dan Kebudayaan"),
    ("disdukcapil", "2.12.0.00.0.00.01.0000", "Dinas Kependudukan dan Pencatatan Sipil"),
    ("dinsos", "1.06.0.00.0.00.01.0000", "Dinas Sosial"),
    ("dpmptsp", "2.18.0.00.0.00.01.0000", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu"),
    ("dinaspmd", "2.13.0.00.0.00.01.0000", "Dinas Pemberdayaan Masyarakat dan Desa"),
)


def instansi_demo() -> list[dict[str, Any]]:
    """Keyword arguments of `daftarkan_instansi` (without `oleh`) for the 12 kecamatan and 6 SKPD."""
    kecamatan = [_kecamatan(w, nomor) for nomor, w in enumerate(kecamatan_di(KODE_KABUPATEN), 1)]
    return kecamatan + [_skpd(slug, kode, nama, nomor) for nomor, (slug, kode, nama) in enumerate(_SKPD, 1)]


def _kecamatan(w: Wilayah, nomor: int) -> dict[str, Any]:
    nama = _NAMA_BIASA.get(w.kode, w.nama)
    slug = _SLUG_BIASA.get(w.kode, w.nama.lower().replace(" ", "-"))
    return _isian(
        nama=f"Kecamatan {nama}",
        jenis=JenisInstansi.KECAMATAN,
        kode=w.kode,
        kode_wilayah=w.kode,
        slug=slug,
        alamat=f"Jalan Raya {_IBU_KOTA[w.kode]} Nomor {nomor}",
        telepon=f"(0518) 70{nomor:02d}1",
    )


def _skpd(slug: str, kode: str, nama: str, nomor: int) -> dict[str, Any]:
    return _isian(
        nama=nama,
        jenis=JenisInstansi.SKPD,
        kode=kode,
        kode_wilayah=KODE_KABUPATEN,
        slug=slug,
        alamat=f"Jalan Dharma Praja Nomor {nomor}, Gunung Tinggi, Batulicin",
        telepon=f"(0518) 60{nomor:02d}1",
    )


def _isian(*, nama: str, slug: str, alamat: str, telepon: str, **lain: Any) -> dict[str, Any]:
    domain_email = f"{slug}.{DOMAIN_SUREL_KABUPATEN}"
    return {
        "nama": nama,
        "slug": slug,
        "domain_email": domain_email,
        "zona_waktu": ZonaWaktu.WITA.value,
        "kop": {
            "pemerintah": PEMERINTAH,
            "nama": nama.upper(),
            "alamat": alamat,
            "telepon": telepon,
            "surel": f"kontak@{domain_email}",
            "laman": domain_email,
        },
        **lain,
    }
