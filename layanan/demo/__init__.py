"""Twelve months of believable permohonan for the demonstration. Deterministic for a seed; no person in it is real.

NIK end in 9901-9999, serials that are practically never issued. Rows go in with bulk inserts, in the order in which they
would have happened, so numbers and dates agree with each other.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna

from ..actions import tandatangani
from ..enums import CaraSerah, CaraUji, Hubungan, Kanal, Putusan, Status, StatusSyarat
from ..models import (
    KeabsahanUji,
    Konsep,
    Layanan,
    Paraf,
    Permohonan,
    PersyaratanPermohonan,
    Riwayat,
    SeriNomor,
    Tahap,
)
from ..models.konsep import naskah, sidik_isi
from ..surat.konsep import PARAF_SEKSI, isi_awal, rantai
from ..surat.nomor import REGISTRASI
from ..waktu.eskalasi import eskalasikan
from ..waktu.jam import zona_waktu
from ..waktu.tahap import dari_riwayat
from ..waktu.tenggat import hari_kerja, janji, menit_standar, mundur, tepat
from .contoh import ALASAN, Bahan, permohonan_baru, pilih_layanan, siapkan_bahan
from .meja import isi_meja
from .surat import isi_surat

BULAN_RAMAI = (1.1, 1.0, 0.95, 0.8, 1.0, 1.25, 1.45, 1.2, 1.0, 1.0, 0.95, 0.8)
"""School enrolment in June-July makes SKTM and domicile letters peak; December and the month of Idul Fitri are quiet."""
MEJA_TERBUKA = (Status.DIAJUKAN, Status.DIVERIFIKASI, Status.DIDISTRIBUSI, Status.DIVALIDASI, Status.DIPARAF,
                Status.DITANDATANGANI, Status.DITOLAK)  # fmt: skip
Rencana = tuple[datetime, Layanan, Status | None]
TOLAK_SEKALI, TEPAT, BATAL = 0.08, 0.9, 0.015
SEKALI = 500


def isi_riwayat(
    *,
    instansi: Any,
    orang: Mapping[str, Pengguna],
    acak: random.Random,
    sampai: date,
    bulan: int = 12,
    jumlah: int = 1200,
    per_seksi: Mapping[str, Pengguna] | None = None,
    terbuka: int = 28,
    lapor: Callable[[int, int], None] = lambda selesai, total: None,
) -> int:
    """Fill the instansi's schema (its own login, its site set). Returns the number of permohonan made.

    `orang`: peran -> person ("operator", "administrator", "pelaksana", "koordinator", "penanggung_jawab");
    `per_seksi`: seksi kode -> the pelaksana of that seksi, default `orang["pelaksana"]`; `terbuka`: recent open
    files, spread over every desk. `lapor(done, total)` is called after each batch.
    """
    bahan = siapkan_bahan(instansi, orang, per_seksi or {}, acak)
    kini = min(datetime.combine(sampai, time(15, 30), zona_waktu()), timezone.now().astimezone(zona_waktu()))
    masuk = _waktu_masuk(acak, sampai, bulan, max(jumlah - terbuka, 0))
    rencana: list[Rencana] = [(saat, pilih_layanan(bahan), None) for saat in masuk]
    rencana += [_terbuka(bahan, kini, MEJA_TERBUKA[n % len(MEJA_TERBUKA)]) for n in range(terbuka)]
    rencana.sort(key=lambda r: r[0])
    for awal in range(0, len(rencana), SEKALI):
        with transaction.atomic():
            _simpan([_kasus(bahan, *satu, kini) for satu in rencana[awal : awal + SEKALI]])
            _catat_seri(bahan.urut)
        lapor(min(awal + SEKALI, len(rencana)), len(rencana))
    for p in bahan.tandatangani:
        tandatangani(permohonan=p, oleh=orang["penanggung_jawab"])
    isi_meja(bahan)
    if per_seksi:
        isi_surat(bahan)
    eskalasikan()
    return len(rencana)


def _waktu_masuk(acak: random.Random, sampai: date, bulan: int, jumlah: int) -> list[datetime]:
    """`jumlah` moments in office hours of the last `bulan` months, more in busy months, none in the last two days."""
    hari = [h for n in range(2, bulan * 30 + 1) if hari_kerja(h := sampai - timedelta(days=n))]
    bobot = [BULAN_RAMAI[h.month - 1] * (1.2 if h.weekday() == 0 else 1) for h in hari]
    zona = zona_waktu()
    return sorted(
        datetime.combine(h, time(8), zona) + timedelta(minutes=int(acak.triangular(0, 450, 120)))
        for h in acak.choices(hari, bobot, k=jumlah)
    )


def _terbuka(b: Bahan, kini: datetime, berhenti: Status) -> Rencana:
    """A file that is open now: most of them well within the promised time, one in eight beyond it."""
    layanan = pilih_layanan(b)
    nisbah = b.acak.uniform(0.15, 0.85) if b.acak.random() < 0.88 else b.acak.uniform(1.1, 1.8)
    menit = int(menit_standar(layanan.waktu_nilai, layanan.waktu_satuan, kini.date()) * nisbah)
    if berhenti == Status.DITOLAK:
        menit = b.acak.randint(500, 1400)
    return mundur(kini, max(menit, 4)), layanan, berhenti


def _jam_buka(saat: datetime, acak: random.Random) -> datetime:
    """The same moment or, when the office was closed, some minute of the working day before."""
    while not hari_kerja(saat.date()) or not time(8) <= saat.time() < time(16):
        hari = (
            saat.date()
            if saat.time() >= time(16) and hari_kerja(saat.date())
            else saat.date() - timedelta(days=1)
        )
        while not hari_kerja(hari):
            hari -= timedelta(days=1)
        saat = datetime.combine(hari, time(8), saat.tzinfo) + timedelta(minutes=acak.randint(0, 470))
    return saat


@dataclass
class Kasus:
    permohonan: Permohonan
    syarat: list[PersyaratanPermohonan]
    riwayat: list[Riwayat]
    tahap: list[Tahap] = field(default_factory=list)
    kurang: Any = None  # the Persyaratan that was refused
    konsep: Konsep | None = None
    paraf: list[Paraf] = field(default_factory=list)
    uji: KeabsahanUji | None = None


def _kasus(b: Bahan, saat: datetime, layanan: Layanan, berhenti: Status | None, kini: datetime) -> Kasus:
    """One permohonan from intake to where it stands: `berhenti`, or the end."""
    p = permohonan_baru(b, saat, layanan)
    k = Kasus(p, [], [])
    _langkah(b, k, "ajukan", "", saat, "operator")
    if berhenti is None and b.acak.random() < BATAL:
        return _batalkan(b, k, saat)
    if berhenti == Status.DITOLAK or (berhenti is None and b.acak.random() < TOLAK_SEKALI):
        saat = _tolak(b, k, saat, kini, kembali=berhenti is None)
    if p.status == Status.DIAJUKAN and berhenti != Status.DIAJUKAN:
        _proses(b, k, saat, berhenti, kini)
    _syarat(b, k)
    _uji(b, k)
    _paraf(b, k)
    return _hitung(k)


def _hitung(k: Kasus) -> Kasus:
    """The stages from the history, and what a closed permohonan took."""
    k.tahap = dari_riwayat(k.permohonan, k.riwayat)
    if k.permohonan.status == Status.SELESAI:
        k.permohonan.lama_menit = sum(t.menit_kerja or 0 for t in k.tahap if t.dihitung)
    return k


def _uji(b: Bahan, k: Kasus) -> None:
    """How the seksi made sure of a file that it validated."""
    p, oleh = k.permohonan, k.permohonan.validasi_oleh
    if p.validasi_pada is None or oleh is None:
        return
    if p.layanan.tinjau_lapangan:
        isi: dict[str, Any] = {
            "cara": CaraUji.TINJAU_LAPANGAN,
            "nomor": f"BA/{p.validasi_pada:%d/%m/%Y}",
            "petugas": oleh.nama,
        }
    elif p.kanal == Kanal.LOKET:
        isi = {"cara": CaraUji.CEK_BERKAS}
    else:
        isi = {"cara": CaraUji.KONFIRMASI_DESA, "narasumber": f"Kaur Umum {p.pemohon_desa}".strip()}
    k.uji = KeabsahanUji(permohonan=p, tanggal=p.validasi_pada.date(), oleh=oleh, oleh_nama=oleh.nama,
                         jabatan=b.jabatan.get(oleh.pk, ""), pada=p.validasi_pada, **isi)  # fmt: skip


def _paraf(b: Bahan, k: Kasus) -> None:
    """The first version of an open letter with the paraf on it."""
    p = k.permohonan
    if not p.layanan.perlu_ttd or p.status not in (Status.DIVALIDASI, Status.DIPARAF):
        return
    isi = isi_awal(p)
    k.konsep = Konsep(permohonan=p, versi=1, isi=naskah(isi), sidik=sidik_isi(isi), dibuat_oleh=p.validasi_oleh,
                      dibuat_pada=p.validasi_pada)  # fmt: skip
    diberi = [("pelaksana", p.validasi_oleh, p.validasi_pada)]
    if p.status == Status.DIPARAF:
        diberi.append(("koordinator", p.paraf_oleh, p.paraf_pada))
    k.paraf = [
        Paraf(permohonan=p, konsep=k.konsep, urutan=n, peran=peran, oleh=oleh, oleh_nama=oleh.nama, pada=pada,
              jabatan=b.jabatan.get(oleh.pk, ""))
        for n, (peran, oleh, pada) in enumerate(diberi, PARAF_SEKSI)
    ]  # fmt: skip
    p.giliran_paraf = next(iter(rantai(p, "pelaksana")[len(diberi) - 1 :]), "")


def _langkah(
    b: Bahan,
    k: Kasus,
    transisi: str,
    dari: str,
    saat: datetime,
    peran: str,
    *,
    alasan: str = "",
    oleh: Pengguna | None = None,
) -> None:
    oleh = oleh or b.orang[peran]
    k.riwayat.append(
        Riwayat(permohonan=k.permohonan, transisi=transisi, dari=dari, ke=k.permohonan.status, oleh=oleh,
                oleh_nama=oleh.nama, jabatan=b.jabatan.get(oleh.pk, ""), alasan=alasan, pada=saat)
    )  # fmt: skip


def _pindah(
    b: Bahan, k: Kasus, transisi: str, ke: Status, cap: str, saat: datetime, peran: str, **lain: Any
) -> None:
    p, dari = k.permohonan, k.permohonan.status
    oleh = lain.pop("oleh", None) or b.orang[peran]
    p.status = ke
    setattr(p, f"{cap}_oleh", oleh)
    setattr(p, f"{cap}_pada", saat)
    _langkah(b, k, transisi, dari, saat, peran, oleh=oleh, **lain)


def _batalkan(b: Bahan, k: Kasus, saat: datetime) -> Kasus:
    alasan = "Dibatalkan atas permintaan pemohon."
    _pindah(
        b, k, "batalkan", Status.DIBATALKAN, "batal", saat + timedelta(hours=1), "operator", alasan=alasan
    )
    _syarat(b, k)
    return _hitung(k)


def _tolak(b: Bahan, k: Kasus, saat: datetime, kini: datetime, *, kembali: bool) -> datetime:
    """Refused by the FO and, with `kembali`, brought back some days later under the same number."""
    p = k.permohonan
    tolak = saat + timedelta(minutes=b.acak.randint(5, 25))
    k.kurang = b.acak.choice(b.syarat[p.layanan_id])
    p.tolak_kode, kalimat = b.acak.choice(ALASAN)
    p.tolak_alasan, p.jumlah_penolakan = kalimat.format(syarat=k.kurang.nama), 1
    _pindah(b, k, "tolak", Status.DITOLAK, "tolak", tolak, "operator", alasan=p.tolak_alasan)
    k.riwayat[-1].rinci = {"alasan_kode": p.tolak_kode}
    if not kembali:
        p.batas_perbaikan = tolak.date() + timedelta(days=14)
        return tolak
    ulang = _jam_buka(tolak + timedelta(days=b.acak.randint(1, 4)), b.acak)
    ulang = max(min(ulang, kini - timedelta(minutes=30)), tolak + timedelta(minutes=10))
    p.status, p.pengajuan_ke, p.diajukan_pada = Status.DIAJUKAN, 2, ulang
    p.menit_di_pemohon = int((ulang - tolak).total_seconds() // 60)
    _langkah(b, k, "ajukan_kembali", Status.DITOLAK, ulang, "operator")
    return ulang


def _proses(b: Bahan, k: Kasus, saat: datetime, berhenti: Status | None, kini: datetime) -> None:
    """From the FO's approval on, with each desk taking its share of the promised time."""
    p, lay = k.permohonan, k.permohonan.layanan
    mulai = saat + timedelta(minutes=b.acak.randint(3, 15))
    p.janji_selesai = janji(mulai, lay.waktu_nilai, lay.waktu_satuan, zona_waktu())
    rentang = p.janji_selesai - mulai
    nisbah = b.acak.uniform(0.3, 0.95) if b.acak.random() < TEPAT else b.acak.uniform(1.1, 2.0)
    siap = mulai + rentang * nisbah
    if berhenti is None and siap > kini:
        siap = max(mulai + timedelta(minutes=4), kini - timedelta(minutes=5))
    tahap = _tahap(b, lay)
    if berhenti is not None:
        tahap = _sampai(b, p, tahap, berhenti)
    for urut, (nama, ke, cap, bagian, oleh) in enumerate(tahap):
        pada = (
            mulai + (siap - mulai) * bagian
            if berhenti is None
            else min(mulai + timedelta(minutes=7 * urut), kini)
        )
        _pindah(b, k, nama, ke, cap, pada, "", oleh=oleh)
        if ke == Status.DIDISTRIBUSI:
            p.seksi = lay.seksi
        if ke == Status.DIVALIDASI:
            p.putusan = Putusan.KABUL
        if ke == (Status.DITANDATANGANI if lay.perlu_ttd else Status.DIVALIDASI):
            p.siap_pada = pada
    if berhenti is None:
        _serahkan(b, k, kini)


