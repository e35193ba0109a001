"""The data of the receipt of a hand-over (template `bukti_serah`)."""

from typing import Any

from inti.situs import InfoInstansi
from inti.ui import format
from layanan.enums import CaraSerah
from layanan.models import Permohonan
from layanan.surat.data import tempat
from layanan.waktu.jam import tanggal_lokal

from .models import BerkasKembali, Penyerahan


def data_bukti(p: Permohonan, s: Penyerahan, instansi: InfoInstansi) -> dict[str, Any]:
    surat = [d.nomor for d in p.dokumen.all()]
    isi = [
        ["Layanan", p.layanan.nama],
        ["Pemohon", p.pemohon_nama],
        ["Dokumen", ", ".join(surat) or p.layanan.keluaran],
        ["Jumlah lembar", str(s.lembar)],
        ["Cara", _cara(s)],
        ["Diterima oleh", f"{p.serah_kepada} ({p.get_serah_hubungan_display().lower()})"],
        ["Identitas", _identitas(p)],
        ["Waktu", format.tanggal_jam(s.pada)],
    ]
    kembali = BerkasKembali.objects.filter(penyerahan=s).select_related("syarat__persyaratan")
    return {
        "kop": instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        "nomor": p.nomor_registrasi,
        "isi": isi,
        "kembali": [[k.syarat.persyaratan.nama, "dikembalikan" if k.kembali else "belum"] for k in kembali],
        "catatan": _catatan(p),
        "tempat": tempat(instansi),
        "tanggal": tanggal_lokal(s.pada).isoformat(),
        "penerima": p.serah_kepada,
        "petugas": s.oleh.nama if s.oleh else "",
        "coretan": _coretan(s),
        "mode": "basah",
    }


def _cara(s: Penyerahan) -> str:
    if s.cara == CaraSerah.DIKIRIM:
        return f"Dikirim lewat {s.kurir}, resi {s.resi}"
    return s.get_cara_display()


def _identitas(p: Permohonan) -> str:
    if p.serah_identitas_cocok is None:
        return "dibuktikan dengan kode sekali pakai dan tanggal lahir"
    return "sudah dicocokkan" if p.serah_identitas_cocok else "tidak dicocokkan"


def _catatan(p: Permohonan) -> str:
    serah = [r.alasan for r in p.riwayat.all() if r.transisi == "serahkan"]
    return serah[-1] if serah else ""


def _coretan(s: Penyerahan) -> list[int]:
    """The drawn signature as bytes; a scan of the receipt itself is not printed on the receipt."""
    berkas = s.tanda_tangan
    if s.cara_tanda_tangan != "layar" or berkas is None or berkas.jenis_konten != "image/png":
        return []
    try:
        return list(berkas.bita())
    except FileNotFoundError:
        return []
