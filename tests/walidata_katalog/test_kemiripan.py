"""The thresholds of the duplicate ban, measured: none of the 51 indicators is a duplicate of another, their paraphrases are."""

import itertools
import json

import pytest
from django.db import connection

from inti.db import sebagai_pemilik
from monitoring_center.walidata.katalog.indikator_sektor import daftar_indikator
from tests.walidata_katalog.kemiripan_contoh import BEDA, PARAFRASE

pytestmark = pytest.mark.django_db
GANDA, MIRIP = 0.65, 0.3
# Words that no text shares: only a person sees that PNS and PPPK are ASN
LOLOS = {"Data jumlah PNS dan PPPK"}


def skor(pasangan):
    """Scores of many pairs of (name, definition, columns) in one statement."""
    beda = list({json.dumps(d): None for p in pasangan for d in p})
    urut = {isi: n for n, isi in enumerate(beda)}
    isi = [dict(zip(("nama", "definisi", "kolom"), json.loads(d), strict=True)) for d in beda]
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(
            "WITH kata AS MATERIALIZED (SELECT n - 1 AS n,"
            " gerbang.kata_dari(jsonb_populate_record(NULL::gerbang.dataset, d)) AS k"
            " FROM jsonb_array_elements(%s) WITH ORDINALITY AS t(d, n))"
            " SELECT s.skor::float FROM unnest(%s::int[], %s::int[]) WITH ORDINALITY AS p(a, b, n) JOIN kata x ON x.n = p.a"
            " JOIN kata y ON y.n = p.b, gerbang.kemiripan_dataset(x.k, y.k) s ORDER BY p.n",
            [json.dumps(isi), *([urut[json.dumps(p[i])] for p in pasangan] for i in (0, 1))],
        )
        return [b[0] for b in k.fetchall()]


def bahan(kode):
    i = daftar_indikator()[kode].isian
    return i["nama"], i["definisi"], i["kolom"]


def kolom(judul):
    return [
        {"name": "tahun", "title": "Tahun", "type": "year"},
        {"name": "desa", "title": "Desa", "type": "string"},
    ] + [{"name": f"k{n}", "title": j, "type": "integer"} for n, j in enumerate(judul)]


def test_51_indikator_bukan_ganda_satu_sama_lain():
    kode = [*daftar_indikator()]
    assert len(kode) == 51
    pasangan = list(itertools.combinations(kode, 2))
    nilai = dict(zip(pasangan, skor([(bahan(a), bahan(b)) for a, b in pasangan]), strict=True))
    tertinggi = max(nilai, key=nilai.__getitem__)
    assert nilai[tertinggi] < GANDA, (tertinggi, nilai[tertinggi])


def test_parafrase_adalah_ganda():
    nilai = skor([(bahan(k), (n, d, kolom(j))) for k, n, d, j in PARAFRASE])
    rendah = {p[1]: s for p, s in zip(PARAFRASE, nilai, strict=True) if s < GANDA}
    assert rendah.keys() == LOLOS, rendah
    assert all(s >= MIRIP for s in nilai), "yang lolos pun ditampilkan saat mendaftar"


def test_yang_sekadar_dekat_bukan_ganda():
    pasangan = [(k, b) for k in daftar_indikator() for b in BEDA]
    nilai = skor([(bahan(k), (b[0], b[1], kolom(b[2]))) for k, b in pasangan])
    tinggi = {(k, b[0]): s for (k, b), s in zip(pasangan, nilai, strict=True) if s >= GANDA}
    assert not tinggi


def test_simetris_dan_sama_dengan_diri_sendiri():
    a, b = bahan("KES-01"), bahan("KES-06")
    maju, mundur, diri = skor([(a, b), (b, a), (a, a)])
    assert maju == mundur
    assert diri == 1


@pytest.mark.parametrize("kode", [*daftar_indikator()])
def test_kolom_indikator_adalah_table_schema(kode):
    """Checked with frictionless, an implementation that is not ours."""
    from frictionless import Schema

    i = daftar_indikator()[kode]
    schema = Schema.from_descriptor({"fields": i.isian["kolom"]})
    assert "nilai" in schema.field_names
    assert schema.field_names[0] == "tahun"
    assert len(set(schema.field_names)) == len(schema.field_names)


def test_hanya_hitungan_orang_yang_ditekan():
    from monitoring_center.walidata.katalog.indikator_sektor import MENGHITUNG_ORANG

    semua = daftar_indikator()
    assert semua.keys() >= MENGHITUNG_ORANG
    assert {k for k, i in semua.items() if i.isian["k_minimum"] > 1} == MENGHITUNG_ORANG
    assert semua["LNY-02"].isian["k_minimum"] == 1, "kilometer jalan"
