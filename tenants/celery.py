"""Beat: re-open instansi whose suspension has ended."""

from inti.celery import app
from inti.db import sebagai
from inti.db.login import LOGIN_DISKOMINFO
from inti.situs import DISKOMINFO, pada_situs, situs_publik


@app.task(name="tenants.aktifkan_yang_lewat")
def aktifkan_yang_lewat() -> int:
    from tenants.actions import aktifkan_yang_lewat

    with pada_situs(situs_publik(DISKOMINFO)), sebagai(LOGIN_DISKOMINFO):
        return len(aktifkan_yang_lewat())
