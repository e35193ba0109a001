"""`agregasi periksa` finds every wrong figure, and `selaraskan` repairs it."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from inti.db import sebagai, sebagai_pemilik
from inti.db.login import LOGIN_AGREGATOR
from monitoring_center.agregasi.actions import lipat, selaraskan
from monitoring_center.agregasi.models import AgregasiDelta, AgregasiRekap
from monitoring_center.agregasi.periksa import Selisih, periksa, periksa_instansi
from monitoring_center.dasbor.models import Fakta

HARI = date(2026, 3, 2)


def panggil(*args: str) -> str:
    keluar = StringIO()
    call_command("agregasi", *args, stdout=keluar)
    return keluar.getvalue()


def test_bersih_sebelum_dan_sesudah_lipatan(di_a: Any, buat_permohonan: Any) -> None:
    buat_permohonan(masuk=HARI, selesai=HARI)
    assert periksa_instansi(di_a) == []
    lipat(instansi=di_a)
    assert periksa_instansi(di_a) == []


def test_rekap_yang_diubah_ketahuan_dan_diperbaiki(di_a: Any, buat_permohonan: Any) -> None:
    p = buat_permohonan(masuk=HARI)
    lipat(instansi=di_a)
    with sebagai_pemilik(di_a.schema_name):
        AgregasiRekap.objects.filter(indikator="permohonan_masuk").update(nilai=7)
    dimensi = {"kanal": p.kanal, "layanan": p.kode_layanan}
    assert periksa(di_a) == [Selisih("instansi", "permohonan_masuk", HARI, dimensi, Decimal(1), Decimal(7))]
    assert selaraskan(instansi=di_a) == 1
    lipat(instansi=di_a)
    assert periksa(di_a) == []
    assert AgregasiRekap.objects.get(indikator="permohonan_masuk").nilai == 1


def test_delta_palsu_ketahuan(di_a: Any) -> None:
    AgregasiDelta.objects.create(indikator="permohonan_masuk", tanggal=HARI, dimensi={}, nilai=5)
    assert [(s.tempat, s.seharusnya, s.tercatat) for s in periksa(di_a)] == [("instansi", 0, 5)]


def test_fakta_pusat_yang_diubah_ketahuan(di_a: Any, buat_permohonan: Any, setujui_semua: Any) -> None:
    buat_permohonan(masuk=HARI)
    setujui_semua()
    lipat(instansi=di_a)
    with sebagai(LOGIN_AGREGATOR):
        Fakta.objects.filter(indikator="permohonan_masuk").delete()
    assert [(s.tempat, s.indikator) for s in periksa(di_a)] == [("pusat", "permohonan_masuk")]


def test_perintah_melaporkan_json(instansi_a: Any, instansi_b: Any) -> None:
    assert json.loads(panggil("periksa", "--json")) == {"instansi": 2, "selisih": 0, "rinci": {}}
    assert {h["skema"] for h in json.loads(panggil("lipat", "--json"))} == {"i_uji_a", "i_uji_b"}
    assert "0 selisih" in panggil("periksa", "--instansi", "uji-a")


def test_perintah_gagal_bila_ada_selisih(di_a: Any) -> None:
    AgregasiDelta.objects.create(indikator="permohonan_masuk", tanggal=HARI, dimensi={}, nilai=5)
    with pytest.raises(CommandError, match="1 selisih"):
        panggil("periksa", "--instansi", "uji-a")
    assert "uji-a: 1 sel diselaraskan" in panggil("selaraskan", "--instansi", "uji-a")
    assert "0 selisih" in panggil("periksa", "--instansi", "uji-a")


def test_perintah_menolak_instansi_tak_dikenal(db: None) -> None:
    with pytest.raises(CommandError, match="tidak-ada"):
        panggil("lipat", "--instansi", "tidak-ada")


def test_migrasi_yang_ditulis_membekukan_sql(db: None, tmp_path: Any) -> None:
    from monitoring_center.agregasi.daftar import daftar_indikator
    from monitoring_center.agregasi.pemicu import sql_pasang
    from monitoring_center.agregasi.tulis_migrasi import tulis_migrasi

    ruang: dict[str, Any] = {}
    berkas = tulis_migrasi(tmp_path)
    exec(berkas.read_text(), ruang)  # noqa: S102
    assert ruang["SQL"].strip() == sql_pasang(daftar_indikator().values()).strip()
    assert {label for label, _ in ruang["Migration"].dependencies} == {
        "agregasi",
        "layanan",
        "pengaduan",
        "skm",
    }
