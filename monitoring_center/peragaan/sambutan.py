"""What the console shows when the demonstration is ready."""

from typing import Any

from django.conf import settings
from rich.console import Console

from monitoring_center.peragaan.orang import SANDI
from tenants.demo import DOMAIN_SUREL_KABUPATEN as KAB

PUBLIK = (
    ("", "Warga dan pers", (("Tanpa akun", ""),)),
    ("diskominfo.", "Diskominfo", (("Administrator", f"admin@diskominfo.{KAB}"),)),
    ("monitoring.", "Monitoring Center", (("Sekda", f"sekda@{KAB}"), ("Bupati", f"bupati@{KAB}"))),
)
JABATAN = (
    ("Front office", "fo"),
    ("Kasi Pelayanan", "kasi-pel"),
    ("Sekretaris Camat", "sekcam"),
    ("Camat", "camat"),
    ("Administrator", "admin"),
    ("Walidata (pengelola data)", "data"),
)


def sambut(semua: list[Any], *, port: int, detik: float, konsol: Console | None = None) -> None:
    """Addresses and log-ins of the demonstration, whole lines also on a narrow terminal: they are there to be copied."""
    konsol = konsol or Console()
    domain = f"{settings.SPBE_DOMAIN}:{port}"
    contoh = next((i for i in semua if i.slug == "batulicin"), semua[0])
    akun = tuple((siapa, f"{nama}@{contoh.domain_email}") for siapa, nama in JABATAN)
    konsol.print(f"[bold]Siap dalam {detik:.0f} detik.[/bold] Kata sandi semua akun: [bold]{SANDI}[/bold]")
    for awalan, nama, orang in (*PUBLIK, (f"{contoh.slug}.", contoh.nama, akun)):
        konsol.print(f"\n[bold]{nama}[/bold]")
        konsol.print(f"  http://{awalan}{domain}", soft_wrap=True)
        for siapa, surel in orang:
            konsol.print(f"  {siapa:26}{surel}", highlight=False, soft_wrap=True)
    konsol.print(f"\n{len(semua)} instansi: ganti “{contoh.slug}” dengan", end=" ")
    konsol.print(", ".join(i.slug for i in semua if i is not contoh) + ".", highlight=False)
    konsol.print("Ctrl-C menghentikan semuanya.")
