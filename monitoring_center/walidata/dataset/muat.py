"""Checking and loading a version, chunk by chunk. Each chunk is one transaction: its rows, its errors and how far it got.

A killed worker leaves whole chunks; the next run reads the file again up to `diproses` and goes on. Two runs cannot mix: a chunk
is written only when `diproses` is still what its run has seen.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from inti.audit import catat
from inti.berkas.actions import buang_berkas
from inti.kripto import indeks_buta, sandikan

from . import banding
from .banding import Kunci
from .masukan import Isi, TidakTerbaca, buka
from .models import BIT_BARIS, Baris, Cara, Galat, Keadaan, Versi
from .sel import Pembaca, SelSalah, pembaca

POTONGAN = 20_000  # rows of one transaction
MAKS_GALAT = 5_000  # errors that are listed; all of them are counted
HAPUS = 50_000  # rows deleted in one transaction


class DiambilAlih(Exception):
    """Another run of the same task went on with this version. The task comes back later and finds it done."""


@dataclass
class Hasil:
    """Of one chunk. `baris`: (row in the file, JSON to store)."""

    baris: list[tuple[int, str]] = field(default_factory=list)
    galat: list[tuple[int, str, str, str]] = field(default_factory=list)
    hitung: Counter[str] = field(default_factory=Counter)
    terisi: int = 0
    akhir: int = 0
    sidik: Any = None


def periksa_versi(pk: int) -> None:
    """Take a version from "mengunggah" (or where it was left) to "konsep" or "ditolak"."""
    versi = Versi.objects.select_related("berkas").get(pk=pk)
    if not versi.berjalan:
        return
    try:
        if versi.cara == Cara.FORMULIR:
            _salin(versi)
        else:
            _muat(versi)
    except TidakTerbaca as galat:
        _tolak(versi, str(galat))
    else:
        _selesaikan(versi.pk)


def _muat(versi: Versi) -> None:
    if versi.berkas is None:
        raise TidakTerbaca("Berkasnya sudah tidak ada. Unggah lagi.")
    with buka(versi.berkas.letak(), versi.berkas.jenis_konten, versi.kolom) as isi:
        _mulai(versi, isi)
        kolom = [(pembaca(k), isi.posisi.get(k["name"])) for k in versi.kolom]
        sisa = (b for b in isi.baris if b[0] > versi.diproses)
        for potongan in _bagi(sisa):
            _simpan(versi, baca_potongan(potongan, kolom, isi.lebar, versi.sidik))


def _bagi(baris: Iterator[Any]) -> Iterator[list[Any]]:
    while potongan := list(islice(baris, POTONGAN)):
        yield potongan


@transaction.atomic
def _mulai(versi: Versi, isi: Isi) -> None:
    _kunci(versi)
    _ubah(versi, keadaan=Keadaan.DIPERIKSA, pemetaan=isi.pemetaan, perkiraan=isi.perkiraan)


def _kunci(versi: Versi) -> None:
    """Lock the row and see that it is where this run left it."""
    kini = Versi.objects.select_for_update().get(pk=versi.pk)
    if (kini.keadaan, kini.diproses) != (versi.keadaan, versi.diproses):
        raise DiambilAlih(str(versi))


def _ubah(versi: Versi, **nilai: Any) -> None:
    Versi.objects.filter(pk=versi.pk).update(**nilai)
    for nama, isi in nilai.items():
        setattr(versi, nama, isi)


def baca_potongan(
    potongan: Iterable[tuple[int, Sequence[Any]]],
    kolom: list[tuple[Pembaca, int | None]],
    lebar: int,
    sidik: str = "",
) -> Hasil:
    """Check every cell of the rows. Also a row with errors is kept, without the wrong cells, so that repeated keys are found."""
    hasil, rantai = Hasil(), hashlib.sha256(sidik.encode())
    for nomor, sel in potongan:
        isi, banding_isi = _satu_baris(nomor, sel, kolom, hasil)
        if any(s is not None and s != "" for s in sel[lebar:]):
            _salah(
                hasil,
                nomor,
                "",
                "sel",
                f"Baris ini mempunyai {len(sel)} sel, judulnya {lebar}. Periksa tanda pemisah dan tanda kutip.",
            )
        teks = json.dumps(isi, ensure_ascii=False, separators=(",", ":"))
        rantai.update((teks if banding_isi is isi else json.dumps(banding_isi, ensure_ascii=False)).encode())
        hasil.baris.append((nomor, teks))
        hasil.akhir = nomor
    hasil.sidik = rantai.hexdigest()
    return hasil


def _satu_baris(
    nomor: int, sel: Sequence[Any], kolom: list[tuple[Pembaca, int | None]], hasil: Hasil
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The row as it is stored, and without what is encrypted (the same object where nothing is)."""
    isi: dict[str, Any] = {}
    rahasia: dict[str, str] = {}
    for p, posisi in kolom:
        try:
            nilai = p.baca(sel[posisi] if posisi is not None and posisi < len(sel) else None)
        except SelSalah as galat:
            _salah(hasil, nomor, p.nama, galat.jenis, galat.pesan)
            continue
        if nilai is None:
            continue
        hasil.terisi += 1
        if p.tersandi:
            teks = nilai if isinstance(nilai, str) else json.dumps(nilai)
            rahasia[p.nama] = sandikan(teks, konteks=p.konteks)
            isi[p.indeks] = indeks_buta(teks, p.konteks)
        else:
            isi[p.nama] = nilai
    return (isi | rahasia, isi) if rahasia else (isi, isi)


