"""Beat's entry to the sweep (named in CELERY_BEAT_SCHEDULE)."""

from inti.celery import app


@app.task(name="agregasi.sapu", queue="agregasi")
def sapu() -> int:
    """Fold every instansi in service. Returns how many had changes."""
    from .actions import sapu as sapu_semua

    return sum(h.ada_perubahan for h in sapu_semua())
