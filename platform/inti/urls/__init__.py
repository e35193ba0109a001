"""One URLconf per kind of site, put together from what the apps offer in `<app>/urls/<site>.py`."""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.urls import include, path


def pola(situs: str) -> list[Any]:
    """Every app's URL patterns for a kind of site, under the prefix (`AWALAN`) that the app chose."""
    hasil: list[Any] = [path("ui/", include("inti.ui.urls"))]
    if situs != "portal":
        hasil.append(path("akun/", include("inti.akun.urls.masuk")))
    for config in apps.get_app_configs():
        if config.name == "inti" or not (Path(config.path) / "urls" / f"{situs}.py").exists():
            continue
        m = import_module(f"{config.name}.urls.{situs}")
        hasil.append(path(m.AWALAN, include((m.urlpatterns, getattr(m, "app_name", config.label)))))
    return hasil