def _salah(hasil: Hasil, nomor: int, kolom: str, jenis: str, pesan: str) -> None:
    hasil.hitung[jenis] += 1
    if len(hasil.galat) < MAKS_GALAT:
        hasil.galat.append((nomor, kolom, jenis, pesan[:400]))


@transaction.atomic
def _simpan(versi: Versi, hasil: Hasil) -> None:
    _kunci(versi)
    awal = versi.pk << BIT_BARIS
    with (
        connection.cursor() as k,
        k.copy("COPY walidata_dataset_baris (nomor, dataset, versi_id, isi) FROM STDIN") as salin,
    ):
        salin.write(
            "".join(
                f"{awal + n}\t{versi.dataset}\t{versi.pk}\t{isi.replace(chr(92), chr(92) * 2)}\n"
                for n, isi in hasil.baris
            )
        )
    _catat_galat(versi, hasil.galat)
    _ubah(
        versi,
        diproses=hasil.akhir,
        baris=versi.baris + len(hasil.baris),
        terisi=versi.terisi + hasil.terisi,
        galat=versi.galat + hasil.hitung.total(),
        ringkasan=dict(Counter(versi.ringkasan) + hasil.hitung),
        sidik=hasil.sidik,
    )


def _catat_galat(versi: Versi, galat: list[tuple[int, str, str, str]]) -> None:
    sisa = MAKS_GALAT - Galat.objects.filter(versi=versi).count() if galat else 0
    Galat.objects.bulk_create(
        Galat(versi=versi, baris=n, kolom=kolom, jenis=jenis, pesan=pesan)
        for n, kolom, jenis, pesan in galat[: max(sisa, 0)]
    )


# Rows from the form -----------------------------------------------------------------------------------------------------


