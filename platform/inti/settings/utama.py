"""Settings of every process: web, worker, provisioning worker, beat, command line (SPBE_PROSES says which)."""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONE, SELF

from inti.settings.lingkungan import AKAR, DATA, basis_data, benar, teks

# -- who we are -------------------------------------------------------------------------------------------------------

SPBE_PROSES = teks("SPBE_PROSES", "cli")
SPBE_UJI = False
SPBE_DEMO = benar("SPBE_DEMO")
SPBE_DATA = DATA
SPBE_DOMAIN = teks("SPBE_DOMAIN", "tanahbumbukab.localhost")
SPBE_SKEMA_URL = teks("SPBE_SKEMA_URL", "http" if SPBE_DOMAIN.endswith("localhost") else "https")
SPBE_PORT_LUAR = teks("SPBE_PORT_LUAR")
SPBE_KABUPATEN = teks("SPBE_KABUPATEN", "Kabupaten Tanah Bumbu")
SPBE_IBU_KOTA = teks("SPBE_IBU_KOTA", "Batulicin")  # where decisions of the Bupati and Sekda are made
SPBE_DOMAIN_SUREL = teks("SPBE_DOMAIN_SUREL", "tanahbumbukab.go.id")
SPBE_KONTAK = teks("SPBE_KONTAK", "Dinas Komunikasi dan Informatika, diskominfo@tanahbumbukab.go.id")
SPBE_TEMA = {
    "utama": teks("SPBE_WARNA_UTAMA", "#0f5c63"),
    "aksen": teks("SPBE_WARNA_AKSEN", "#c98a1b"),
    "lambang": "",
}
SPBE_MFA_WAJIB = benar("SPBE_MFA_WAJIB", not SPBE_DEMO)
SPBE_UNGGAH_MAKS = 10 * 1024 * 1024
SPBE_PERMINTAAN_MAKS = 64 * 1024 * 1024  # several uploads in one form
SPBE_TENGGAT_REKOMENDASI = int(teks("SPBE_TENGGAT_REKOMENDASI", "5"))  # working days of the walidata
SPBE_ESKALASI_REKOMENDASI = int(
    teks("SPBE_ESKALASI_REKOMENDASI", "2")
)  # working days late, until the deciders are told
SPBE_TENGGAT_KEPUTUSAN = int(teks("SPBE_TENGGAT_KEPUTUSAN", "5"))  # working days of Sekda or Bupati
SPBE_PG_DUMP = teks("SPBE_PG_DUMP")  # "": the one of the wheel, else the system's
SPBE_KONEKSI_PER_INSTANSI = int(teks("SPBE_KONEKSI_PER_INSTANSI", "40"))

# -- secrets ----------------------------------------------------------------------------------------------------------

SECRET_KEY = teks("SPBE_KUNCI_RAHASIA")
SPBE_KUNCI_LOGIN = teks("SPBE_KUNCI_LOGIN")
SPBE_KUNCI_DATA = teks("SPBE_KUNCI_DATA")
SPBE_SANDI_PEMILIK = teks("SPBE_SANDI_PEMILIK")

# -- Django -----------------------------------------------------------------------------------------------------------

DEBUG = False
ALLOWED_HOSTS = [SPBE_DOMAIN, f".{SPBE_DOMAIN}"]
WSGI_APPLICATION = "inti.wsgi.application"
ROOT_URLCONF = "inti.urls.portal"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = [
    *("security.W004", "security.W008", "security.W021"),  # TLS ends at the proxy
    "security.W019",  # a page shows its own PDF in a frame: SAMEORIGIN
]

