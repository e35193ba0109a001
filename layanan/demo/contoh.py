"""Made-up applicants and answers for the demonstration. NIK end in 9901-9999, serials that are practically never issued."""

import itertools
import json
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from inti.akun.models import Pengguna

from ..enums import Bertindak, Kanal
from ..meja.orang import nama_jabatan
from ..models import Layanan, Permohonan, Persyaratan, Seksi, SeriNomor
from ..models.query import indeks_nik, indeks_telepon
from ..pemohon.wilayah import daftar_desa
from ..surat.nomor import REGISTRASI, nomor_registrasi
from ..waktu.jam import zona_waktu
from ..waktu.tenggat import janji

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
    ("L02", "{syarat}: tulisannya tidak terbaca. Bawa yang jelas."),
    ("L05", "{syarat}: belum ditandatangani."),
    ("L03", "{syarat}: alamatnya berbeda dengan KTP-el. Mintalah perbaikan."),
    ("L01", "{syarat}: belum dilampirkan."),
)
"""(AlasanTolak.kode, sentence)"""
TEKS = {
    "nomor_surat_desa": "145/{n}/PEM/2026",
    "nomor_akta_kematian": "6310-KM-{n}",
    "nomor_surat_asli": "400.12.3.1/0{n}/KEC/2026",
    "nama_usaha": "Toko Berkah {desa}",
    "bidang_usaha": "Perdagangan eceran kebutuhan pokok (47112)",
    "kbli": "47112",
    "nama_lembaga": "Majelis Taklim Nurul Huda {desa}",
    "nama_kelompok": "Kelompok Tani Harapan {desa}",
    "judul_proposal": "Bantuan alat pengolah hasil panen",
    "judul": "Pola konsumsi ikan keluarga nelayan di {desa}",
    "lembaga": "Politeknik Batulicin",
    "jurusan": "Administrasi perkantoran",
    "jabatan": "Kaur Keuangan",
    "jenis_kegiatan": "Resepsi pernikahan",
    "kua": "KUA Batulicin",
    "polsek": "Kepolisian Sektor Batulicin",
    "acara": "Musyawarah kelompok tani",
    "tempat_akad": "Rumah mempelai perempuan, {desa}",
    "alasan": "Keluarga harus kembali bekerja di luar pulau",
    "pokok_masalah": "Batas pekarangan bergeser setelah pembangunan pagar",
    "upaya_desa": "Dua kali musyawarah di balai desa, belum ada kesepakatan",
    "informasi_diminta": "Laporan realisasi anggaran kecamatan tahun lalu",
    "letak_tanah": "RT 03 {desa}",
    "batas_utara": "Jalan desa",
    "batas_timur": "Tanah milik H. Rahman",
    "batas_selatan": "Parit",
    "batas_barat": "Tanah milik Aminah",
}
"""What people write in the fields of the services; other names and places are drawn."""
ORANG_DI_ISIAN = ("nama", "ketua", "pengelola", "penanggung_jawab", "pembimbing")
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
    serial: Iterator[int] = field(default_factory=lambda: itertools.cycle(range(9901, 10000)))


def siapkan_bahan(
    instansi: Any, orang: Mapping[str, Pengguna], per_seksi: Mapping[str, Pengguna], acak: random.Random
) -> Bahan:
    from faker import Faker

    faker = Faker("id_ID")
    faker.seed_instance(acak.getrandbits(32))
    layanan = list(Layanan.objects.aktif())
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


def pilih_layanan(b: Bahan) -> Layanan:
    return b.acak.choices(b.layanan, b.bobot)[0]


def permohonan_baru(b: Bahan, saat: datetime, layanan: Layanan) -> Permohonan:
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
        pemohon_telepon=(telepon := f"0800{b.acak.randint(0, 9999999):07d}"),
        pemohon_telepon_indeks=indeks_telepon(telepon),
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
    return {d["nama"]: contoh.get(d["tipe"], lambda d: _teks(b, d))(d) for d in layanan.isian if d["wajib"]}


def _teks(b: Bahan, d: dict[str, Any]) -> str:
    if d["nama"] in TEKS:
        return TEKS[d["nama"]].format(n=b.acak.randint(101, 899), desa=b.acak.choice(b.desa))
    if any(kata in d["nama"] for kata in ORANG_DI_ISIAN):
        return f"{b.faker.first_name()} {b.faker.last_name()}"
    return f"RT {b.acak.randint(1, 12):02d} {b.acak.choice(b.desa)}"
