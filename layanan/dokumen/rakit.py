"""From what a permohonan knows to the `data` of a letter (shape: see the package docstring)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from layanan.dokumen.format import hari_tanggal, label_bersih, masa_berlaku_id, nilai_isian, tanggal_id
from layanan.dokumen.galat import GalatTemplat
from layanan.dokumen.peta import PETA_TEMPLAT
from layanan.dokumen.resep import Butir, Isian, Pemohon, Resep, Subjudul, Tabel

KOSONG = "………………"
BARIS_PEMOHON = (
    ("nama", "Nama"),
    ("nik", "NIK"),
    ("lahir", "Tempat, tanggal lahir"),
    ("jenis_kelamin", "Jenis kelamin"),
    ("agama", "Agama"),
    ("pekerjaan", "Pekerjaan"),
    ("alamat_lengkap", "Alamat"),
)
URUTAN = ("Kesatu", "Kedua", "Ketiga", "Keempat", "Kelima", "Keenam")
BOLEH_KOSONG = frozenset({"agama", "pekerjaan"})
_TEMPAT_ISI = re.compile(r"\{(\w+)\}")
_SEBUTAN_DESA = re.compile(r"^(?:desa|kelurahan)\s+", re.IGNORECASE)
_MASA = re.compile(r"\{masa_berlaku\}")


@dataclass(frozen=True)
class Bahan:
    """Everything a recipe may print."""

    kamus: dict[str, str]
    isian: Mapping[str, Any]
    bidang: dict[str, Mapping[str, Any]]
    zona: str
    wilayah: Mapping[str, str] = field(default_factory=dict)

    def isi(self, teks: str) -> str:
        return _TEMPAT_ISI.sub(lambda m: self.kamus.get(m[1]) or KOSONG, teks)

    def nilai(self, nama: str) -> str:
        return nilai_isian(
            self.isian.get(nama), self.bidang.get(nama, {"nama": nama}), zona=self.zona, wilayah=self.wilayah
        )


def data_surat(
    *,
    kode: str,
    kop: Mapping[str, Any],
    nomor: str,
    tanggal: date,
    tempat: str,
    penanda: Mapping[str, Any],
    pemohon: Mapping[str, Any],
    isian: Mapping[str, Any],
    bidang: Sequence[Mapping[str, Any]],
    keperluan: str = "",
    dasar_hukum: Sequence[str] = (),
    masa_berlaku: Mapping[str, Any] | None = None,
    tambahan: Mapping[str, str] | None = None,
    tembusan: Sequence[str] | None = None,
    mode: str = "elektronik",
    zona: str = "WITA",
    wilayah: Mapping[str, str] | None = None,
    resep: Resep | None = None,
) -> tuple[str, dict[str, Any]]:
    """(template name, data) of the letter of service `kode`.

    `pemohon`: keys of layanan_kecamatan.json "isian_umum"; `isian`: answers by field name, `bidang`: their
    declarations; a table is a list of dicts or of lists. `tambahan`: text that the officer writes while
    drafting (KEC-22 hasil_mediasi, KEC-24 tanggapan). `wilayah`: region code -> name. `resep`: own wording.
    """
    resep = resep or PETA_TEMPLAT.get(kode)
    if resep is None:
        raise GalatTemplat(f"Layanan {kode} belum mempunyai templat surat.")
    bahan = bahan_surat(
        kop,
        pemohon,
        isian,
        bidang,
        keperluan=keperluan,
        masa=masa_berlaku,
        zona=zona,
        wilayah=wilayah or {},
        tambahan=tambahan or {},
        tanggal=tanggal,
    )
    judul = bahan.isi(resep.judul)
    data = {
        "kop": dict(kop),
        "nomor": nomor,
        "tanggal": tanggal.isoformat(),
        "tempat": tempat,
        "judul": judul,
        "hal": judul,
        "penanda": dict(penanda),
        "mode": mode,
        "qr": "",
        "isi": _blok(resep.isi, bahan, berlaku=bool(masa_berlaku_id(masa_berlaku))),
        "penutup": _kalimat(resep.penutup, bahan),
        "pernyataan": _kalimat(resep.pernyataan, bahan),
        "buku": resep.buku,
        "kepada": [bahan.isi(k) for k in resep.kepada],
        "berkas": [list(map(bahan.isi, b)) for b in resep.berkas],
        "dasar": [bahan.isi(d) for d in resep.dasar] + list(dasar_hukum),
        "ketentuan": [k for k in (_kalimat(k, bahan) for k in resep.ketentuan) if k],
        "lampiran": [
            {"judul": bahan.isi(j), "isi": _blok(t if type(t) is tuple else (t,), bahan)}
            for j, t in resep.lampiran
        ],
        "jumlah_lampiran": f"{len(resep.lampiran)} berkas" if resep.lampiran else "",
        "tembusan": [bahan.isi(t) for t in resep.tembusan]
        if tembusan is None
        else [bahan.isi(t) for t in tembusan],
    }
    data |= {kunci: _isi_dalam(nilai, bahan) for kunci, nilai in resep.lain.items()}
    data |= _khusus(resep.templat, data, bahan, dasar_hukum)
    return resep.templat, data


def data_tanda_terima(
    *,
    kop: Mapping[str, Any],
    nomor_registrasi: str,
    layanan: str,
    pemohon: Mapping[str, Any],
    tempat: str,
    tanggal: date,
    diterima: str,
    janji_selesai: date | None,
    berkas: Iterable[Sequence[str]],
    petugas: str,
    kode_lacak: str,
    alamat_lacak: str,
    biaya: str = "",
    catatan: str = "",
    kontak: str = "",
) -> tuple[str, dict[str, Any]]:
    """`berkas`: (requirement, "diunggah" | "dibawa" | …); `alamat_lacak`: URL in the QR;
    `diterima`: "Senin, 23 November 2026 pukul 09.10 WITA"; `kontak`: where to ask, e.g. a phone number.
    """
    return "tanda_terima", {
        "kop": dict(kop),
        "nomor": nomor_registrasi,
        "nomor_registrasi": nomor_registrasi,
        "layanan": layanan,
        "pemohon": _ringkas_pemohon(pemohon),
        "nama_pemohon": pemohon.get("nama", ""),
        "tempat": tempat,
        "tanggal": tanggal.isoformat(),
        "diterima": diterima,
        "janji_selesai": janji_selesai.isoformat() if janji_selesai else "diberitahukan kemudian",
        "berkas": [list(b) for b in berkas],
        "petugas": petugas,
        "kode_lacak": kode_lacak,
        "qr": alamat_lacak,
        "biaya": biaya,
        "catatan": catatan,
        "kontak": kontak,
        "mode": "basah",
    }


def data_penolakan(
    *,
    kop: Mapping[str, Any],
    nomor_registrasi: str,
    layanan: str,
    pemohon: Mapping[str, Any],
    tempat: str,
    tanggal: date,
    alasan: Iterable[Sequence[str]],
    penanda: Mapping[str, Any],
    uraian: str = "",
    batas: date | None = None,
    final: bool = False,
    dasar: Sequence[str] = (),
    nomor: str = "",
    qr: str = "",
    mode: str = "elektronik",
) -> tuple[str, dict[str, Any]]:
    """Perbup Tanah Laut 126/2022 Ps 9(2)-(3). `alasan`: (requirement, what is wrong, how to mend it);
    `final=True`: refusal on substance, with legal basis and the right to object."""
    return "penolakan", {
        "kop": dict(kop),
        "nomor": nomor or nomor_registrasi,
        "nomor_registrasi": nomor_registrasi,
        "layanan": layanan,
        "pemohon": _ringkas_pemohon(pemohon),
        "nama_pemohon": pemohon.get("nama", ""),
        "tempat": tempat,
        "tanggal": tanggal.isoformat(),
        "alasan": [list(a) for a in alasan],
        "uraian": uraian,
        "penanda": dict(penanda),
        "batas": batas.isoformat() if batas else "",
        "final": final,
        "dasar": list(dasar),
        "qr": qr,
        "mode": mode,
    }


def bahan_surat(
    kop: Mapping[str, Any],
    pemohon: Mapping[str, Any],
    isian: Mapping[str, Any],
    bidang: Sequence[Mapping[str, Any]],
    *,
    keperluan: str,
    masa: Mapping[str, Any] | None,
    zona: str,
    wilayah: Mapping[str, str],
    tambahan: Mapping[str, str],
    tanggal: date,
) -> Bahan:
    bahan = Bahan({}, isian, {str(b["nama"]): b for b in bidang}, zona, wilayah)
    kabupaten = _judul(str(kop.get("pemerintah", "")).upper().removeprefix("PEMERINTAH").strip())
    orang = {nama: str(nilai) for nama, nilai in pemohon.items() if nilai not in (None, "")}
    desa = wilayah.get(orang.get("desa", ""), orang.get("desa", ""))
    lengkap = desa if not desa or _SEBUTAN_DESA.match(desa) else f"Desa/Kelurahan {desa}"
    tetap = {
        "lahir": ", ".join(
            filter(None, (orang.get("tempat_lahir", ""), tanggal_id(pemohon.get("tanggal_lahir"))))
        ),
        "desa": _SEBUTAN_DESA.sub("", desa),
        "desa_lengkap": lengkap,
        "alamat_lengkap": _alamat(orang | {"desa": lengkap}),
        "keperluan": keperluan or orang.get("keperluan", ""),
        "masa_berlaku": masa_berlaku_id(masa),
        "kecamatan": _judul(str(kop.get("nama", ""))),
        "kabupaten": kabupaten,
        "nama_kabupaten": kabupaten.removeprefix("Kabupaten").removeprefix("Kota").strip(),
        "hari_tanggal": hari_tanggal(tanggal),
    }
    jawaban = {
        nama: _untuk_kalimat(bahan.nilai(nama), bahan.bidang.get(nama))
        for nama in isian
        if not isinstance(isian[nama], list)
    }
    bahan.kamus.update(jawaban | dict(tambahan) | orang | tetap)  # an answer never replaces an identity
    return bahan


def _untuk_kalimat(nilai: str, bidang: Mapping[str, Any] | None) -> str:
    """ "Desa Segumbang" -> "Segumbang", because sentences say "Kepala Desa {desa_pemohon}"."""
    return _SEBUTAN_DESA.sub("", nilai) if bidang and bidang.get("tipe") == "wilayah" else nilai


def _blok(
    isi: Iterable[str | Pemohon | Isian | Tabel | Butir | Subjudul], bahan: Bahan, *, berlaku: bool = True
) -> list[dict[str, Any]]:
    hasil: list[dict[str, Any]] = []
    for bagian in isi:
        match bagian:
            case str():
                if kalimat := _kalimat(bagian, bahan):
                    hasil.append({"paragraf": kalimat})
            case Pemohon(tanpa):
                hasil.append(
                    {
                        "data": [
                            [label, bahan.kamus.get(nama, "")]
                            for nama, label in BARIS_PEMOHON
                            if nama not in tanpa and (bahan.kamus.get(nama) or nama not in BOLEH_KOSONG)
                        ]
                    }
                )
            case Isian(nama):
                hasil.append({"data": _baris_isian(nama, bahan)})
            case Tabel():
                hasil += _tabel(bagian, bahan)
            case Butir(semua):
                hasil.append({"butir": [bahan.isi(b) for b in semua]})
            case Subjudul(teks):
                hasil.append({"subjudul": bahan.isi(teks)})
    return [b for b in hasil if b.get("data") != []]


def _baris_isian(nama: Sequence[str], bahan: Bahan) -> list[list[str]]:
    """Declared order; an optional answer left empty is not printed."""
    dipilih = nama or [n for n, b in bahan.bidang.items() if b.get("tipe") != "tabel"]
    baris = []
    for n in dipilih:
        bidang = bahan.bidang.get(n, {})
        if (nilai := bahan.nilai(n)) or bidang.get("wajib"):
            if bidang.get("tipe") == "pilihan":
                nilai = nilai[:1].upper() + nilai[1:]
            baris.append([label_bersih(str(bidang.get("label", n))), nilai])
    return baris


def _tabel(tabel: Tabel, bahan: Bahan) -> list[dict[str, Any]]:
    isi = bahan.isian.get(tabel.nama)
    if not isi:
        return []
    if isinstance(isi, str):
        return [{"butir": [b for b in map(str.strip, isi.splitlines()) if b]}]
    kolom, baris = kolom_baris(isi, str(bahan.bidang.get(tabel.nama, {}).get("label", "")))
    return [{"tabel": {"judul": tabel.judul, "kolom": kolom, "baris": baris}}]


def kolom_baris(isi: Sequence[Any], label: str) -> tuple[list[str], list[list[str]]]:
    """Column heads from the keys of the rows, or from the brackets in a label such as "Saksi (nama, NIK)"."""
    if all(isinstance(b, Mapping) for b in isi):
        kunci = list(dict.fromkeys(k for b in isi for k in b))
        kepala = [
            k.upper() if k in ("nik", "nkk", "nip") else k.replace("_", " ").capitalize() for k in kunci
        ]
        return kepala, [[_sel(b.get(k)) for k in kunci] for b in isi]
    baris = [[_sel(s) for s in (b if isinstance(b, list | tuple) else [b])] for b in isi]
    dalam = re.search(r"\(([^)]*)\)", label)
    kepala = [k.strip()[:1].upper() + k.strip()[1:] for k in dalam[1].split(",")] if dalam else ["Uraian"]
    lebar = max(map(len, baris))
    return (kepala + [""] * lebar)[: max(lebar, 1)], baris


def _sel(nilai: Any) -> str:
    if isinstance(nilai, date) or (isinstance(nilai, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", nilai)):
        return tanggal_id(nilai)
    return "" if nilai is None else str(nilai)


def _kalimat(teks: str, bahan: Bahan) -> str:
    """A sentence about validity disappears when the document does not expire."""
    if _MASA.search(teks) and not bahan.kamus.get("masa_berlaku"):
        return ""
    return bahan.isi(teks)


def _isi_dalam(nilai: Any, bahan: Bahan) -> Any:
    if isinstance(nilai, str):
        return bahan.isi(nilai)
    if isinstance(nilai, list | tuple):
        return [_isi_dalam(n, bahan) for n in nilai]
    return nilai


def _khusus(
    templat: str, data: Mapping[str, Any], bahan: Bahan, dasar_hukum: Sequence[str]
) -> dict[str, Any]:
    penanda = data["penanda"]
    if templat == "keputusan":
        atas_nama = penanda.get("atas_nama") or [penanda.get("jabatan", "")]
        return {"pejabat": atas_nama[0], "mengingat": list(dasar_hukum)}
    if templat == "berita_acara":
        pihak = bahan.isian.get("pihak") or []
        nama = [
            str((b.get("nama") if isinstance(b, Mapping) else b[0]) or "")
            for b in pihak
            if not isinstance(b, str)
        ]
        return {
            "pihak": [
                [f"Pihak {URUTAN[i]}" if i < len(URUTAN) else f"Pihak ke-{i + 1}", n]
                for i, n in enumerate(nama)
            ],
            "pembuka": bahan.isi(
                "Pada hari ini, {hari_tanggal}, bertempat di kantor {kecamatan}, telah dilaksanakan "
                "mediasi antara para pihak sebagai berikut:"
            ),
        }
    return {}


def _ringkas_pemohon(pemohon: Mapping[str, Any]) -> list[list[str]]:
    """Only what identifies the applicant on a slip that may be lost: the NIK is masked (UU 27/2022)."""
    nik = str(pemohon.get("nik") or "")
    samar = f"{nik[:6]}{'*' * (len(nik) - 8)}{nik[-2:]}" if len(nik) > 8 else nik
    baris = [["Pemohon", str(pemohon.get("nama") or "")], ["NIK", samar], ["Alamat", _alamat(pemohon)]]
    return [b for b in baris if b[1]]


def _alamat(pemohon: Mapping[str, Any]) -> str:
    alamat, desa = str(pemohon.get("alamat") or ""), str(pemohon.get("desa") or "")
    return (
        f"{alamat}, {desa}"
        if alamat and desa and desa.casefold() not in alamat.casefold()
        else alamat or desa
    )


def _judul(teks: str) -> str:
    return teks.title() if teks.isupper() else teks
