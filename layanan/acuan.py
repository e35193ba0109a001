"""First catalogue of a new instansi, from layanan/data. Runs again without doubling anything or undoing an edit."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from .enums import BentukSyarat, KeadaanVersi
from .models import AlasanTolak, Layanan, Persyaratan, Seksi

DATA = Path(__file__).parent / "data"
PERAN_PENANDA = {"camat": "penanggung_jawab", "sekcam": "koordinator", "kasi": "pelaksana"}
SEKSI_SKPD = (
    ("SKR", "Sekretariat", "Sekretaris"),
    ("UMP", "Subbagian Umum dan Kepegawaian", "Kepala Subbagian Umum dan Kepegawaian"),
    ("PKU", "Subbagian Perencanaan dan Keuangan", "Kepala Subbagian Perencanaan dan Keuangan"),
    ("BID", "Bidang Pelayanan", "Kepala Bidang Pelayanan"),
)
LAYANAN_SKPD = {"KEC-15": "BID", "KEC-16": "UMP", "KEC-20": "SKR", "KEC-24": "PKU"}
"""The services of a kecamatan that every office gives, with the unit that answers for them in an SKPD."""

ISIAN_SEKSI = {
    "KEC-22": [{"nama": "hasil_mediasi", "label": "Hasil mediasi", "tipe": "teks_panjang", "wajib": True}],
    "KEC-24": [
        {
            "nama": "tanggapan",
            "label": "Tanggapan atas permohonan informasi",
            "tipe": "teks_panjang",
            "wajib": True,
        }
    ],
}
"""What only the seksi can write into the letter."""


@cache
def katalog() -> dict[str, Any]:
    return json.loads((DATA / "layanan_kecamatan.json").read_text(encoding="utf-8"))


def _seksi_kecamatan() -> list[tuple[str, str, str]]:
    hasil = []
    for s in katalog()["seksi"]:
        jabatan = s["nama"].split(" (")[0]
        hasil.append((s["kode"], jabatan.removeprefix("Kepala "), jabatan))
    return hasil


def _untuk_skpd(nilai: Any) -> Any:
    """The same declaration with the words of an office that is not a kecamatan; keys stay."""
    if isinstance(nilai, dict):
        return {kunci: _untuk_skpd(isi) for kunci, isi in nilai.items()}
    if isinstance(nilai, list):
        return [_untuk_skpd(isi) for isi in nilai]
    return nilai.replace("kecamatan", "dinas").replace("KEC-", "SKPD-") if isinstance(nilai, str) else nilai


def daftar_layanan(jenis: str) -> list[dict[str, Any]]:
    """The declared services of a kecamatan (25) or an SKPD (4)."""
    semua = katalog()["layanan"]
    if jenis == "kecamatan":
        return semua
    return [
        _untuk_skpd(asli)
        | {"seksi": LAYANAN_SKPD[asli["kode"]], "terbuka_luar_kecamatan": True, "templat": asli["kode"]}
        for asli in semua
        if asli["kode"] in LAYANAN_SKPD
    ]


def _baris_layanan(d: dict[str, Any], urutan: int, seksi: dict[str, int]) -> Layanan:
    """`perlu_paraf` is False where the secretary is the first signer: nobody signs after their own paraf."""
    peran = [PERAN_PENANDA[p] for p in d["penandatangan"] if p in PERAN_PENANDA]
    ttd = "tanda_tangan" in d["alur"] and bool(peran)
    if ttd and "penanggung_jawab" not in peran:
        peran.append("penanggung_jawab")
    masa = d["masa_berlaku"] or {}
    templat = d.get("templat", d["kode"])
    paraf = ttd and "paraf_sekcam" in d["alur"] and peran[0] != "koordinator"
    return Layanan(
        kode=d["kode"],
        keadaan=KeadaanVersi.KONSEP,
        nama=d["nama"],
        jenis=d["jenis"],
        seksi_id=seksi[d["seksi"]],
        pemohon=d["pemohon"],
        isian=d["isian"],
        isian_seksi=ISIAN_SEKSI.get(templat, []),
        templat=templat,
        waktu_nilai=d["waktu_standar"]["nilai"],
        waktu_satuan=d["waktu_standar"]["satuan"],
        biaya=d["biaya"]["nilai"],
        biaya_keterangan=d["biaya"]["keterangan"],
        dasar_hukum=d["dasar_hukum"],
        penandatangan=peran if ttd else [],
        perlu_ttd=ttd,
        perlu_paraf=paraf,
        rantai_paraf=["koordinator"] if paraf else [],
        penerbit_luar="" if ttd else d["penandatangan"][0],
        tinjau_lapangan=d["tinjau_lapangan"],
        luar_wilayah=d["terbuka_luar_kecamatan"],
        alasan_luar_wilayah=d["alasan_luar_kecamatan"],
        keluaran=d["keluaran"],
        masa_berlaku_nilai=masa.get("nilai"),
        masa_berlaku_satuan=masa.get("satuan", ""),
        kode_klasifikasi=d["kode_klasifikasi"],
        catatan=d.get("catatan", ""),
        urutan=urutan,
    )


INGATAN = "Ingatan penyusun atas peraturan yang disebut; belum dicocokkan dengan naskahnya."


def sumber_contoh(kode: str) -> list[str]:
    """Where the example of a service was taken from: pages of other kecamatan, or memory. [] for services of one's own."""
    satu = next((x for x in katalog()["layanan"] if x["kode"] == kode), None)
    if satu is None:
        return []
    semua = {s["id"]: s["ket"] for s in katalog()["sumber"]}
    return [INGATAN if s == "M" else semua[s] for s in satu["sumber"]]


