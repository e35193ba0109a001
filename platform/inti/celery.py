"""Celery: only a hint. The outbox in PostgreSQL is the truth (`inti.tasks`)."""

import os
from typing import Any

from celery import Celery, Task
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inti.settings.utama")
app = Celery("spbe")
app.config_from_object("django.conf:settings", namespace="CELERY")


@worker_init.connect
def _tolak_setelan_berbahaya(**kwargs: Any) -> None:
    """A worker with unsafe settings ends at once. (Not a rule of a task: Celery would only log that.)"""
    from django.core.exceptions import ImproperlyConfigured

    from inti.db.checks import tolak_setelan_berbahaya

    try:
        tolak_setelan_berbahaya()
    except ImproperlyConfigured as galat:
        raise SystemExit(f"Pekerja tidak dijalankan.\n{galat}") from galat


class TenantTask(Task):
    """Opens the site's own login in `__call__`, not in a signal handler: Celery swallows errors of those."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from inti import tasks

        kunci = (self.request.headers or {}).get("situs") or getattr(self.request, "situs", None)
        try:
            return tasks.kerjakan(kunci, *args)
        except tasks.InstansiTidakTersedia as galat:
            raise tasks.tolak(galat) from galat


@app.task(base=TenantTask, name="inti.jalankan_tugas", acks_late=True, reject_on_worker_lost=True)
def jalankan_tugas(pk: int) -> bool:
    """Body unused: TenantTask.__call__ runs row `pk` of the site's outbox named in the headers."""
    raise AssertionError("TenantTask.__call__ menangani tugas ini")


@app.task(name="inti.harian")
def harian() -> int:
    """Beat: the daily work of every site."""
    from inti import tasks

    return tasks.titipkan_harian()


@app.task(name="inti.berkala")
def berkala() -> int:
    """Beat: the work that comes every few minutes, on the sites that have some."""
    from inti import tasks

    return tasks.titipkan_berkala()


@app.task(name="inti.segarkan_login", queue="penyediaan")
def segarkan_login() -> int:
    """Beat, as the owner: every login gets its password and settings back, should it have changed its own."""
    from inti.db.hak import segarkan_semua_login

    return segarkan_semua_login()


@app.task(name="inti.isolasi", queue="penyediaan")
def isolasi() -> int:
    """Beat, every night as the owner: the isolation check, whose result Diskominfo sees. Returns the number of leaks."""
    from inti.db import sebagai_pemilik
    from inti.db.isolasi import periksa_katalog, tulis_hasil

    with sebagai_pemilik():
        hasil = periksa_katalog()
    tulis_hasil(hasil)
    return len(hasil.bocor)


@app.task(name="inti.sapu")
def sapu() -> int:
    """Beat: hint rows again whose first hint was lost."""
    from inti import tasks

    return tasks.sapu()
