"""CKAN's reading API, DCAT, and the downloads: shapes that their clients expect, and what strangers send."""

import csv
import io
import json

import openpyxl
import pytest
from django.urls import reverse

from monitoring_center.walidata.katalog.terbuka import terbitkan_terbuka
from tests.walidata_katalog.bantu import daftar, isi_baris, terbit

ISI = [
    {"tahun": 2025, "desa": "Batulicin", "jumlah": 12},
    {"tahun": 2025, "desa": "=HYPERLINK(1)", "jumlah": 2},
    {"tahun": 2024, "desa": "Segumbang", "jumlah": 8},
]


@pytest.fixture
def data(petugas, kepala):
    d = terbit(petugas, kepala)
    isi_baris(d, ISI)
    terbitkan_terbuka(d)
    terbit(
        petugas,
        kepala,
        "kursus",
        nama="Peserta kursus menjahit",
        definisi="Peserta kursus yang lulus.",
        akses="terbatas",
    )
    terbit(
        petugas,
        kepala,
        "rawan",
        nama="Titik rawan kerusuhan",
        definisi="Tempat yang perlu dijaga.",
        akses="rahasia",
    )
    daftar(petugas, "rancangan", nama="Rancangan yang belum terbit", definisi="Belum selesai disusun.")
    return d


@pytest.fixture
def ckan(klien):
    portal = klien("portal")

    def panggil(nama, status=200, **param):
        r = portal.get(f"/api/3/action/{nama}", param)
        isi = r.json()
        assert r.status_code == status, isi
        assert isi["success"] is (status == 200)
        assert isi["help"].startswith("http")
        assert r["Access-Control-Allow-Origin"] == "*"
        return isi["result"] if status == 200 else isi["error"]

    return panggil


def test_package_list_dan_show(data, ckan):
    assert ckan("package_list") == ["uji-a-jembatan_gantung", "uji-a-kursus"]
    assert ckan("package_list", limit=1, offset=1) == ["uji-a-kursus"]
    p = ckan("package_show", id="uji-a-jembatan_gantung")
    assert p == ckan("package_show", id=str(data.uuid))
    assert (p["title"], p["organization"]["name"], p["isopen"], p["num_resources"]) == (
        data.nama,
        "uji-a",
        True,
        3,
    )
    assert [r["format"] for r in p["resources"]] == ["CSV", "XLSX", "JSON"]
    assert p["resources"][0]["id"] == str(data.uuid)
    assert ckan("package_show", id="uji-a-kursus")["resources"] == []


@pytest.mark.parametrize(
    "nama", ["uji-a-rawan", "uji-a-rancangan", "uji-b-kursus", "x", "' OR 1=1 --", "-", "uji-a-"]
)
def test_package_show_tidak_ada(nama, data, ckan):
    galat = ckan("package_show", 404, id=nama)
    assert galat["__type"] == "Not Found Error"
    assert galat["message"].startswith("Not found")


def test_package_search(data, ckan):
    assert ckan("package_search")["count"] == 2
    assert ckan("package_search", q="jembatan")["results"][0]["name"] == "uji-a-jembatan_gantung"
    assert ckan("package_search", q="*:*", rows=1, start=1)["count"] == 2
    assert len(ckan("package_search", q="*:*", rows=1, start=1)["results"]) == 1
    assert ckan("package_search", q="kerusuhan")["count"] == 0
    assert ckan("package_search", fq="organization:uji-a")["count"] == 2
    assert ckan("package_search", fq="organization:uji-b")["count"] == 0
    assert ckan("package_search", fq="groups:bidang-i AND tags:desa")["count"] == 2
    assert ckan("package_search", fq='name:"uji-a-kursus"', sort="metadata_modified desc")["count"] == 1


@pytest.mark.parametrize(
    ("nama", "param", "bidang"),
    [
        ("package_show", {}, "name_or_id"),
        ("package_list", {"limit": "-1"}, "limit"),
        ("package_list", {"offset": "x"}, "offset"),
        ("package_search", {"rows": "1; DROP TABLE"}, "rows"),
        ("package_search", {"fq": "password:x"}, "fq"),
        ("datastore_search", {}, "resource_id"),
    ],
)
def test_parameter_salah(nama, param, bidang, data, ckan):
    galat = ckan(nama, 409, **param)
    assert galat["__type"] == "Validation Error"
    assert bidang in galat


