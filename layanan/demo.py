"""Twelve months of believable permohonan for the demonstration. Deterministic for a seed; no person in it is real.

NIK end in 9901-9999, serials that are practically never issued. Rows go in with bulk inserts, in the order in which they
would have happened, so numbers and dates agree with each other.
"""

import itertools
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from inti.akun.models import Pengguna

from .actions import tandatangani
from .enums import Bertindak, CaraSerah, Hubungan, Kanal, Status, StatusSyarat
from .models import Layanan, Permohonan, Persyaratan, PersyaratanPermohonan, Riwayat, Seksi, SeriNomor
from .models.query import indeks_nik
from .nomor import REGISTRASI, nomor_registrasi
from .orang import nama_jabatan
from .tenggat import hari_kerja, janji
from .waktu import zona_waktu
from .wilayah import daftar_desa

BULAN_RAMAI = (1.1, 1.0, 0.95, 0.8, 1.0, 1.25, 1.45, 1.2, 1.0, 1.0, 0.95, 0.8)
"""School enrolment in June-July makes SKTM and domicile letters peak; December and the month of Idul Fitri are quiet."""
POPULER = {
    "KEC-01": 9,
    "KEC-07": 8,
    "KEC-10": 8,
    "KEC-11": 7,
    "KEC-12": 4,
    "KEC-03": 5,
    "KEC-02": 4,
    "KEC-05": 3,
}
ALASAN = (
    "Salinan kartu keluarga tidak terbaca. Bawa salinan yang jelas.",
    "Surat pengantar desa belum ditandatangani kepala desa.",
    "KTP-el pemohon belum dilampirkan.",
    "Alamat pada surat desa berbeda dengan KTP-el. Minta desa memperbaikinya.",
    "Surat pernyataan belum bermeterai.",
)
KEPERLUAN = (
    "Persyaratan sekolah",
    "Persyaratan bantuan sosial",
    "Pengurusan administrasi",
    "Keperluan usaha",
    "Keperluan keluarga",
)
PEKERJAAN = (
    "Nelayan",
    "Petani",
    "Wiraswasta",
    "Karyawan swasta",
    "Ibu rumah tangga",
    "Guru honorer",
    "Buruh harian",
)
MEJA_TERBUKA = (Status.DIAJUKAN, Status.DIVERIFIKASI, Status.DIDISTRIBUSI, Status.DIVALIDASI, Status.DIPARAF,
                Status.DITANDATANGANI, Status.DITOLAK)  # fmt: skip
TOLAK_SEKALI, TEPAT, BATAL = 0.08, 0.9, 0.015
SEKALI = 500


@dataclass
class Bahan:
    """What one run draws from."""

    acak: random.Random
    faker: Any
    layanan: list[Layanan]
    bobot: list[float]
    syarat: Mapping[int, list[Persyaratan]]
    seksi: Mapping[int, Seksi]
    orang: Mapping[str, Pengguna]
    per_seksi: Mapping[str, Pengguna]
    desa: tuple[str, ...]
    wilayah: str
    jabatan: Mapping[int, str] = field(default_factory=dict)
    urut: dict[int, int] = field(default_factory=dict)
    tandatangani: list[Permohonan] = field(default_factory=list)
    serial: Any = field(default_factory=lambda: itertools.cycle(range(9901, 10000)))


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
    bahan = _bahan(instansi, orang, per_seksi or {}, acak)
    kini = min(datetime.combine(sampai, time(15, 30), zona_waktu()), timezone.now().astimezone(zona_waktu()))
    masuk = _waktu_masuk(acak, sampai, bulan, max(jumlah - terbuka, 0))
    rencana = [(saat, None) for saat in masuk]
    for nomor in range(terbuka):
        mundur = timedelta(minutes=acak.randint(20, 60 * 20) + 30 * nomor)
        rencana.append((_jam_buka(kini - mundur, acak), MEJA_TERBUKA[nomor % len(MEJA_TERBUKA)]))
    rencana.sort(key=lambda r: r[0])
    for awal in range(0, len(rencana), SEKALI):
        with transaction.atomic():
            _simpan([_kasus(bahan, saat, berhenti, kini) for saat, berhenti in rencana[awal : awal + SEKALI]])
            _catat_seri(bahan.urut)
        lapor(min(awal + SEKALI, len(rencana)), len(rencana))
    for p in bahan.tandatangani:
        tandatangani(permohonan=p, oleh=orang["penanggung_jawab"])
    return len(rencana)


