"""A page of 1,000 rows through the view and a grant's view is read along an index: nothing is sorted, nothing read twice."""

import json
from typing import Any

from django.db import connection

from inti.db import sebagai_pemilik
from monitoring_center.walidata.dataset.models import BIT_BARIS, Versi
from monitoring_center.walidata.dataset.sumber import siapkan_sumber
from tests.walidata_dataset.bantu import buat_dataset
from tests.walidata_dataset.test_sumber import beri_izin, isi_versi

BANYAK = 60_000


def isi_banyak(d: Any) -> Versi:
    v = isi_versi(d, [{"desa": "a"}], berlaku=False)
    with sebagai_pemilik("i_uji_a"), connection.cursor() as k:
        k.execute("ALTER TABLE walidata_dataset_baris DISABLE TRIGGER USER")
        k.execute(
            "INSERT INTO walidata_dataset_baris (nomor, dataset, versi_id, isi) SELECT %s + n, %s, %s,"
            " jsonb_build_object('desa', 'Desa ' || n %% 300, 'jumlah', n) FROM generate_series(10, %s) n",
            [v.pk << BIT_BARIS, d.uuid, v.pk, BANYAK],
        )
        k.execute("ALTER TABLE walidata_dataset_baris ENABLE TRIGGER USER")
        k.execute(
            "UPDATE walidata_dataset_versi SET keadaan = 'berlaku', diberlakukan_pada = now() WHERE id = %s",
            [v.pk],
        )
        k.execute("ANALYZE walidata_dataset_baris")
    return v


def simpul(rencana: dict[str, Any]) -> list[dict[str, Any]]:
    return [rencana, *(s for anak in rencana.get("Plans", []) for s in simpul(anak))]


def test_halaman_dibaca_menurut_indeks(di_a: Any) -> None:
    d, lain = buat_dataset(), buat_dataset("lain")
    siapkan_sumber(d)
    isi_banyak(lain)
    v = isi_banyak(d)
    izin = beri_izin(["desa", "jumlah"])
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("SELECT pg_get_viewdef(%s::regclass)", [f"gerbang.izin_{izin}"])
        assert "ORDER BY" in k.fetchone()[0]
        for setelah in (0, (v.pk << BIT_BARIS) + BANYAK // 2):
            k.execute(
                "EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM (SELECT d.nomor, d.desa, d.jumlah FROM i_uji_a.ds_sampah d"
                " ORDER BY d.nomor) x WHERE x.nomor > %s LIMIT 1000",
                [setelah],
            )
            isi = k.fetchone()[0]
            semua = simpul((json.loads(isi) if isinstance(isi, str) else isi)[0]["Plan"])
            assert not [s for s in semua if s["Node Type"] in ("Sort", "Incremental Sort")]
            dibaca = [s for s in semua if s.get("Relation Name") == "walidata_dataset_baris"]
            assert [s["Node Type"] for s in dibaca] == ["Index Scan"]
            assert dibaca[0]["Actual Rows"] <= 1001
            assert dibaca[0].get("Rows Removed by Filter", 0) <= 1