def test_datastore_search(data, ckan):
    r = ckan("datastore_search", resource_id=str(data.uuid))
    assert r["total"] == 3
    assert [b["jumlah"] for b in r["records"]] == [12, None, 8]
    assert r["fields"][:2] == [{"id": "_id", "type": "int"}, {"id": "tahun", "type": "int4"}]
    r = ckan(
        "datastore_search",
        resource_id=str(data.uuid),
        filters=json.dumps({"tahun": 2025}),
        fields="desa",
        sort="jumlah desc",
    )
    assert r["records"] == [{"desa": "Batulicin"}, {"desa": "=HYPERLINK(1)"}]
    assert r["fields"] == [{"id": "desa", "type": "text"}]
    assert (
        ckan("datastore_search", resource_id=str(data.uuid), filters='{"desa": ["Segumbang", "Batulicin"]}')[
            "total"
        ]
        == 2
    )
    assert ckan("datastore_search", resource_id=str(data.uuid), q="SEGUMBANG 2024")["total"] == 1
    assert (
        ckan("datastore_search", resource_id=str(data.uuid), limit=1, offset=2)["records"][0]["desa"]
        == "Segumbang"
    )
    assert ckan("datastore_search", resource_id=str(data.uuid), limit=0)["records"] == []


def test_datastore_bentuk_menurut_ckan(data, ckan):
    """docs.ckan.org, ckanext.datastore.logic.action.datastore_search: what it answers, and what each parameter does."""
    ini = {"resource_id": str(data.uuid)}
    r = ckan("datastore_search", **ini, limit=1, sort="_id desc")
    assert set(r) == {
        "resource_id", "records", "fields", "total", "total_was_estimated", "limit", "offset", "include_total", "records_format",
        "_links",
    }  # fmt: skip
    assert r["records"] == [{"_id": 3, "tahun": 2024, "desa": "Segumbang", "jumlah": 8}]
    assert [f["type"] for f in r["fields"]] == ["int", "int4", "text", "int8"]
    assert (r["total"], r["limit"], r["offset"]) == (3, 1, 0)
    assert "sort=_id+desc" in r["_links"]["next"]
    assert r["_links"]["next"].endswith("&limit=1&offset=1")
    assert "total" not in ckan("datastore_search", **ini, include_total="false")
    assert ckan("datastore_search", **ini, records_format="lists", fields="_id,desa")["records"][0] == [
        1,
        "Batulicin",
    ]
    assert ckan("datastore_search", **ini, filters='{"_id": [2, 3]}')["total"] == 2
    assert ckan("datastore_search", **ini, limit=99_999)["limit"] == 32_000
    assert ckan("datastore_search", **ini, q="desa")["total"] == 0, "nama kolom bukan isi"
    assert ckan("datastore_search", 409, **ini, records_format="xml")["records_format"]


def test_faset_menurut_ckan(data, ckan):
    r = ckan("package_search", **{"facet.field": '["organization", "groups", "tags"]', "rows": 0})
    assert (r["count"], r["results"]) == (2, [])
    assert r["facets"] == {"organization": {"uji-a": 2}, "groups": {"bidang-i": 2}, "tags": {"desa": 2}}
    (butir,) = r["search_facets"]["organization"]["items"]
    assert butir == {"name": "uji-a", "display_name": "Kecamatan Uji A", "count": 2}
    assert ckan("package_search", **{"facet.field": '["tags"]', "facet.limit": 0})["facets"] == {"tags": {}}
    assert ckan("package_search", **{"facet.field": '["tags"]', "facet.mincount": 3})["facets"] == {
        "tags": {}
    }
    assert ckan("package_search", **{"facet.field": '["tags"]', "facet": "false"})["search_facets"] == {}
    assert ckan("package_search", q="jembatan", **{"facet.field": '["tags"]'})["facets"] == {
        "tags": {"desa": 1}
    }
    for salah in ("x", '["kata_sandi"]', "{}", '"tags"'):
        assert "facet.field" in ckan("package_search", 409, **{"facet.field": salah})


def test_urutan_menurut_ckan(data, ckan):
    def nama(**param):
        return [p["name"].rpartition("-")[2] for p in ckan("package_search", **param)["results"]]

    assert (
        nama(sort="name desc") == nama(sort="title_string desc, name asc") == ["kursus", "jembatan_gantung"]
    )
    assert nama(sort="metadata_created asc") == ["jembatan_gantung", "kursus"]
    assert "sort" in ckan("package_search", 409, sort="password asc")
    assert "sort" in ckan("package_search", 409, sort="name sideways")


