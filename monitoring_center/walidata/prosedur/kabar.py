"""News of the procedure for the people of the present site: each told once, with bell and e-mail, never with contents.

No login can write into another instansi's bell. So every site looks at its own rows of schema `gerbang` and keeps in
`gerbang.kabar` what it has told.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.notifikasi.actions import beri_tahu
from inti.situs import MONITORING, situs_kini
from monitoring_center.walidata.pihak import nama_pihak, skema_kini

from .models import Izin, Konsep, Perintah, Permohonan, UsulCabut
from .waktu import eskalasi_rekomendasi, tenggat_keputusan, tenggat_rekomendasi

SEJAK = dt.timedelta(days=14)
"""Older events are no news any more."""
MENJELANG = dt.timedelta(days=1)
WALIDATA, PIMPINAN, PEMUTUS = (Hak.DATA_KELOLA,), (Hak.DATA_KELOLA, Hak.DATA_SETUJUI), (Hak.KEPUTUSAN_BUAT,)


@dataclass(frozen=True)
class Kabar:
    """`kunci` names the event; `hak`: whoever holds one of these is told."""

    kunci: str
    hak: tuple[Hak, ...]
    judul: str
    isi: str
    tautan: str


def _url(nama: str, *kunci: object) -> str:
    situs = "instansi" if skema_kini() else "monitoring"
    return reverse(f"prosedur:{nama}", args=kunci, urlconf=f"inti.urls.{situs}")


def peristiwa() -> list[Kabar]:
    """What happened lately and concerns this site."""
    sejak, skema = timezone.now() - SEJAK, skema_kini()
    if skema:
        return [*_konsep(sejak), *_permohonan(skema, sejak), *_izin(skema, sejak)]
    situs = situs_kini()
    return [*_untuk_pemutus(sejak)] if situs is not None and situs.jenis == MONITORING else []


def _konsep(sejak: dt.datetime) -> Iterator[Kabar]:
    """`diubah_pada` is part of the key: a draft may come to the head a second time."""
    for k in Konsep.objects.filter(keadaan__in=["menunggu", "dikembalikan"], diubah_pada__gte=sejak):
        kunci, alamat = f"{k.keadaan}:{k.uuid}:{k.diubah_pada.timestamp():.0f}", _url("konsep", k.uuid)
        if k.keadaan == "menunggu":
            isi = "Surat permohonan pemanfaatan data menunggu tanda tangan Anda."
            yield Kabar(kunci, (Hak.DATA_SETUJUI,), "Permohonan data menunggu tanda tangan", isi, alamat)
        else:
            isi = "Pimpinan mengembalikan konsep permohonan data dengan catatan."
            yield Kabar(kunci, WALIDATA, "Permohonan data perlu diperbaiki", isi, alamat)


def _baru(sejak: dt.datetime) -> Iterable[Permohonan]:
    lama = Q(diajukan_pada__gte=sejak) | Q(rekomendasi__pada__gte=sejak) | Q(penolakan__pada__gte=sejak)
    return Permohonan.objects.lengkap().filter(
        lama | Q(izin__terbit_pada__gte=sejak) | Q(penarikan__pada__gte=sejak)
    )


def _permohonan(skema: str, sejak: dt.datetime) -> Iterator[Kabar]:
    for p in _baru(sejak):
        alamat, milik = _url("permohonan", p.uuid), p.pemilik == skema
        if milik:  # the tembusan of Ps 12(1)
            isi = "Tembusan permohonan pemanfaatan data diterima. Walidata diminta memberi rekomendasi."
            yield Kabar(f"masuk:{p.uuid}", PIMPINAN, "Permohonan data masuk", isi, alamat)
        else:
            isi = "Pimpinan menandatangani kedua surat. Permohonan sekarang dinilai walidata."
            yield Kabar(f"diajukan:{p.uuid}", WALIDATA, "Permohonan data diajukan", isi, alamat)
        if hasattr(p, "rekomendasi"):
            isi = "Walidata memberi rekomendasi atas permohonan data. Bupati atau Sekda memutuskan."
            hak = (Hak.DATA_SETUJUI,) if milik else WALIDATA
            yield Kabar(f"rekomendasi:{p.uuid}", hak, "Rekomendasi walidata diberikan", isi, alamat)
        if p.keadaan in ("disetujui", "ditolak"):
            isi = f"Permohonan pemanfaatan data {p.keadaan}. Surat keputusannya terlampir di halaman permohonan."
            yield Kabar(f"keputusan:{p.uuid}", PIMPINAN, f"Permohonan data {p.keadaan}", isi, alamat)
        if p.keadaan == "ditarik":
            siapa = "Pemohon" if milik else "Instansi Anda"
            isi = f"{siapa} menarik permohonan pemanfaatan data. Tidak ada yang perlu dinilai lagi."
            yield Kabar(f"ditarik:{p.uuid}", PIMPINAN, "Permohonan data ditarik", isi, alamat)


def _izin(skema: str, sejak: dt.datetime) -> Iterator[Kabar]:
    perintah = Q(jenis="perintah", terbit_pada__gte=sejak)
    for i in Izin.objects.filter(perintah | Q(dicabut_pada__gte=sejak)):
        alamat = _url("izin", i.uuid)
        if i.jenis == "perintah":
            kata = "Data instansi Anda" if i.pemilik == skema else "Data instansi lain"
            isi = f"{kata} dapat dibaca atas perintah Bupati (Perbup 25/2019 Pasal 11 ayat 6)."
            yield Kabar(f"perintah:{i.uuid}", PIMPINAN, "Akses data atas perintah Bupati", isi, alamat)
        if i.dicabut_pada:
            isi = "Izin pemanfaatan data dicabut. Alasannya ada di halaman izin."
            yield Kabar(f"cabut:{i.uuid}", PIMPINAN, "Izin data dicabut", isi, alamat)
    for u in UsulCabut.objects.filter(dijawab_pada__gte=sejak).select_related("izin"):
        isi = "Bupati atau Sekda menjawab usul pencabutan izin data."
        yield Kabar(
            f"usul-dijawab:{u.uuid}", WALIDATA, "Usul pencabutan dijawab", isi, _url("izin", u.izin.uuid)
        )


def _untuk_pemutus(sejak: dt.datetime) -> Iterator[Kabar]:
    for p in Permohonan.objects.menunggu_keputusan().filter(rekomendasi__pada__gte=sejak):
        isi = "Permohonan pemanfaatan data sudah dinilai walidata dan menunggu keputusan."
        yield Kabar(
            f"putus:{p.uuid}", PEMUTUS, "Permohonan data menunggu keputusan", isi, _url("permohonan", p.uuid)
        )
    for p in Permohonan.objects.filter(penarikan__pada__gte=sejak, rekomendasi__isnull=False):
        isi = "Pemohon menarik permohonan pemanfaatan data; tidak perlu diputus lagi."
        yield Kabar(f"ditarik:{p.uuid}", PEMUTUS, "Permohonan data ditarik", isi, _url("permohonan", p.uuid))
    for t in Perintah.objects.filter(izin=None, pembatalan=None, pada__gte=sejak):
        isi = "Perintah Bupati tentang akses data dicatat dan menunggu konfirmasi orang lain."
        yield Kabar(
            f"konfirmasi:{t.uuid}",
            PEMUTUS,
            "Perintah Bupati menunggu konfirmasi",
            isi,
            _url("satu_perintah", t.uuid),
        )
    for u in UsulCabut.objects.filter(dijawab_pada=None, pada__gte=sejak).select_related("izin"):
        isi = "Walidata mengusulkan pencabutan sebuah izin data."
        yield Kabar(f"usul:{u.uuid}", PEMUTUS, "Usul pencabutan izin data", isi, _url("izin", u.izin.uuid))


def pengingat() -> list[Kabar]:
    """What is due within a day, late, or stuck, and grants that end soon."""
    skema, situs = skema_kini(), situs_kini()
    if skema:
        return [*_menilai(skema), *_menanti(skema), *_akan_berakhir(skema)]
    return [*_memutus(), *_tertahan()] if situs is not None and situs.jenis == MONITORING else []


def _menilai(skema: str) -> Iterator[Kabar]:
    """The walidata hears of it a day before; late, its head does too."""
    for p in Permohonan.objects.masuk(skema).menunggu_rekomendasi():
        yield from _tenggat(p, tenggat_rekomendasi(skema, p.diajukan_pada), "rekomendasi", WALIDATA, PIMPINAN)


def _memutus() -> Iterator[Kabar]:
    for p in Permohonan.objects.lengkap().menunggu_keputusan():
        yield from _tenggat(p, tenggat_keputusan(p.rekomendasi.pada), "keputusan", PEMUTUS, PEMUTUS)


def _tenggat(
    p: Permohonan, tenggat: dt.datetime, apa: str, dekat: tuple[Hak, ...], lewat: tuple[Hak, ...]
) -> Iterator[Kabar]:
    kini = timezone.now()
    if tenggat > kini + MENJELANG:
        return
    telat = tenggat < kini
    kata, hak = ("sudah lewat", lewat) if telat else ("tinggal sehari", dekat)
    isi = f"Tenggat {apa} atas permohonan pemanfaatan data {kata}."
    kunci = f"tenggat:{apa}:{p.uuid}:{'lewat' if telat else 'dekat'}"
    yield Kabar(kunci, hak, f"Tenggat {apa} data {kata}", isi, _url("permohonan", p.uuid))


def _menanti(skema: str) -> Iterator[Kabar]:
    """The requester learns that the walidata is late, and that its head knows."""
    for p in Permohonan.objects.keluar(skema).menunggu_rekomendasi():
        if tenggat_rekomendasi(p.pemilik, p.diajukan_pada) < timezone.now():
            isi = "Walidata belum memberi rekomendasi sampai tenggatnya. Pimpinan walidata diberi tahu."
            yield Kabar(
                f"menanti:{p.uuid}", WALIDATA, "Rekomendasi data terlambat", isi, _url("permohonan", p.uuid)
            )


def _tertahan() -> Iterator[Kabar]:
    """Still no recommendation some working days after its deadline: the deciders learn at whom it hangs."""
    for p in Permohonan.objects.menunggu_rekomendasi():
        if eskalasi_rekomendasi(p.pemilik, p.diajukan_pada) < timezone.now():
            isi = f"{nama_pihak(p.pemilik)} belum memberi rekomendasi atas permohonan data dari {nama_pihak(p.pembaca)}."
            yield Kabar(
                f"tertahan:{p.uuid}", PEMUTUS, "Permohonan data tertahan di walidata", isi, _url("permohonan", p.uuid)
            )  # fmt: skip


def _akan_berakhir(skema: str) -> Iterator[Kabar]:
    isi = "Sebuah izin pemanfaatan data akan berakhir. Bila masih perlu, ajukan permohonan baru."
    for i in Izin.objects.dibaca(skema).berkeadaan("akan_berakhir"):
        yield Kabar(f"berakhir:{i.uuid}", WALIDATA, "Izin data akan berakhir", isi, _url("izin", i.uuid))


def belum_disampaikan(kabar: list[Kabar]) -> list[Kabar]:
    if not kabar:
        return []
    with connection.cursor() as k:
        k.execute("SELECT kunci FROM gerbang.kabar WHERE kunci = ANY(%s)", [[x.kunci for x in kabar]])
        sudah = {baris[0] for baris in k.fetchall()}
    return [x for x in kabar if x.kunci not in sudah]


@transaction.atomic
def sampaikan(kabar: list[Kabar]) -> int:
    """Tell what was not told yet. Two workers at once tell it once: the first to write the key does."""
    kabar = belum_disampaikan(kabar)
    if not kabar:
        return 0
    with connection.cursor() as k:
        k.execute(
            "INSERT INTO gerbang.kabar (kunci) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING RETURNING kunci",
            [[x.kunci for x in kabar]],
        )
        milik = {baris[0] for baris in k.fetchall()}
    baru = [x for x in kabar if x.kunci in milik]
    for x in baru:
        penerima = {o.pk: o for h in x.hak for o in Pengguna.objects.berhak(h)}
        for orang in penerima.values():
            beri_tahu(kepada=orang, judul=x.judul, isi=x.isi, tautan=x.tautan)
    return len(baru)
