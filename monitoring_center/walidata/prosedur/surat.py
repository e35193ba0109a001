"""The letters of Ps 12 as signed PDFs: request, statement of confidentiality, decision.

Composed by Typst and signed (PAdES) by the platform's own authority, as the letters of the service desk are.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from inti.akun.models import Pengguna
from inti.akun.waktu import hari_ini
from inti.situs import InfoInstansi, alamat, situs_kini
from inti.ui.format import tanggal as tanggal_id
from layanan.dokumen.susun import susun_pdf
from layanan.dokumen.tanda_tangan import Penanda
from layanan.surat.data import kepala, tempat
from layanan.surat.penanda import otoritas_lokal
from monitoring_center.walidata.pihak import nama_pihak, semua_pihak

from .cakupan import Skema, kalimat_saringan, per_nama
from .lampiran import BerkasSurat
from .models import Izin, Konsep, Permohonan
from .orang import jabatan
from .waktu import hari_terakhir

DASAR = "Peraturan Bupati Tanah Bumbu Nomor 25 Tahun 2019"
TEMPAT_PERIKSA = "/v/"
"""Where anybody checks the signature of a PDF; these letters are in no register of the service desk, so the QR names the page."""
PERNYATAAN = (
    "menggunakan data hanya untuk maksud, tujuan, dan kegunaan yang disebut dalam surat permohonan;",
    "menjaga kerahasiaan, keamanan, dan keutuhan data, serta tidak meneruskannya kepada pihak lain;",
    "tidak mencocokkan atau menggabungkan data untuk mengenali orang yang datanya disamarkan;",
    "membatasi akses pada pegawai yang ditugaskan dan menerima bahwa setiap pembacaan tercatat dan terlihat walidata;",
    "menghapus salinan data sesudah masa pemanfaatan berakhir atau izinnya dicabut;",
    "bertanggung jawab menurut peraturan perundang-undangan bila data disalahgunakan.",
)


def _instansi() -> InfoInstansi:
    situs = situs_kini()
    if situs is None or situs.instansi is None:
        raise LookupError("Surat permohonan hanya dibuat pada situs sebuah instansi.")
    return situs.instansi


def _dasar_surat(kop: Mapping[str, Any], tempat_surat: str, tanggal: dt.date, **lain: Any) -> dict[str, Any]:
    return {
        "kop": dict(kop), "tempat": tempat_surat, "tanggal": tanggal.isoformat(), "nomor": "", "qr": "",
        "mode": "elektronik", "tembusan": [], "lampiran": [], "isi": [],
    } | lain  # fmt: skip


def _penanda(oleh: Pengguna, jabatan_surat: str) -> dict[str, Any]:
    penugasan = oleh.penugasan_berlaku()
    sifat = {"plt": "Plt.", "plh": "Plh."}.get(penugasan[0].sifat, "") if penugasan else ""
    return {"nama": oleh.nama, "jabatan": jabatan_surat, "nip": oleh.nip, "sifat": sifat, "atas_nama": []}


def _sifat(kolom: Mapping[str, Any]) -> str:
    return {"umum": "data pribadi umum", "spesifik": "data pribadi spesifik"}.get(
        kolom.get("pribadi", ""), "bukan data pribadi"
    )


def _tabel_kolom(kolom: list[str], skema: Skema) -> dict[str, Any]:
    ada = per_nama(skema)
    baris = [[str(ada[n]["title"]), str(ada[n].get("description", "")), _sifat(ada[n])] for n in kolom]
    return {
        "tabel": {
            "judul": "Jenis data yang diperlukan",
            "kolom": ["Kolom", "Keterangan", "Sifat"],
            "baris": baris,
        }
    }


def data_permohonan(k: Konsep, skema: Skema, oleh: Pengguna) -> dict[str, Any]:
    """Ps 12(2): a. penanggung jawab; b. unit kerja; c. maksud, tujuan, kegunaan; d. jenis dan bentuk data."""
    instansi, walidata = _instansi(), nama_pihak(k.pemilik)
    saringan = "; ".join(kalimat_saringan(k.saringan, skema)) or "semua baris"
    rincian = [
        ["Data", k.dataset_nama], ["Walidata", walidata], ["Penanggung jawab", k.penanggung_jawab],
        ["Unit kerja", k.unit_kerja], ["Maksud dan tujuan", k.maksud], ["Kegunaan", k.kegunaan],
        ["Bentuk data", k.get_bentuk_display()], ["Baris", saringan], ["Frekuensi", k.get_frekuensi_display()],
        ["Masa pemanfaatan", f"{tanggal_id(k.mulai)} sampai {tanggal_id(k.selesai)}"],
    ]  # fmt: skip
    banding = []
    if k.banding_atas:
        ditolak = tanggal_id(k.banding_atas.penolakan.tanggal)
        banding = [{"paragraf": f"Permohonan ini adalah banding atas penolakan tanggal {ditolak}."}]
    return _dasar_surat(
        instansi.kop, tempat(instansi), hari_ini(), nomor=k.nomor_surat, hal="Permohonan pemanfaatan data",
        sifat="Penting", jumlah_lampiran="1 (satu) surat pernyataan",
        kepada=[f"Bupati {_kabupaten()}", "melalui Sekretaris Daerah", "di tempat"], tembusan=[f"Walidata: {walidata}."],
        penanda=_penanda(oleh, kepala(instansi)),
        isi=[
            {"paragraf": f"Berdasarkan Pasal 12 {DASAR}, kami mengajukan permohonan pemanfaatan data sebagai berikut:"},
            {"data": rincian}, _tabel_kolom(k.kolom, skema), *banding,
        ],
    )  # fmt: skip


def data_pernyataan(k: Konsep, skema: Skema, oleh: Pengguna) -> dict[str, Any]:
    """Ps 12(1): protects the confidentiality and does not misuse the data."""
    instansi = _instansi()
    return _dasar_surat(
        instansi.kop, tempat(instansi), hari_ini(), nomor=k.nomor_surat,
        judul="Surat pernyataan menjaga kerahasiaan data", penanda=_penanda(oleh, kepala(instansi)),
        penutup="Demikian surat pernyataan ini dibuat dengan sebenarnya dan penuh tanggung jawab.",
        isi=[
            {"paragraf": f"dengan ini menyatakan, sehubungan dengan permohonan pemanfaatan data “{k.dataset_nama}” milik"
                         f" {nama_pihak(k.pemilik)} sebagaimana dimaksud Pasal 12 {DASAR}, bahwa kami:"},
            {"butir": list(PERNYATAAN)},
        ],
    )  # fmt: skip


def surat_permohonan(k: Konsep, skema: Skema, oleh: Pengguna) -> BerkasSurat:
    return _terbitkan("surat_dinas", data_permohonan(k, skema, oleh), oleh, "Permohonan pemanfaatan data")


def surat_pernyataan(k: Konsep, skema: Skema, oleh: Pengguna) -> BerkasSurat:
    return _terbitkan("keterangan", data_pernyataan(k, skema, oleh), oleh, "Surat pernyataan")


def konsep_pdf(jenis: str, k: Konsep, skema: Skema, oleh: Pengguna) -> bytes:
    """The letter as it will be, marked KONSEP."""
    templat, susun = ("surat_dinas", data_permohonan) if jenis == "surat" else ("keterangan", data_pernyataan)
    return susun_pdf(templat, susun(k, skema, oleh) | {"konsep": True})


def surat_keputusan(
    p: Permohonan,
    *,
    nomor: str,
    tanggal: dt.date,
    setuju: bool,
    oleh: Pengguna,
    izin: Izin | None = None,
    alasan: str = "",
) -> BerkasSurat:
    """The decision of Bupati or Sekda (Ps 12(3)) as a Keputusan."""
    pembaca, pemilik, pejabat = nama_pihak(p.pembaca), nama_pihak(p.pemilik), _pejabat(oleh)
    judul = f"{'Persetujuan' if setuju else 'Penolakan'} pemanfaatan data {p.dataset_nama} oleh {pembaca}"
    data = _dasar_surat(
        {"pemerintah": f"Pemerintah {settings.SPBE_KABUPATEN}", "nama": _kop(oleh)}, settings.SPBE_IBU_KOTA, tanggal,
        nomor=nomor, judul=judul, pejabat=pejabat, penanda=_penanda(oleh, pejabat),
        menimbang=[
            f"bahwa {pembaca} mengajukan permohonan pemanfaatan data {p.dataset_nama} milik {pemilik}"
            f" pada tanggal {tanggal_id(p.diajukan_pada)};",
            f"bahwa walidata {pemilik} {'merekomendasikan' if p.rekomendasi.setuju else 'tidak merekomendasikan'}"
            f" permohonan itu pada tanggal {tanggal_id(p.rekomendasi.pada)};",
        ],
        mengingat=[f"{DASAR} Pasal 11 dan Pasal 12;"],
        diktum=_diktum_setuju(p, izin) if izin else [
            f"Menolak permohonan pemanfaatan data {p.dataset_nama} yang diajukan {pembaca}.",
            f"Penolakan sebagaimana dimaksud pada diktum KESATU didasarkan atas: {alasan}",
            "Pemohon dapat mengajukan permohonan baru sebagai banding.",
        ],
        tembusan=[f"{pembaca};", f"{pemilik}."], qr=alamat(semua_pihak()[p.pembaca].slug, TEMPAT_PERIKSA),
    )  # fmt: skip
    return _terbitkan("keputusan", data, oleh, "Keputusan pemanfaatan data", jabatan_surat=pejabat)


def _diktum_setuju(p: Permohonan, izin: Izin) -> list[str]:
    nama = [
        f"{p.get_kolom(k['nama'])['title']}{' (disamarkan)' if k.get('samar') else ''}" for k in izin.kolom
    ]
    saringan = "; ".join(kalimat_saringan(izin.saringan, p.rinci_kolom)) or "semua baris"
    batas = f", paling banyak {izin.maks_harian} kali sehari" if izin.maks_harian else ""
    syarat = [p.rekomendasi.alasan] if p.rekomendasi.alasan else []
    return [
        f"Menyetujui {nama_pihak(p.pembaca)} memanfaatkan data {p.dataset_nama} milik {nama_pihak(p.pemilik)}"
        f" untuk: {p.kegunaan}",
        f"Data yang dapat dibaca: {', '.join(nama)}; baris: {saringan}.",
        f"Berlaku {tanggal_id(izin.mulai)} sampai {tanggal_id(hari_terakhir(izin.selesai))}{batas}.",
        *(f"Syarat walidata: {s}" for s in syarat),
        "Setiap pembacaan tercatat; izin dapat dicabut sewaktu-waktu bila disalahgunakan.",
    ]


def _kabupaten() -> str:
    return str(settings.SPBE_KABUPATEN).removeprefix("Kabupaten ")


def _pejabat(oleh: Pengguna) -> str:
    if oleh.berperan("bupati"):
        return f"Bupati {_kabupaten()}"
    return f"Sekretaris Daerah {settings.SPBE_KABUPATEN}"


def _kop(oleh: Pengguna) -> str:
    return _pejabat(oleh) if oleh.berperan("bupati") else "Sekretariat Daerah"


def _terbitkan(
    templat: str, data: dict[str, Any], oleh: Pengguna, nama: str, *, jabatan_surat: str = ""
) -> BerkasSurat:
    situs = situs_kini()
    instansi = situs.instansi if situs else None
    if instansi is not None:
        data["qr"] = alamat(instansi.slug, TEMPAT_PERIKSA)
    penanda = Penanda(
        nama=oleh.nama,
        jabatan=jabatan_surat or jabatan(oleh),
        instansi=instansi.nama if instansi else str(settings.SPBE_KABUPATEN),
        nip=oleh.nip,
    )
    pdf = otoritas_lokal().tandatangani(
        susun_pdf(templat, data), penanda=penanda, alasan=nama, lokasi=data["tempat"]
    )
    return BerkasSurat(f"{nama}.pdf", "application/pdf", pdf, elektronik=True)