@pytest.mark.parametrize(
    "param",
    [
        {"filters": "{"},
        {"filters": "[1]"},
        {"filters": '{"nik": "1"}'},
        {"filters": '{"tahun\' OR 1=1": 1}'},
        {"fields": "jumlah, nik"},
        {"sort": "jumlah; DROP TABLE gerbang.dataset"},
        {"sort": "(SELECT 1)"},
        {"limit": "1e3"},
        {"offset": "-5"},
    ],
)
def test_datastore_menolak_yang_asing(param, data, ckan):
    assert ckan("datastore_search", 409, resource_id=str(data.uuid), **param)["__type"] == "Validation Error"


def test_datastore_tidak_membuka_yang_terbatas(data, ckan, instansi_a):
    from monitoring_center.walidata.katalog.models import Dataset

    for d in Dataset.objects.exclude(pk=data.pk):
        ckan("datastore_search", 404, resource_id=str(d.uuid))
    ckan("datastore_search", 404, resource_id="bukan-uuid")


def test_nilai_berbahaya_dalam_filter_hanya_nilai(data, ckan):
    for isi in ("' OR '1'='1", '"}', "\x00", "x" * 900):
        assert (
            ckan("datastore_search", resource_id=str(data.uuid), filters=json.dumps({"desa": isi}))["total"]
            == 0
        )


def test_tindakan_asing_dan_post(data, klien, ckan):
    assert ckan("user_list", 400)["message"] == "Action name not known: user_list"
    assert ckan("__class__", 400)
    portal = klien("portal", enforce_csrf_checks=True)
    r = portal.post(
        "/api/3/action/package_show", json.dumps({"id": "uji-a-kursus"}), content_type="application/json"
    )
    assert r.json()["result"]["name"] == "uji-a-kursus"
    for badan in ("[1]", "{", '"x"'):
        r = portal.post("/api/3/action/package_show", badan, content_type="application/json")
        assert r.status_code == 409
    assert portal.put("/api/3/action/package_list").status_code == 405


def test_tautan_bantuan(data, ckan, klien):
    bantuan = klien("portal").get("/api/3/action/package_list").json()["help"]
    assert "name=package_list" in bantuan
    assert ckan("help_show", name="package_show").startswith("Metadata")
    ckan("help_show", 404, name="__init__")


def test_batas_laju_dalam_amplop_ckan(data, klien, monkeypatch):
    portal = klien("portal")
    for _ in range(120):
        assert portal.get("/api/3/action/nol").status_code == 400
    r = portal.get("/api/3/action/nol")
    assert r.status_code == 429
    assert r.json()["success"] is False


def unduh(klien, d, bentuk):
    """The body of a download."""
    r = klien("portal").get(reverse("data:unduh", args=[str(d.uuid), bentuk], urlconf="inti.urls.portal"))
    assert r.status_code == 200
    return r.getvalue()


def test_csv_tanpa_rumus_dan_sudah_ditekan(data, klien):
    baris = list(csv.reader(io.StringIO(unduh(klien, data, "csv").decode("utf-8-sig")), delimiter=";"))
    assert baris == [
        ["Tahun", "Desa", "Jumlah"],
        ["2025", "Batulicin", "12"],
        ["2025", "'=HYPERLINK(1)", ""],
        ["2024", "Segumbang", "8"],
    ]


def test_xlsx(data, klien):
    buku = openpyxl.load_workbook(io.BytesIO(unduh(klien, data, "xlsx")))
    isi = [[s.value for s in b] for b in buku.active.iter_rows()]
    assert isi[1] == [2025, "Batulicin", 12]
    assert isi[2] == [2025, "'=HYPERLINK(1)", None]


def test_json(data, klien):
    isi = json.loads(unduh(klien, data, "json"))
    assert [f["name"] for f in isi["schema"]["fields"]] == ["tahun", "desa", "jumlah"]
    assert isi["data"][1]["jumlah"] is None


def test_dcat(data, klien):
    r = klien("portal").get("/katalog/catalog.jsonld")
    assert r["Content-Type"] == "application/ld+json"
    k = r.json()
    assert k["@type"] == "dcat:Catalog"
    satu = {d["dct:identifier"]: d for d in k["dcat:dataset"]}
    assert len(satu) == 2, "yang rahasia dan yang belum terbit tidak ada"
    d = satu[str(data.uuid)]
    assert d["dct:accessRights"]["@id"].endswith("/PUBLIC")
    assert d["dcat:distribution"][0]["dcat:mediaType"]["@id"].endswith("/csv")
    assert json.loads(unduh(klien, data, "jsonld"))["dct:identifier"] == str(data.uuid)
    for wajib in (
        "dct:title",
        "dct:description",
        "dct:publisher",
        "dcat:contactPoint",
        "dct:accrualPeriodicity",
        "dct:issued",
    ):
        assert d[wajib], wajib