@transaction.atomic
def _salin(versi: Versi) -> None:
    """The rows of `asal` with the changes of the form: `nomor` null adds a row, `isi` null takes one away."""
    banding.beri_waktu()
    _kunci(versi)
    _ubah(versi, keadaan=Keadaan.DIPERIKSA)
    ganti = {p["nomor"]: p["isi"] for p in versi.perubahan if p["nomor"] is not None}
    terakhir = 1
    if versi.asal is not None:
        geser = (versi.pk - versi.asal.pk) << BIT_BARIS
        with connection.cursor() as k:
            k.execute(
                "INSERT INTO walidata_dataset_baris (nomor, dataset, versi_id, isi) SELECT nomor + %s, dataset, %s, isi"
                " FROM walidata_dataset_baris WHERE nomor >= %s AND nomor < %s AND nomor <> ALL (%s)",
                [geser, versi.pk, *versi.asal.batas_nomor, list(ganti)],
            )
            k.execute(
                "SELECT max(nomor) FROM walidata_dataset_baris WHERE versi_id = %s AND nomor >= %s",
                [versi.asal.pk, versi.asal.batas_nomor[0]],
            )
            terakhir = (k.fetchone()[0] or 1) & ((1 << BIT_BARIS) - 1)
    awal = versi.pk << BIT_BARIS
    nomor = {n: awal + (n & ((1 << BIT_BARIS) - 1)) for n in ganti}
    baru = [(nomor[n], isi) for n, isi in ganti.items() if isi is not None] + [
        (awal + terakhir + i, p["isi"])
        for i, p in enumerate((p for p in versi.perubahan if p["nomor"] is None), 1)
    ]
    Baris.objects.bulk_create(Baris(nomor=n, dataset=versi.dataset, versi=versi, isi=isi) for n, isi in baru)
    _hitung(versi)


def _hitung(versi: Versi) -> None:
    """Rows, filled cells and fingerprint of a version that was not read from a file."""
    rahasia = banding.tersandi(versi.kolom)
    with connection.cursor() as k:
        k.execute(
            "SELECT count(*), coalesce(sum((SELECT count(*) FROM jsonb_object_keys(isi) n WHERE n = ANY (%s))), 0)::bigint,"
            " encode(sha256(coalesce(string_agg(sha256(convert_to((isi - %s::text[])::text, 'UTF8')),"
            " '' ORDER BY nomor), '')), 'hex')"
            " FROM walidata_dataset_baris WHERE nomor >= %s AND nomor < %s",
            [[x["name"] for x in versi.kolom], rahasia, *versi.batas_nomor],
        )
        baris, terisi, sidik = k.fetchone()
    _ubah(versi, baris=baris, terisi=terisi, sidik=sidik, diproses=baris)


# The end ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def _selesaikan(pk: int) -> None:
    banding.beri_waktu()
    versi = Versi.objects.select_for_update(of=("self",)).select_related("berkas").get(pk=pk)
    if versi.keadaan == Keadaan.DIPERIKSA:
        _putuskan(versi)


def _putuskan(versi: Versi) -> None:
    _periksa_ganda(versi)
    if versi.galat or not versi.baris:
        _tutup(
            versi,
            Keadaan.DITOLAK,
            alasan="" if versi.galat else "Berkas ini tidak memuat satu baris data pun.",
            galat=versi.galat,
            ringkasan=versi.ringkasan,
        )
        return
    beda = banding.beda(versi, versi_berlaku(versi))
    if versi.keadaan == Keadaan.KONSEP:
        _ubah(versi, beda=beda)
    else:
        _tutup(versi, Keadaan.KONSEP, beda=beda)


@transaction.atomic
def bandingkan_versi(pk: int) -> None:
    """Anew, with what is in force by now; a key that another period has taken meanwhile refuses the version."""
    banding.beri_waktu()
    versi = Versi.objects.select_for_update(of=("self",)).select_related("berkas").get(pk=pk)
    if versi.keadaan == Keadaan.KONSEP:
        _putuskan(versi)


def versi_berlaku(versi: Versi) -> Versi | None:
    """What is in force now for the period of this version."""
    return Versi.objects.berlaku().filter(dataset=versi.dataset, periode_mulai=versi.periode_mulai).first()


