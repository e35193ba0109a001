"""Settings of the tests. `tests/peladen.py` has started PostgreSQL and Redis before this is read."""

import os
import tempfile
from pathlib import Path

from inti.settings.utama import *  # noqa: F403
from inti.settings.utama import DATABASES, MIDDLEWARE, STORAGES

SPBE_UJI = True
SPBE_MFA_WAJIB = False
SPBE_DOMAIN = "kab.localhost"
SPBE_DOMAIN_SUREL = "kab.go.id"
ALLOWED_HOSTS = [SPBE_DOMAIN, f".{SPBE_DOMAIN}", "testserver"]
SECRET_KEY = "hanya-untuk-uji-" + "0" * 40
SPBE_KUNCI_LOGIN = "kunci-login-hanya-untuk-uji-0123456789"
SPBE_KUNCI_DATA = "kunci-data-hanya-untuk-uji-0123456789"
SPBE_SANDI_PEMILIK = "sandi-pemilik-uji"
SPBE_DATA = Path(tempfile.gettempdir()) / f"spbe-uji-{os.getpid()}"
BERKAS_AKAR = SPBE_DATA / "berkas"

DATABASES["default"]["ENGINE"] = "inti.db.backend_uji"
DATABASES["default"]["USER"] = os.environ.get("SPBE_UJI_SUPERUSER", "")
DATABASES["default"]["PASSWORD"] = os.environ.get("SPBE_UJI_SANDI", "")
MIDDLEWARE = [
    "tests.penjaga.GetTidakMenulis",
    *(m for m in MIDDLEWARE if not m.startswith("whitenoise.")),
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
SPBE_PESAN = "memori"
CELERY_TASK_ALWAYS_EAGER = False
CELERY_BROKER_URL = "memory://"