def _tahap(b: Bahan, lay: Layanan) -> list[tuple[str, Status, str, float, Pengguna]]:
    """(transition, status, stamp, share of the time, person) of the route of a service."""
    kasi = b.per_seksi.get(lay.seksi.kode, b.orang["pelaksana"])
    tahap = [
        ("setujui", Status.DIVERIFIKASI, "verifikasi", 0.0, b.orang["operator"]),
        ("distribusikan", Status.DIDISTRIBUSI, "distribusi", 0.05, b.orang["operator"]),
        ("validasi", Status.DIVALIDASI, "validasi", 1.0 if not lay.perlu_ttd else 0.5, kasi),
    ]
    if lay.perlu_paraf:
        tahap.append(("paraf", Status.DIPARAF, "paraf", 0.8, b.orang["koordinator"]))
    if lay.perlu_ttd:
        tahap.append(("tandatangani", Status.DITANDATANGANI, "ttd", 1.0, b.orang["penanggung_jawab"]))
    return tahap


def _sampai(b: Bahan, p: Permohonan, tahap: list[Any], berhenti: Status) -> list[Any]:
    """The steps of an open file. What shall be signed gets a real letter afterwards, through the action."""
    status = [t[1] for t in tahap]
    if berhenti == Status.DITANDATANGANI and berhenti in status:
        b.tandatangani.append(p)
        return tahap[: status.index(berhenti)]
    return tahap[: status.index(berhenti if berhenti in status else Status.DIVALIDASI) + 1]


