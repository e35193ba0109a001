"""Writes of the catalogue: register, change, submit, approve, refuse, withdraw (Perbup Tanah Bumbu 25/2019 Ps 11).

The database guards the states as well (migration 0003): nothing is published without the approval of a second person, and what
was approved cannot be changed behind it.
"""

from typing import Any

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.audit import catat
from inti.errors import Bentrok, Galat, MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.situs import situs_kini
from monitoring_center.walidata.dataset import banding
from monitoring_center.walidata.dataset.daftar import daftar_sistem
from monitoring_center.walidata.dataset.models import BIT_BARIS, Versi
from monitoring_center.walidata.dataset.sumber import siapkan_sumber

from . import kabar
from .isian import POLA_NAMA, periksa_isian
from .models import Cakupan, Dataset, Jenis, Keadaan, meta_bidang
from .skema_tabel import nama_kunci
from .tasks import terbitkan
from .terbuka import terbitkan_terbuka


@transaction.atomic
def daftarkan(*, kode: str, oleh: Any, **isian: Any) -> Dataset:
    """Register a sektoral dataset of the present instansi; it starts as a draft.

    `isian`: fields of `models.ISI` and `kontak`.
    """
    _wajib_berhak(oleh, Hak.DATA_KELOLA)
    kode = kode.strip()
    if not POLA_NAMA.match(kode):
        raise MasukanSalah(
            "Kode dataset tidak sah.",
            bidang={"kode": "Mulai dengan huruf kecil; lalu huruf kecil, angka, atau garis bawah."},
        )
    if kode in daftar_sistem():
        raise MasukanSalah("Kode ini milik data dari aplikasi.", bidang={"kode": "Pilih kode lain."})
    isian = {"nama": "", "konsep": "", "definisi": "", "cakupan": _cakupan_baku()} | isian
    bersih = periksa_isian(isian, jenis=Jenis.SEKTORAL, kode=kode)
    return _buat(Dataset(kode=kode, jenis=Jenis.SEKTORAL, **bersih), oleh)


@transaction.atomic
def adopsi_sistem(*, kode: str, oleh: Any, kontak: str = "") -> Dataset:
    """Register a dataset that an app of the platform declares; its view is there already."""
    _wajib_berhak(oleh, Hak.DATA_KELOLA)
    d = daftar_sistem().get(kode)
    if d is None:
        raise MasukanSalah("Data aplikasi ini tidak dikenal.", bidang={"kode": "Tidak dikenal."})
    dataset = Dataset(
        kode=d.kode, jenis=Jenis.SISTEM, nama=d.nama, konsep=d.konsep, definisi=d.definisi, bidang=d.bidang, satuan=d.satuan,
        ukuran=d.ukuran, periode=d.periode, akses=d.akses, kolom=[k.skema() for k in d.kolom], kunci=d.kunci,
        kontak=kontak.strip(), cakupan=_cakupan_baku(),
    )  # fmt: skip
    return _buat(dataset, oleh)


@transaction.atomic
def ubah(*, dataset: Dataset, oleh: Any, **isian: Any) -> Dataset:
    """Change what is written about a dataset.

    A draft changes at once. Of a published one only `kontak` does: everything else becomes a proposal, and what was approved
    stays in force until the head approves it (Ps 11(1)).
    """
    _wajib_berhak(oleh, Hak.DATA_KELOLA)
    dataset = kunci_milik(dataset)
    if dataset.keadaan in (Keadaan.DIAJUKAN, Keadaan.DITARIK):
        raise TransisiTidakSah(
            "Dataset ini tidak dapat diubah sekarang.", saran="Tarik kembali pengajuannya lebih dahulu."
        )
    bersih = periksa_isian(dataset.isi_usulan() | isian, jenis=dataset.jenis, kode=dataset.kode)
    if dataset.jenis == Jenis.SISTEM and bersih["kolom"] != dataset.kolom:
        raise MasukanSalah(
            "Kolom data aplikasi ditetapkan oleh aplikasinya.", bidang={"kolom": "Tidak dapat diubah."}
        )
    periksa_kolom_terpakai(dataset, bersih["kolom"])
    periksa_kunci(dataset, bersih["kolom"])
    beda = {k: v for k, v in bersih.items() if v != getattr(dataset, k)}
    kontak = beda.pop("kontak", dataset.kontak)
    if dataset.keadaan != Keadaan.TERBIT:
        _simpan(dataset, **beda, kontak=kontak)
        if "kolom" in beda:
            _siapkan_sumber(dataset)
        catat("dataset.ubah", dataset, oleh=oleh, bidang=_sebut([*beda]))
        return dataset
    usulan = {"isi": beda, "pengaju": str(oleh.uuid), "oleh": oleh.nama, "pada": timezone.now().isoformat()}
    _simpan(dataset, usulan=usulan if beda else None, kontak=kontak, alasan="")
    catat("dataset.usulkan", dataset, oleh=oleh, bidang=_sebut([*beda]))
    if dataset.usulan:
        _kabari_pimpinan(dataset, oleh, "perubahan")
    return dataset


