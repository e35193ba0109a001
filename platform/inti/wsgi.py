"""WSGI entry point. There is no ASGI one on purpose: the database login belongs to the thread.

Refuses to start with settings under which isolation would not hold.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inti.settings.utama")
application = get_wsgi_application()

from inti.db.checks import tolak_setelan_berbahaya  # noqa: E402  (needs the apps that the line above loads)

tolak_setelan_berbahaya()
