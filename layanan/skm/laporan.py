"""The report of a period as PDF data, workbook and raw rows."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch

from inti.situs import InfoInstansi
from inti.ui.format import angka, tanggal
from inti.ui.lembar_kerja import KolomLembar, Lembar, berkas_csv, buku_kerja
from layanan.models import Layanan
from layanan.surat.data import kepala, tempat
from layanan.waktu.jam import hari_ini

from .kuesioner import nama_unsur, pilihan, semua_unsur
from .models import Jawaban, Nilai, RencanaTindakLanjut
from .rekap import FAKTA, BarisLayanan, Rekap, responden, terkecil


def _ikm(b: BarisLayanan) -> list[str]:
    if not b.cukup or b.indeks.ikm is None or b.indeks.mutu is None or b.indeks.terendah is None:
        return ["–", "–", f"kurang dari {terkecil()} jawaban"]
    return [angka(b.indeks.ikm, 2), b.indeks.mutu.huruf, nama_unsur(b.indeks.terendah.kode)]


def _blok_unsur(r: Rekap) -> dict[str, Any]:
    banyak = sum(u.rata is not None for u in r.indeks.unsur) or 1
    baris = [
        [u.kode, nama_unsur(u.kode), angka(u.banyak), angka(u.jumlah), angka(u.nrr, 3),
         angka(float(u.rata / banyak), 3) if u.rata is not None else "–"]
        for u in r.indeks.unsur
    ]  # fmt: skip
    return {
        "judul": "Nilai per unsur",
        "kolom": ["Kode", "Unsur", "Jawaban", "Jumlah nilai", "NRR", "NRR tertimbang"],
        "baris": baris,
        "lebar": [1, 6, 2, 2, 2, 2],
        "kanan": [2, 3, 4, 5],
    }


def data_pdf(r: Rekap, rencana: Sequence[RencanaTindakLanjut], instansi: InfoInstansi) -> dict[str, Any]:
    """For the template `laporan`."""
    i = r.indeks
    mutu = f"{i.mutu.huruf} ({i.mutu.kinerja})" if i.mutu and r.cukup else "–"
    isi: list[dict[str, Any]] = [
        {"ukuran": [
            ["Indeks (IKM)", angka(i.ikm, 2) if r.cukup else "–", "skala 25–100"],
            ["Mutu pelayanan", mutu, "Permen PANRB 14/2017"],
            ["Responden", angka(i.responden), f"dari {angka(r.undangan)} undangan"],
            ["Sampel dianjurkan", angka(r.anjuran), f"populasi {angka(r.populasi)} permohonan"],
        ]},
        {"paragraf": "Setiap permohonan yang selesai mendapat satu undangan. Nilai rata-rata (NRR) tiap unsur adalah jumlah "
                     "nilai dibagi jumlah jawaban; tiap unsur berbobot sama (1/9), indeks dikalikan 25, dua desimal. "
                     "Unsur yang tidak ditanyakan kepada pemohon daring tidak dihitung pada pemohon itu."},
    ]  # fmt: skip
    if r.cukup:
        isi.append({"kisi": _blok_unsur(r)})
    if not r.layanan:
        baris = [[b.kode, b.nama, angka(b.indeks.responden), *_ikm(b)] for b in r.per_layanan]
        kolom = ["Kode", "Layanan", "Responden", "IKM", "Mutu", "Unsur terendah"]
        isi.append({"kisi": {"judul": "Indeks per layanan", "kolom": kolom, "baris": baris,
                             "lebar": [2, 6, 2, 2, 1, 4], "kanan": [2, 3]}})  # fmt: skip
    profil = [[judul, label, angka(n)] for judul, daftar in r.profil for label, n in daftar if n]
    if r.cukup and profil:
        isi.append({"kisi": {"judul": "Responden (diisi sukarela)", "kolom": ["Ciri", "Kelompok", "Jumlah"],
                             "baris": profil, "lebar": [3, 4, 1], "kanan": [2]}})  # fmt: skip
    if rencana:
        baris = [[x.nama_unsur, x.kegiatan, x.penanggung_jawab, tanggal(x.tenggat), x.get_status_display()]
                 for x in rencana]  # fmt: skip
        kolom = ["Unsur", "Kegiatan", "Penanggung jawab", "Tenggat", "Keadaan"]
        isi.append({"kisi": {"judul": "Rencana tindak lanjut", "kolom": kolom, "baris": baris,
                             "lebar": [3, 5, 3, 2, 2]}})  # fmt: skip
    nama_layanan = next((b.nama for b in r.per_layanan if b.kode == r.layanan), "semua layanan")
    return {
        "kop": instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        "judul": "Laporan Survei Kepuasan Masyarakat",
        "sub": f"{r.periode.nama}, {nama_layanan}",
        "isi": isi,
        "tempat": tempat(instansi),
        "tanggal": hari_ini(),
        "mode": "basah",
        "penanda": {"jabatan": kepala(instansi), "nama": "", "nip": "", "sifat": "", "atas_nama": []},
    }


def kolom_mentah() -> list[KolomLembar]:
    fakta = [KolomLembar(judul, 18) for judul in FAKTA.values()]
    unsur = [KolomLembar(f"{u.kode} {u.nama}", 12) for u in semua_unsur()]
    return [
        KolomLembar("Bulan", 12), KolomLembar("Layanan", 34), KolomLembar("Kanal", 12),
        *fakta, *unsur, KolomLembar("Saran", 60),
    ]  # fmt: skip


def baris_mentah(r: Rekap) -> Iterator[list[Any]]:
    """Raw answers of the period in random order. A row names service and respondent only where its month has enough answers."""
    qs = Jawaban.objects.filter(bulan__range=(r.periode.awal, r.periode.akhir))
    if r.layanan:
        qs = qs.filter(kode_layanan=r.layanan)
    nama = dict(Layanan.objects.terkini().values_list("kode", "nama"))
    banyak = responden(r.periode.awal, r.periode.akhir)
    label = {f: dict(pilihan(f)) for f in FAKTA}
    muat = Prefetch("nilai", Nilai.objects.only("jawaban", "unsur", "nilai"))
    for j in qs.order_by("pk").prefetch_related(muat).iterator(chunk_size=1000):
        nilai = {n.unsur: n.nilai for n in j.nilai.all()}
        tampak = banyak.get((j.bulan, j.kode_layanan), 0) >= terkecil()
        yield [
            j.bulan, nama.get(j.kode_layanan, j.kode_layanan) if tampak else "tidak ditampilkan",
            j.get_kanal_display() if tampak else "",
            *(label[f].get(getattr(j, f), "") if tampak else "" for f in FAKTA),
            *(nilai.get(u.kode) for u in semua_unsur()), j.saran,
        ]  # fmt: skip


def xlsx(r: Rekap, nama_instansi: str) -> bytes:
    judul = ["Survei Kepuasan Masyarakat", nama_instansi, r.periode.nama]
    i = r.indeks
    unsur: list[list[Any]] = [
        [u.kode, nama_unsur(u.kode), u.banyak, u.jumlah, float(u.nrr) if u.nrr is not None else None]
        for u in i.unsur
    ]
    layanan: list[list[Any]] = [
        [b.kode, b.nama, b.indeks.responden, float(b.indeks.ikm) if b.cukup and b.indeks.ikm is not None else None,
         b.indeks.mutu.huruf if b.cukup and b.indeks.mutu else ""]
        for b in r.per_layanan
    ]  # fmt: skip
    ringkas: list[list[Any]] = [
        ["IKM", float(i.ikm) if i.ikm is not None and r.cukup else None],
        ["Mutu", i.mutu.huruf if i.mutu and r.cukup else ""],
        ["Responden", i.responden], ["Undangan", r.undangan], ["Permohonan selesai (populasi)", r.populasi],
        ["Sampel dianjurkan (Krejcie dan Morgan)", r.anjuran], ["Sampel menurut Slovin", r.anjuran_slovin],
    ]  # fmt: skip
    return buku_kerja(
        [
            Lembar("Ringkasan", [KolomLembar("Ukuran", 42), KolomLembar("Nilai", 14)], ringkas, judul),
            Lembar("Per unsur", [KolomLembar("Kode", 8), KolomLembar("Unsur", 44), KolomLembar("Jawaban", 12),
                                 KolomLembar("Jumlah nilai", 12), KolomLembar("NRR", 10, "0.000")],
                   unsur if r.cukup else [], judul),
            Lembar("Per layanan", [KolomLembar("Kode", 10), KolomLembar("Layanan", 44), KolomLembar("Responden", 12),
                                   KolomLembar("IKM", 10, "0.00"), KolomLembar("Mutu", 8)], layanan, judul),
            Lembar("Jawaban", kolom_mentah(), baris_mentah(r), judul),
        ]
    )  # fmt: skip


def csv(r: Rekap) -> bytes:
    return berkas_csv(kolom_mentah(), baris_mentah(r))