APLIKASI_BERSAMA_KEDUANYA = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "inti.akun",  # before allauth: its templates take precedence
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "inti.audit",
    "inti.berkas",
    "inti.notifikasi",
    "inti.tugas",
]
SHARED_APPS = [
    *APLIKASI_BERSAMA_KEDUANYA,
    "tenants",
    "monitoring_center.dasbor",
    "monitoring_center.walidata.gerbang",
    "monitoring_center.walidata.katalog",
    "monitoring_center.walidata.prosedur",
]
APLIKASI_LAYANAN = [
    "layanan",
    "layanan.katalog",
    "layanan.antrian",
    "layanan.daring",
    "layanan.serah",
    "layanan.skm",
    "layanan.pengaduan",
    "layanan.gangguan",
    "layanan.laporan",
    "layanan.api",
    "layanan.arsip",
]
TENANT_APPS = [
    *APLIKASI_BERSAMA_KEDUANYA,
    "monitoring_center.walidata.dataset",  # its part of /api/v1/ stands before the end of the API's own
    *APLIKASI_LAYANAN,
    "monitoring_center.agregasi",
]
INSTALLED_APPS = [
    "inti",
    "inti.db",
    "django_tenants",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "drf_spectacular",
    "inti.ui",
    "monitoring_center",
    "spbe",
    *SHARED_APPS,
    *[a for a in TENANT_APPS if a not in SHARED_APPS],
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "inti.middleware.SitusMiddleware",
    "inti.audit.konteks.AsalMiddleware",
    "monitoring_center.agregasi.middleware.LipatMiddleware",
    "csp.middleware.CSPMiddleware",
    "inti.middleware.SesiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "inti.middleware.GalatMiddleware",
    "layanan.serah.middleware.PembukaanMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "inti.middleware.WajibMasukMiddleware",
    "inti.akun.middleware.PenjagaAkunMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inti.ui.konteks.ui",
            ],
            "builtins": ["inti.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "inti.ui.formulir.PerenderFormulir"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# -- database and cache -----------------------------------------------------------------------------------------------

DATABASES = {
    "default": {
        "ENGINE": "inti.db.backend",
        **basis_data(teks("DATABASE_URL", "postgresql://127.0.0.1:5432/spbe")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {  # a server that is gone is noticed within seconds, not minutes
            "connect_timeout": 5,
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 10_000,
        },
    }
}
DATABASE_ROUTERS = ["inti.db.router.RuteSkema"]
TENANT_SYNC_ROUTER = "inti.db.router.RuteSkema"
TENANT_MODEL = "tenants.Instansi"
TENANT_DOMAIN_MODEL = "tenants.Domain"
REDIS_URL = teks("REDIS_URL", "redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "inti.cache.RedisAtauLokal",
        "LOCATION": REDIS_URL,
        "KEY_FUNCTION": "inti.cache.kunci",
        "KEY_PREFIX": "spbe",
        "OPTIONS": {"socket_timeout": 1.0, "socket_connect_timeout": 0.5, "serializer": "inti.cache.Json"},
    }
}

# -- Celery -----------------------------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 5.0,
    "socket_connect_timeout": 1.0,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "umum"
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 1800
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sapu": {"task": "inti.sapu", "schedule": 15.0},
    "agregasi": {"task": "agregasi.sapu", "schedule": 60.0, "options": {"queue": "agregasi"}},
    "login": {"task": "inti.segarkan_login", "schedule": 600.0, "options": {"queue": "penyediaan"}},
    "isolasi": {
        "task": "inti.isolasi",
        "schedule": crontab(hour=18, minute=10),
        "options": {"queue": "penyediaan"},
    },
    "berkala": {"task": "inti.berkala", "schedule": crontab(minute="*/5")},
    "harian": {"task": "inti.harian", "schedule": crontab(hour=19, minute=30)},  # 03.30 WITA
    "instansi": {"task": "tenants.aktifkan_yang_lewat", "schedule": crontab(minute=5)},
}
CELERY_IMPORTS = ["monitoring_center.agregasi.celery", "tenants.celery"]
CELERY_TIMEZONE = "UTC"

# -- people -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "akun.Pengguna"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "inti.akun.sandi.CukupPanjang", "OPTIONS": {"min_length": 12}},
    {"NAME": "inti.akun.sandi.TidakUmum"},
    {"NAME": "inti.akun.sandi.TidakMiripDiri"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "inti.akun.adaptor.AdaptorAkun"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "surel"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # only invited people have an account
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "inti.akun.formulir_masuk.FormMasuk",
    "reauthenticate": "inti.akun.formulir_masuk.FormAutentikasiUlang",
    "change_password": "inti.akun.formulir_masuk.FormUbahSandi",
    "set_password": "inti.akun.formulir_masuk.FormBuatSandi",
    "reset_password": "inti.akun.formulir_masuk.FormLupaSandi",
    "reset_password_from_key": "inti.akun.formulir_masuk.FormSandiBaru",
}
MFA_ADAPTER = "inti.akun.adaptor.AdaptorMFA"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1
ALLAUTH_TRUSTED_PROXY_COUNT = int(teks("SPBE_PROKSI", "0"))  # 1 behind the production proxy
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "inti.akun.formulir_masuk.FormKode",
    "reauthenticate": "inti.akun.formulir_masuk.FormKodeUlang",
    "activate_totp": "inti.akun.formulir_masuk.FormPasangKode",
}
SPBE_SESI_DIAM = 2 * 3600  # seconds without a request after which a session ends
SESSION_ENGINE = "inti.akun.sesi"
SESSION_COOKIE_NAME = "__Host-spbe_sesi" if SPBE_SKEMA_URL == "https" else "spbe_sesi"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SPBE_SKEMA_URL == "https"
CSRF_COOKIE_HTTPONLY = True
# No CSRF_TRUSTED_ORIGINS: a sibling subdomain is a stranger. Over https the __Host- prefix keeps it from planting a cookie.
CSRF_COOKIE_NAME = "__Host-spbe_csrf" if SPBE_SKEMA_URL == "https" else "spbe_csrf"

# -- pages ------------------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Makassar"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA / "tanpa-media"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}

# -- mail and log -----------------------------------------------------------------------------------------------------

EMAIL_BACKEND = teks(
    "SPBE_EMAIL_BACKEND",
    "django.core.mail.backends.filebased.EmailBackend"
    if SPBE_DEMO
    else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = DATA / "surel"
EMAIL_HOST = teks("SPBE_SMTP_HOST", "localhost")
EMAIL_PORT = int(teks("SPBE_SMTP_PORT", "25"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = teks("SPBE_SUREL_PENGIRIM", f"tidak-dibalas@{SPBE_DOMAIN_SUREL}")
SPBE_PESAN = teks("SPBE_PESAN", "berkas")  # WhatsApp/SMS: berkas, konsol, or http (inti.notifikasi.gerbang)
SPBE_PESAN_URL = teks("SPBE_PESAN_URL")
SPBE_PESAN_TOKEN = teks("SPBE_PESAN_TOKEN")
SPBE_WEBHOOK_HOST = [
    h for h in teks("SPBE_WEBHOOK_HOST").split(",") if h
]  # inside hosts that webhooks may reach
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"baris": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"rahasia": {"()": "inti.catatan.TanpaRahasia"}},
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris", "filters": ["rahasia"]}},
    "root": {"handlers": ["konsol"], "level": teks("SPBE_LOG", "WARNING")},
}

BERKAS_AKAR: Path = DATA / "berkas"
AKAR_PROYEK = AKAR