@cache
def daftar_alasan() -> list[dict[str, Any]]:
    return json.loads((DATA / "alasan_tolak.json").read_text(encoding="utf-8"))


DIBUAT_UNTUK_INI = (
    "asli", "pengantar", "pernyataan", "permohonan", "formulir", "rekomendasi", "surat keterangan", "berita acara",
)  # fmt: skip


def _bentuk(nama: str) -> str:
    """A letter that is made for this request comes as it is; of a document that its owner keeps, a copy."""
    kata = nama.casefold()
    asli = "salinan" not in kata and any(k in kata for k in DIBUAT_UNTUK_INI)
    return BentukSyarat.ASLI if asli else BentukSyarat.SALINAN


def isi_acuan(instansi: Any) -> None:
    """Six statements, whatever is there already; a service that exists is left alone. On the instansi's own login.

    A version is filled as a draft and then put in force: what is in force takes no requirement any more.
    """
    daftar_seksi = _seksi_kecamatan() if instansi.jenis == "kecamatan" else SEKSI_SKPD
    Seksi.objects.bulk_create(
        [Seksi(kode=k, nama=n, jabatan=j, urutan=i) for i, (k, n, j) in enumerate(daftar_seksi, 1)],
        ignore_conflicts=True,
    )
    seksi = dict(Seksi.objects.values_list("kode", "pk"))
    ada = set(Layanan.objects.values_list("kode", flat=True))
    baru = [(i, d) for i, d in enumerate(daftar_layanan(instansi.jenis), 1) if d["kode"] not in ada]
    layanan = Layanan.objects.bulk_create([_baris_layanan(d, i, seksi) for i, d in baru])
    Persyaratan.objects.bulk_create(
        [
            Persyaratan(
                layanan=x,
                kode=s["kode"],
                nama=s["nama"],
                wajib=s["wajib"],
                bentuk=_bentuk(s["nama"]),
                urutan=i,
            )
            for x, (_, d) in zip(layanan, baru, strict=True)
            for i, s in enumerate(d["persyaratan"], 1)
        ]
    )
    Layanan.objects.filter(pk__in=[x.pk for x in layanan]).update(keadaan=KeadaanVersi.BERLAKU)
    AlasanTolak.objects.bulk_create(
        [AlasanTolak(**d, urutan=i) for i, d in enumerate(daftar_alasan(), 1)], ignore_conflicts=True
    )