def _bahan(
    instansi: Any, orang: Mapping[str, Pengguna], per_seksi: Mapping[str, Pengguna], acak: random.Random
) -> Bahan:
    from faker import Faker

    faker = Faker("id_ID")
    faker.seed_instance(acak.getrandbits(32))
    layanan = list(Layanan.objects.filter(aktif=True).select_related("seksi").order_by("urutan"))
    syarat: dict[int, list[Persyaratan]] = {x.pk: [] for x in layanan}
    for s in Persyaratan.objects.order_by("layanan", "urutan"):
        syarat.setdefault(s.layanan_id, []).append(s)
    urut = {s.tahun: s.terakhir for s in SeriNomor.objects.filter(buku=REGISTRASI)}
    return Bahan(
        acak=acak,
        faker=faker,
        layanan=layanan,
        bobot=[POPULER.get(x.kode, 1.2 if "aparat_desa" not in x.pemohon else 0.6) for x in layanan],
        syarat=syarat,
        seksi={s.pk: s for s in Seksi.objects.all()},
        orang=orang,
        per_seksi=per_seksi,
        desa=daftar_desa(instansi.kode_wilayah) or ("Desa Contoh",),
        wilayah=instansi.kode_wilayah,
        jabatan={
            o.pk: nama_jabatan(t)
            for o in {*orang.values(), *per_seksi.values()}
            for t in o.penugasan_berlaku()
        },
        urut=urut,
    )


def _waktu_masuk(acak: random.Random, sampai: date, bulan: int, jumlah: int) -> list[datetime]:
    """`jumlah` moments in office hours of the last `bulan` months, more in busy months, none in the last two days."""
    hari = [h for n in range(2, bulan * 30 + 1) if hari_kerja(h := sampai - timedelta(days=n))]
    bobot = [BULAN_RAMAI[h.month - 1] * (1.2 if h.weekday() == 0 else 1) for h in hari]
    zona = zona_waktu()
    return sorted(
        datetime.combine(h, time(8), zona) + timedelta(minutes=int(acak.triangular(0, 450, 120)))
        for h in acak.choices(hari, bobot, k=jumlah)
    )


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


def _kasus(b: Bahan, saat: datetime, berhenti: Status | None, kini: datetime) -> Kasus:
    """One permohonan from intake to where it stands: `berhenti`, or the end."""
    p = _permohonan(b, saat)
    k = Kasus(p, [], [])
    _langkah(b, k, "ajukan", "", saat, "operator")
    if berhenti is None and b.acak.random() < BATAL:
        return _batalkan(b, k, saat)
    if berhenti == Status.DITOLAK or (berhenti is None and b.acak.random() < TOLAK_SEKALI):
        saat = _tolak(b, k, saat, kini, kembali=berhenti is None)
    if p.status == Status.DIAJUKAN and berhenti != Status.DIAJUKAN:
        _proses(b, k, saat, berhenti, kini)
    _syarat(b, k)
    return k


def _permohonan(b: Bahan, saat: datetime) -> Permohonan:
    layanan = b.acak.choices(b.layanan, b.bobot)[0]
    perempuan = b.acak.random() < 0.5
    lahir = date(b.acak.randint(1955, 2006), b.acak.randint(1, 12), b.acak.randint(1, 28))
    wilayah = b.wilayah.replace(".", "") if b.wilayah.count(".") == 2 else "631001"
    nik = f"{wilayah}{lahir.day + 40 * perempuan:02d}{lahir:%m%y}{next(b.serial)}"
    nama = b.faker.first_name_female() if perempuan else b.faker.first_name_male()
    b.urut[saat.year] = b.urut.get(saat.year, 0) + 1
    rinci = {"tempat_lahir": b.acak.choice(b.desa), "tanggal_lahir": lahir.isoformat(), "agama": "Islam",
             "jenis_kelamin": "P" if perempuan else "L", "pekerjaan": b.acak.choice(PEKERJAAN)}  # fmt: skip
    desa = b.acak.choice(b.desa)
    return Permohonan(
        nomor_registrasi=nomor_registrasi(b.urut[saat.year], saat.year),
        layanan=layanan,
        kode_layanan=layanan.kode,
        kanal=b.acak.choices([Kanal.LOKET, Kanal.DESA], [9, 1])[0],
        bertindak_sebagai=Bertindak.APARAT_DESA if "aparat_desa" in layanan.pemohon else Bertindak.SENDIRI,
        mewakili=f"Pemerintah Desa {desa}" if "aparat_desa" in layanan.pemohon else "",
        pemohon_nama=f"{nama} {b.faker.last_name()}",
        pemohon_nik=nik,
        pemohon_nik_indeks=indeks_nik(nik),
        pemohon_alamat=f"RT {b.acak.randint(1, 12):02d} RW {b.acak.randint(1, 4):02d}",
        pemohon_desa=desa,
        pemohon_telepon=f"0800{b.acak.randint(0, 9999999):07d}",
        pemohon_rinci=json.dumps(rinci),
        keperluan=b.acak.choice(KEPERLUAN),
        isian_sandi=json.dumps(_isian(b, layanan, saat)),
        petugas_input=b.orang["operator"],
        diajukan_pada=saat,
        masuk_pada=saat,
        tanggal_masuk=saat.date(),
        janji_selesai=janji(saat, layanan.waktu_nilai, layanan.waktu_satuan, zona_waktu()),
    )