def _periksa_ganda(versi: Versi) -> None:
    """Keys that repeat in the version itself, and those of the primary key that another period in force has too."""
    for kunci in banding.semua_kunci(versi.kolom):
        _catat_ganda(versi, kunci, *banding.ganda([versi], kunci, MAKS_GALAT))
        if kunci.utama:
            lain = list(
                Versi.objects.berlaku()
                .filter(dataset=versi.dataset)
                .exclude(periode_mulai=versi.periode_mulai)
            )
            _catat_ganda(versi, kunci, *banding.ganda_dengan(versi, lain, kunci, MAKS_GALAT), lain)


def _catat_ganda(
    versi: Versi, kunci: Kunci, jumlah: int, contoh: list[tuple[int, int]], lain: Sequence[Versi] = ()
) -> None:
    if not jumlah:
        return
    periode = {v.pk: f" data {v.periode} yang berlaku" for v in lain}
    saran = (
        " Bila barisnya memang berulang setiap periode, jadikan tahun atau bulannya bagian kunci."
        if lain
        else ""
    )
    jenis = "kunci" if kunci.utama else "unik"
    kata = "Isi kunci" if kunci.utama else "Nilai"
    galat = [
        (
            _urut(n),
            kunci.kolom[0]["name"],
            jenis,
            f"{kata} {kunci.nama} sama dengan baris {_urut(p)}{periode.get(p >> BIT_BARIS, '')}. Hanya boleh sekali.{saran}",
        )
        for n, p in contoh
    ]
    _catat_galat(versi, galat)
    versi.galat += jumlah
    versi.ringkasan = dict(Counter(versi.ringkasan) + Counter({jenis: jumlah}))


def _urut(nomor: int) -> int:
    return nomor & ((1 << BIT_BARIS) - 1)


@transaction.atomic
def _tolak(versi: Versi, alasan: str) -> None:
    """The file as a whole cannot be read."""
    kini = Versi.objects.select_for_update(of=("self",)).select_related("berkas").get(pk=versi.pk)
    if kini.berjalan:
        _tutup(kini, Keadaan.DITOLAK, alasan=alasan)


def _tutup(versi: Versi, keadaan: str, **nilai: Any) -> None:
    from .tasks import kosongkan

    berkas = versi.berkas
    if berkas is not None and any(k.get("pribadi") for k in versi.kolom):
        nilai["berkas"] = None  # personal data is not kept a second time, in the clear
    _ubah(versi, keadaan=keadaan, selesai_pada=timezone.now(), **nilai)
    if berkas is not None and "berkas" in nilai:
        buang_berkas(berkas)
    if keadaan == Keadaan.DITOLAK:
        kosongkan.enqueue(versi=versi.pk)
    catat(
        "versi.selesai",
        versi,
        oleh=versi.dibuat_oleh,
        keadaan=versi.get_keadaan_display(),
        baris=versi.baris,
        galat=versi.galat,
    )


def kosongkan_versi(pk: int) -> int:
    """Delete the rows of a version that is not and will not be in force; how many. Chunk by chunk, so it may be interrupted."""
    versi = Versi.objects.get(pk=pk)
    if versi.keadaan not in (Keadaan.DITOLAK, Keadaan.DIGANTIKAN):
        return 0
    awal, akhir = versi.batas_nomor
    jumlah = 0
    with connection.cursor() as k:
        while True:
            k.execute(
                "DELETE FROM walidata_dataset_baris WHERE nomor IN"
                " (SELECT nomor FROM walidata_dataset_baris WHERE nomor >= %s AND nomor < %s LIMIT %s)",
                [awal, akhir, HAPUS],
            )
            jumlah += k.rowcount
            if k.rowcount < HAPUS:
                return jumlah


__all__ = [
    "POTONGAN",
    "DiambilAlih",
    "baca_potongan",
    "bandingkan_versi",
    "kosongkan_versi",
    "periksa_versi",
    "versi_berlaku",
]
