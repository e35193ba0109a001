from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "layanan.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        from layanan import kabar, musnah

        from . import skema_token  # noqa: F401  (drf-spectacular finds the extension by its import)
        from .actions import lupakan_kiriman, siarkan
        from .models import Kiriman, KunciIdempoten, Langganan

        kabar.daftarkan_langkah(siarkan)
        musnah.daftarkan(Kiriman, kosongkan=lupakan_kiriman)
        musnah.kecualikan(KunciIdempoten, sebab="dibuang sesudah dua hari")
        musnah.kecualikan(Langganan, sebab="kunci aplikasi, bukan data orang")
