"""Search costs what it finds, not what there is: both ways of matching go through an index."""

import json
from typing import Any

from django.db import connection

from inti.db import sebagai_pemilik

RENCANA = """EXPLAIN (FORMAT JSON) SELECT c.dataset_id FROM gerbang.dataset_cari c
 WHERE c.kata @@ websearch_to_tsquery('indonesian', 'jembatan') OR 'jembatan' OPERATOR(kemiripan.<%) c.teks"""


def test_pencarian_lewat_indeks(db: Any) -> None:
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("SET CONSTRAINTS ALL DEFERRED; SET LOCAL enable_seqscan = off")
        k.execute(
            "INSERT INTO gerbang.dataset_cari (dataset_id, kata, teks) SELECT -n, to_tsvector('indonesian', 'panen padi ' || n),"
            " 'panen padi sawah ' || md5(n::text) FROM generate_series(1, 2000) n"
        )
        k.execute("ANALYZE gerbang.dataset_cari")
        k.execute(RENCANA)
        rencana = json.dumps(k.fetchone()[0])
        k.execute("DELETE FROM gerbang.dataset_cari WHERE dataset_id < 0")
    assert "dataset_cari_kata" in rencana
    assert "dataset_cari_teks" in rencana
    assert "Seq Scan" not in rencana
