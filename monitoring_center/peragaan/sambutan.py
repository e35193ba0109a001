"""What the console shows when the demonstration is ready."""

from typing import Any

from django.conf import settings
from rich.console import Console
from rich.table import Table

from monitoring_center.peragaan.orang import SANDI
from tenants.demo import DOMAIN_SUREL_KABUPATEN


def sambut(semua: list[Any], *, port: int, detik: float) -> None:
    """Addresses and log-ins of the demonstration."""
    konsol = Console()
    domain = f"{settings.SPBE_DOMAIN}:{port}"
    contoh = next((i for i in semua if i.slug == "batulicin"), semua[0])
    alamat = f"http://{contoh.slug}.{domain}"
    kab = DOMAIN_SUREL_KABUPATEN
    tabel = Table(
        "Siapa", "Alamat", "Masuk sebagai", title=f"Siap dalam {detik:.0f} detik", title_justify="left"
    )
    tabel.add_row("Warga, pers", f"http://{domain}", "tanpa akun")
    tabel.add_row("Diskominfo", f"http://diskominfo.{domain}", f"admin@diskominfo.{kab}")
    tabel.add_row("Sekda / Bupati", f"http://monitoring.{domain}", f"sekda@{kab} · bupati@{kab}")
    for akun, siapa in (
        ("fo", "Front office"),
        ("kasi-pel", "Kasi Pelayanan"),
        ("sekcam", "Sekretaris Camat"),
        ("camat", "Camat"),
        ("admin", "Administrator"),
    ):
        tabel.add_row(
            f"{siapa} {contoh.nama.removeprefix('Kecamatan ')}", alamat, f"{akun}@{contoh.domain_email}"
        )
    konsol.print(tabel)
    konsol.print(
        f"Kata sandi semua akun: [bold]{SANDI}[/bold]. {len(semua)} instansi: ganti “{contoh.slug}” dengan",
        end=" ",
    )
    konsol.print(", ".join(i.slug for i in semua if i is not contoh) + ".", highlight=False)
    konsol.print("Ctrl-C menghentikan semuanya.")
