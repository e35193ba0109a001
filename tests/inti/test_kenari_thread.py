"""8 threads × canaries of two instansi in rows, cache, sessions, content types, files and templates: 0 foreign ones."""

import random
import threading
from io import BytesIO

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.template import engines
from django.test import Client

from inti.akun.models import Pengguna, Penugasan
from inti.berkas.actions import simpan_bita
from inti.berkas.models import Berkas
from inti.db import sebagai_pemilik, sebagai_sasaran
from inti.situs import info_instansi, pada_situs, situs_instansi

PUTARAN = 80
SKEMA = ("i_uji_a", "i_uji_b")


def _kenari(skema: str) -> str:
    return f"kenari-{skema}"


def _tanam() -> None:
    for skema in SKEMA:
        situs = situs_instansi(info_instansi(skema))
        with pada_situs(situs), sebagai_sasaran(situs.sasaran):
            orang = Pengguna.objects.create(surel="kenari@contoh.go.id", nama=_kenari(skema))
            Penugasan.objects.create(pengguna=orang, peran="operator", nomor_sk="1", mulai="2026-01-01")
            cache.set("kenari", _kenari(skema), 600)
            simpan_bita(isi=_kenari(skema).encode(), nama="kenari.txt", jenis_konten="text/plain", oleh=orang)
    with sebagai_pemilik("i_uji_b"), connection.cursor() as k:
        k.execute(
            "DELETE FROM auth_permission; UPDATE django_content_type SET id = id + 5000 WHERE model = 'pengguna'"
        )


def _sekali(skema: str, klien: Client) -> list[str]:
    """What is seen as this instansi that is not its own."""
    lawan = _kenari(SKEMA[1 - SKEMA.index(skema)])
    situs = situs_instansi(info_instansi(skema))
    temuan = []
    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        terlihat = [
            str(list(Pengguna.objects.values_list("nama", flat=True))),
            str(cache.get("kenari")),
            BytesIO(Berkas.objects.get().bita()).getvalue().decode(),
            engines["django"].from_string("{{ situs.instansi.schema_name }}").render({"situs": situs}),
        ]
        jenis = ContentType.objects.get_for_model(Pengguna).pk
        if (jenis > 5000) != (skema == "i_uji_b"):
            temuan.append(f"content type {jenis} di {skema}")
    for isi in terlihat:
        if lawan in isi or (_kenari(skema) not in isi and skema not in isi):
            temuan.append(f"{skema} melihat {isi}")
    jawaban = klien.get("/akun/profil/", follow=True)
    if lawan in jawaban.content.decode():
        temuan.append(f"{skema} melihat halaman lawan")
    return temuan


def test_delapan_thread_tidak_pernah_melihat_milik_lain(basis_nyata):
    _tanam()
    klien: dict[str, Client] = {}
    for skema in SKEMA:
        situs = situs_instansi(info_instansi(skema))
        with pada_situs(situs), sebagai_sasaran(situs.sasaran):
            klien[skema] = Client(HTTP_HOST=f"{situs.instansi.slug}.kab.localhost")
            klien[skema].force_login(Pengguna.objects.get())
    temuan: list[str] = []

    def kerja(benih: int) -> None:
        acak = random.Random(benih)
        milik = {}
        for skema in SKEMA:
            milik[skema] = Client(HTTP_HOST=klien[skema].defaults["HTTP_HOST"])
            milik[skema].cookies = klien[skema].cookies.copy()
        try:
            for _ in range(PUTARAN):
                skema = acak.choice(SKEMA)
                temuan.extend(_sekali(skema, milik[skema]))
        except Exception as galat:  # a thread's error must fail the test, not vanish
            temuan.append(repr(galat))
        finally:
            connection.set_sasaran(None)
            connection.close()

    thread = [threading.Thread(target=kerja, args=(n,)) for n in range(8)]
    for t in thread:
        t.start()
    for t in thread:
        t.join()
    assert temuan == []
