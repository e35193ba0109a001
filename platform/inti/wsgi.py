"""WSGI entry point. There is no ASGI one on purpose: the database login belongs to the thread."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inti.settings.utama")
application = get_wsgi_application()