def _isian(b: Bahan, layanan: Layanan, saat: datetime) -> dict[str, Any]:
    """An answer of the right shape for every required field of the service."""
    contoh: dict[str, Callable[[dict[str, Any]], Any]] = {
        "angka": lambda d: saat.year if "tahun" in d["nama"] else b.acak.randint(1, 40),
        "uang": lambda d: b.acak.randint(5, 250) * 100_000,
        "tanggal": lambda d: (saat.date() + timedelta(days=b.acak.randint(-20, 20))).isoformat(),
        "waktu": lambda d: (saat + timedelta(days=7)).isoformat(timespec="minutes"),
        "jam": lambda d: f"{b.acak.randint(8, 15):02d}.00",
        "pilihan": lambda d: b.acak.choice(d["pilihan"]),
        "nik": lambda d: f"631001{b.acak.randint(1, 28):02d}0180{next(b.serial)}",
        "nkk": lambda d: f"631001{b.acak.randint(1, 28):02d}0118{next(b.serial)}",
        "wilayah": lambda d: b.acak.choice(b.desa),
        "titik": lambda d: "-3.4500, 115.9900",
        "tabel": lambda d: [[b.faker.first_name(), "–"], [b.faker.first_name(), "–"]],
    }
    return {
        d["nama"]: contoh.get(d["tipe"], lambda d: b.faker.sentence(nb_words=3).rstrip("."))(d)
        for d in layanan.isian
        if d["wajib"]
    }


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
    return k


def _tolak(b: Bahan, k: Kasus, saat: datetime, kini: datetime, *, kembali: bool) -> datetime:
    """Refused by the FO and, with `kembali`, brought back some days later under the same number."""
    p = k.permohonan
    tolak = saat + timedelta(minutes=b.acak.randint(5, 25))
    p.tolak_alasan, p.jumlah_penolakan = b.acak.choice(ALASAN), 1
    _pindah(b, k, "tolak", Status.DITOLAK, "tolak", tolak, "operator", alasan=p.tolak_alasan)
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
    p = k.permohonan
    ambil = _jam_buka(p.siap_pada + timedelta(hours=b.acak.randint(1, 48)), b.acak)
    ambil = max(min(ambil, kini), p.siap_pada + timedelta(minutes=1))
    sendiri = b.acak.random() < 0.85
    p.serah_kepada = p.pemohon_nama if sendiri else f"{b.faker.first_name()} {b.faker.last_name()}"
    p.serah_hubungan = Hubungan.PEMOHON if sendiri else Hubungan.KELUARGA
    p.serah_identitas_cocok, p.serah_cara = True, CaraSerah.DIAMBIL
    p.tanggal_selesai = ambil.astimezone(zona_waktu()).date()
    p.tepat_waktu = p.siap_pada <= p.janji_selesai
    p.lama_menit = max(int((p.siap_pada - p.masuk_pada).total_seconds() // 60) - p.menit_di_pemohon, 0)
    _pindah(b, k, "serahkan", Status.SELESAI, "serah", ambil, "operator")


def _syarat(b: Bahan, k: Kasus) -> None:
    """All requirements brought on paper; judged when the FO has decided, one missing where the file was refused."""
    p = k.permohonan
    dinilai = p.verifikasi_pada or (p.tolak_pada if p.status == Status.DITOLAK else None)
    daftar = b.syarat[p.layanan_id]
    kurang = b.acak.choice(daftar) if daftar and p.status == Status.DITOLAK else None
    for s in daftar:
        ada = s != kurang
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


def _catat_seri(urut: Mapping[int, int]) -> None:
    """The next real permohonan continues the numbers of the demonstration."""
    SeriNomor.objects.bulk_create(
        [SeriNomor(buku=REGISTRASI, tahun=t, terakhir=n) for t, n in urut.items()],
        update_conflicts=True,
        update_fields=["terakhir"],
        unique_fields=["buku", "tahun"],
    )