@transaction.atomic
def ajukan(*, dataset: Dataset, oleh: Any) -> Dataset:
    """Submit a draft to the head of the instansi."""
    _wajib_berhak(oleh, Hak.DATA_KELOLA)
    dataset = kunci_milik(dataset)
    _wajib_keadaan(dataset, Keadaan.KONSEP)
    if not dataset.kolom:
        raise MasukanSalah(
            "Lengkapi kolom dataset sebelum mengajukan.", bidang={"kolom": "Isi paling sedikit satu kolom."}
        )
    _simpan(
        dataset, keadaan=Keadaan.DIAJUKAN, pengaju=oleh.uuid, diajukan_oleh=oleh.nama, diajukan_pada=timezone.now(),
        penyetuju=None, alasan="",
    )  # fmt: skip
    catat("dataset.ajukan", dataset, oleh=oleh)
    _kabari_pimpinan(dataset, oleh, "penerbitan")
    return dataset


@transaction.atomic
def batalkan(*, dataset: Dataset, oleh: Any) -> Dataset:
    """Take a submission (or a proposed change) back before the head decides."""
    _wajib_berhak(oleh, Hak.DATA_KELOLA)
    dataset = kunci_milik(dataset)
    _wajib_menunggu(dataset)
    _kembalikan(dataset, alasan="")
    catat("dataset.batalkan", dataset, oleh=oleh)
    return dataset


@transaction.atomic
def setujui(*, dataset: Dataset, oleh: Any) -> Dataset:
    """The head lets a dataset, or the proposed change of a published one, into the catalogue (Ps 11(1))."""
    _wajib_berhak(oleh, Hak.DATA_SETUJUI)
    dataset = kunci_milik(dataset)
    _wajib_menunggu(dataset)
    pengaju = str(dataset.usulan["pengaju"] if dataset.usulan else dataset.pengaju)
    if pengaju == str(oleh.uuid):
        raise TidakBerhak("Dataset tidak dapat disetujui oleh orang yang mengajukannya.")
    isi = dataset.usulan["isi"] if dataset.usulan else {}
    if dataset.usulan:
        isi |= {"diajukan_oleh": dataset.usulan["oleh"], "diajukan_pada": dataset.usulan["pada"]}
    periksa_kolom_terpakai(dataset, isi.get("kolom", dataset.kolom))
    periksa_kunci(dataset, isi.get("kolom", dataset.kolom))
    _simpan(
        dataset, **isi, keadaan=Keadaan.TERBIT, pengaju=pengaju, penyetuju=oleh.uuid, disetujui_oleh=oleh.nama,
        disetujui_pada=timezone.now(), versi=dataset.versi + 1, usulan=None, alasan="",
    )  # fmt: skip
    if "kolom" in isi:
        _siapkan_sumber(dataset)
    terbitkan.enqueue(dataset=dataset.pk)
    catat("dataset.setujui", dataset, oleh=oleh, versi=dataset.versi)
    _kabari_pengelola(dataset, oleh, "Dataset disetujui", "disetujui pimpinan dan terbit di katalog.")
    return dataset


@transaction.atomic
def tolak(*, dataset: Dataset, oleh: Any, alasan: str) -> Dataset:
    """The head sends it back, with the reason. A published dataset stays as it was approved."""
    _wajib_berhak(oleh, Hak.DATA_SETUJUI)
    dataset = kunci_milik(dataset)
    _wajib_menunggu(dataset)
    _kembalikan(dataset, alasan=_wajib_alasan(alasan))
    catat("dataset.tolak", dataset, oleh=oleh, alasan=dataset.alasan)
    _kabari_pengelola(
        dataset, oleh, "Dataset dikembalikan", "dikembalikan pimpinan. Alasannya ada di halaman dataset."
    )
    return dataset