def _serahkan(b: Bahan, k: Kasus, kini: datetime) -> None:
    p, siap = k.permohonan, k.permohonan.siap_pada
    assert siap is not None
    ambil = _jam_buka(siap + timedelta(hours=b.acak.randint(1, 48)), b.acak)
    ambil = max(min(ambil, kini), siap + timedelta(minutes=1))
    sendiri = b.acak.random() < 0.85
    p.serah_kepada = p.pemohon_nama if sendiri else f"{b.faker.first_name()} {b.faker.last_name()}"
    p.serah_hubungan = Hubungan.PEMOHON if sendiri else Hubungan.KELUARGA
    p.serah_identitas_cocok, p.serah_cara = True, CaraSerah.DIAMBIL
    p.tanggal_selesai = ambil.astimezone(zona_waktu()).date()
    p.tepat_waktu = tepat(siap, p.janji_selesai)
    _pindah(b, k, "serahkan", Status.SELESAI, "serah", ambil, "operator")


def _syarat(b: Bahan, k: Kasus) -> None:
    """All requirements brought on paper; judged when the FO has decided, one missing where the file was refused."""
    p = k.permohonan
    dinilai = p.verifikasi_pada or (p.tolak_pada if p.status == Status.DITOLAK else None)
    for s in b.syarat[p.layanan_id]:
        ada = s != k.kurang or p.status != Status.DITOLAK
        status = (
            (StatusSyarat.SESUAI if ada else StatusSyarat.TIDAK_SESUAI) if dinilai else StatusSyarat.BELUM
        )
        k.syarat.append(
            PersyaratanPermohonan(
                permohonan=p, persyaratan=s, dibawa=True, status=status, diperiksa_pada=dinilai,
                catatan="" if ada else p.tolak_alasan, diperiksa_oleh=b.orang["operator"] if dinilai else None,
            )
        )  # fmt: skip


def _simpan(kasus: list[Kasus]) -> None:
    Permohonan.objects.bulk_create([k.permohonan for k in kasus], batch_size=SEKALI)
    PersyaratanPermohonan.objects.bulk_create([s for k in kasus for s in k.syarat], batch_size=2000)
    Riwayat.objects.bulk_create([r for k in kasus for r in k.riwayat], batch_size=2000)
    Tahap.objects.bulk_create([t for k in kasus for t in k.tahap], batch_size=2000)
    KeabsahanUji.objects.bulk_create([k.uji for k in kasus if k.uji], batch_size=2000)
    Konsep.objects.bulk_create([k.konsep for k in kasus if k.konsep], batch_size=SEKALI)
    Paraf.objects.bulk_create([f for k in kasus for f in k.paraf], batch_size=SEKALI)


def _catat_seri(urut: Mapping[int, int]) -> None:
    """The next real permohonan continues the numbers of the demonstration."""
    SeriNomor.objects.bulk_create(
        [SeriNomor(buku=REGISTRASI, tahun=t, terakhir=n) for t, n in urut.items()],
        update_conflicts=True,
        update_fields=["terakhir"],
        unique_fields=["buku", "tahun"],
    )
