"""What all contestants have in common."""

import os

from inti.settings.lingkungan import basis_data

DEBUG = False
SECRET_KEY = "hanya-untuk-ukur-" + "0" * 40
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tenants.ukur.permintaan_peserta.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Makassar"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
LOGGING_CONFIG = None
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": ["'self'"]}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
APLIKASI_HALAMAN = ["django.contrib.contenttypes", "tenants.ukur.permintaan_peserta"]
BASIS_DATA = basis_data(os.environ["DATABASE_URL"])


def middleware(*pencari: str) -> list[str]:
    """The platform's middleware that needs no log-in, the same for all, with what finds the instansi in its place."""
    return [
        "django.middleware.security.SecurityMiddleware",
        *pencari,
        "csp.middleware.CSPMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