@transaction.atomic
def tarik(*, dataset: Dataset, oleh: Any, alasan: str) -> Dataset:
    """Take a dataset out of the catalogue: the head a published one, the walidata what was never published.

    Grants in force go on: only who gave them may revoke them (Ps 12(3)).
    """
    dataset = kunci_milik(dataset)
    _wajib_berhak(oleh, Hak.DATA_SETUJUI if dataset.keadaan == Keadaan.TERBIT else Hak.DATA_KELOLA)
    _wajib_keadaan(dataset, Keadaan.TERBIT, Keadaan.KONSEP, Keadaan.TERTAHAN)
    _simpan(dataset, keadaan=Keadaan.DITARIK, alasan=_wajib_alasan(alasan), usulan=None)
    terbitkan_terbuka(dataset)  # takes the public copy away
    catat("dataset.tarik", dataset, oleh=oleh, alasan=dataset.alasan)
    return dataset


@transaction.atomic
def daftarkan_kembali(*, dataset: Dataset, oleh: Any) -> Dataset:
    """Make a withdrawn dataset a draft again."""
    _wajib_berhak(oleh, Hak.DATA_KELOLA)
    dataset = kunci_milik(dataset)
    _wajib_keadaan(dataset, Keadaan.DITARIK)
    _simpan(dataset, keadaan=Keadaan.KONSEP, alasan="", penyetuju=None)
    catat("dataset.daftarkan_kembali", dataset, oleh=oleh)
    return dataset


# -- shared -------------------------------------------------------------------------------------------------


def skema_kini() -> str:
    """The schema of the present instansi; datasets are registered on its own host only."""
    situs = situs_kini()
    if situs is None or situs.instansi is None:
        raise TidakBerhak("Dataset didaftarkan di situs instansi pemiliknya.")
    return situs.instansi.schema_name


def kunci_milik(dataset: Dataset) -> Dataset:
    """The row of the present instansi, locked, as it is now."""
    try:
        return Dataset.objects.milik(skema_kini()).select_for_update().get(pk=dataset.pk)
    except Dataset.DoesNotExist:
        raise TidakBerhak("Dataset ini milik instansi lain.") from None


def kolom_terpakai(dataset: Dataset) -> set[str]:
    """Columns that grants in force give or filter by."""
    with connection.cursor() as k:
        k.execute("SELECT * FROM gerbang.kolom_terpakai(%s, %s)", [dataset.pemilik, dataset.kode])
        return {baris[0] for baris in k.fetchall()}


def periksa_kolom_terpakai(dataset: Dataset, kolom: list[dict[str, Any]]) -> None:
    """Raises when `kolom` drops or retypes a column on which a grant in force stands."""
    if kolom == dataset.kolom:
        return
    lama, baru = ({k["name"]: k["type"] for k in daftar} for daftar in (dataset.kolom, kolom))
    if hilang := sorted(n for n in kolom_terpakai(dataset) & lama.keys() if baru.get(n) != lama[n]):
        sebut = ", ".join(hilang)
        raise MasukanSalah(
            f"Kolom {sebut} dipakai oleh izin yang masih berlaku.",
            bidang={
                "kolom": f"Kolom {sebut} tidak dapat dihapus atau diganti tipenya selama ada izin yang memakainya."
            },
        )


def periksa_kunci(dataset: Dataset, kolom: list[dict[str, Any]]) -> None:
    """Raises when rows in force have the same key under `kolom`: a key that is not one is never approved."""
    if nama_kunci(kolom) == nama_kunci(dataset.kolom):
        return
    berlaku = list(Versi.objects.berlaku().filter(dataset=dataset.uuid))
    kunci = next((k for k in banding.semua_kunci(kolom) if k.utama), None)
    jumlah, contoh = banding.ganda(berlaku, kunci, 1) if kunci and berlaku else (0, [])
    if kunci and jumlah:
        sebut = " dan ".join(_baris_berlaku(n, berlaku) for n in reversed(contoh[0]))
        raise MasukanSalah(
            f"Kolom {kunci.nama} belum dapat menjadi kunci.",
            bidang={
                "kolom": f"Isi kunci {kunci.nama} berulang pada {jumlah} baris yang berlaku, misalnya {sebut}."
            },
        )


