"""Words of an outage."""

from django.db.models import TextChoices


class Sebab(TextChoices):
    LISTRIK = "listrik", "Listrik padam"
    JARINGAN = "jaringan", "Jaringan atau internet putus"
    PERANGKAT = "perangkat", "Perangkat rusak"
    APLIKASI = "aplikasi", "Aplikasi tidak dapat dibuka"
    BENCANA = "bencana", "Bencana"
    LAIN = "lain", "Lainnya"


class KeadaanRegistrasi(TextChoices):
    DIPESAN = "dipesan", "Belum dijelaskan"
    TERPAKAI = "terpakai", "Terpakai"
    BATAL = "batal", "Batal"
    HILANG = "hilang", "Hilang"
