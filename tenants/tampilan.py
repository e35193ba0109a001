"""Small values for the screens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chip:
    """What `{% chip %}` draws."""

    label: str
    nada: str = "netral"
    ikon: str = ""