def _baris_berlaku(nomor: int, versi: list[Versi]) -> str:
    periode = next(v.periode for v in versi if v.pk == nomor >> BIT_BARIS)
    return f"baris {nomor & (1 << BIT_BARIS) - 1} data {periode}"


def _wajib_berhak(oleh: Any, hak: Hak) -> None:
    if not oleh.punya(hak):
        raise TidakBerhak(
            "Hanya pimpinan instansi yang dapat memutuskan ini."
            if hak == Hak.DATA_SETUJUI
            else "Hanya pengelola data instansi ini yang dapat melakukannya.",
            saran="Dasar: Perbup Tanah Bumbu 25/2019 Pasal 11.",
        )


def _wajib_keadaan(dataset: Dataset, *boleh: Keadaan) -> None:
    if dataset.keadaan not in boleh:
        raise TransisiTidakSah(f"Dataset ini sedang berkeadaan “{dataset.get_keadaan_display()}”.")


def _wajib_menunggu(dataset: Dataset) -> None:
    if not dataset.menunggu:
        raise TransisiTidakSah("Dataset ini tidak sedang menunggu persetujuan.")


def _wajib_alasan(alasan: str) -> str:
    if not alasan.strip():
        raise MasukanSalah("Tuliskan alasannya.", bidang={"alasan": "Alasan wajib diisi."})
    return alasan.strip()[:500]


def _kembalikan(dataset: Dataset, *, alasan: str) -> None:
    if dataset.usulan is not None:
        _simpan(dataset, usulan=None, alasan=alasan)
    else:
        _simpan(dataset, keadaan=Keadaan.KONSEP, alasan=alasan)


def _kabari_pimpinan(dataset: Dataset, oleh: Any, apa: str) -> None:
    isi = f"menunggu persetujuan {apa}. Diajukan {oleh.nama}."
    judul = f"Dataset menunggu persetujuan {apa}"
    kabar.sampaikan(kabar.tentang_dataset(dataset, Hak.DATA_SETUJUI, judul, isi), kecuali=oleh.uuid)


def _kabari_pengelola(dataset: Dataset, oleh: Any, judul: str, isi: str) -> None:
    kabar.sampaikan(kabar.tentang_dataset(dataset, Hak.DATA_KELOLA, judul, isi), kecuali=oleh.uuid)


def _cakupan_baku() -> str:
    situs = situs_kini()
    kecamatan = situs is not None and situs.instansi is not None and situs.instansi.jenis == "kecamatan"
    return Cakupan.WILAYAH if kecamatan else Cakupan.KABUPATEN


def _buat(dataset: Dataset, oleh: Any) -> Dataset:
    dataset.pemilik, dataset.sumber, dataset.dibuat_oleh = skema_kini(), f"ds_{dataset.kode}", oleh.nama
    try:
        with transaction.atomic():
            dataset.save(force_insert=True)
    except IntegrityError as galat:
        if "dataset_pemilik_kode_key" in str(galat):
            raise Bentrok("Dataset dengan kode ini sudah terdaftar.") from galat
        raise _dari_basis(galat) from galat
    dataset.refresh_from_db()
    _siapkan_sumber(dataset)
    catat("dataset.daftarkan", dataset, oleh=oleh)
    return dataset


def _simpan(dataset: Dataset, **nilai: Any) -> None:
    """Only what changed; then the row as the database made it."""
    for nama, isi in nilai.items():
        setattr(dataset, nama, isi)
    try:
        with transaction.atomic():
            dataset.save(update_fields=[*nilai])
    except IntegrityError as galat:
        raise _dari_basis(galat) from galat
    dataset.refresh_from_db()


def _siapkan_sumber(dataset: Dataset) -> None:
    """The view from which grants read follows the columns."""
    if not dataset.kolom:
        return
    try:
        with transaction.atomic():
            siapkan_sumber(dataset)
    except DatabaseError as galat:
        raise _dari_basis(galat) from galat


def _dari_basis(galat: DatabaseError) -> Galat:
    """A rule of the database, in its own words where they are a sentence."""
    diag = getattr(galat.__cause__, "diag", None)
    pesan = (diag.message_primary or "") if diag else ""
    return Bentrok(pesan if pesan.endswith(".") else "Basis data menolak perubahan ini.")


def _sebut(bidang: list[str]) -> str:
    return ", ".join(str(meta_bidang(b).verbose_name) for b in bidang) or "tidak ada"
