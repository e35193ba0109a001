"""The letters of Ps 12 as signed PDFs: request, statement of confidentiality, recommendation, decision.

Composed by Typst, signed (PAdES) by the service that the instansi has chosen, and checked by their QR, as the letters of the
service desk are. On the Monitoring Center the platform's own authority signs.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from inti.akun.models import Pengguna
from inti.akun.waktu import hari_ini
from inti.audit import catat
from inti.situs import InfoInstansi, alamat, situs_kini
from inti.ui.format import tanggal as tanggal_id
from layanan.actions.tandatangan import nik_penanda
from layanan.dokumen.qr import muatan_qr
from layanan.dokumen.rahasia import Rahasia
from layanan.dokumen.sidik import sidik_data
from layanan.dokumen.susun import susun_pdf
from layanan.dokumen.tanda_tangan import Penanda
from layanan.surat.data import kepala, tempat
from layanan.surat.penanda import bubuhkan, kunci_qr_kini, penanda_tangan, penerbit
from monitoring_center.walidata.gerbang.models import Izin
from monitoring_center.walidata.pihak import nama_pihak

from .cakupan import Skema, kalimat_saringan, per_nama
from .lampiran import BerkasSurat
from .models import Konsep, Permohonan, Rekomendasi
from .orang import jabatan
from .waktu import hari_terakhir

DASAR = "Peraturan Bupati Tanah Bumbu Nomor 25 Tahun 2019"
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
        "kop": dict(kop), "tempat": tempat_surat, "tanggal": tanggal.isoformat(), "nomor": "",
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
            {"paragraf": f"Berdasarkan Pasal 12 ayat (1) dan ayat (2) {DASAR}, kami mengajukan"
                         " permohonan pemanfaatan data sebagai berikut:"},
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
                         f" {nama_pihak(k.pemilik)} sebagaimana dimaksud Pasal 12 ayat (1) {DASAR}, bahwa kami:"},
            {"butir": list(PERNYATAAN)},
        ],
    )  # fmt: skip


def surat_permohonan(k: Konsep, skema: Skema, oleh: Pengguna, rahasia: Rahasia | None = None) -> BerkasSurat:
    isi = data_permohonan(k, skema, oleh)
    return _terbitkan(
        "surat_dinas", isi, "Permohonan pemanfaatan data", oleh=oleh, tentang=k, rahasia=rahasia
    )


def surat_pernyataan(k: Konsep, skema: Skema, oleh: Pengguna, rahasia: Rahasia | None = None) -> BerkasSurat:
    isi = data_pernyataan(k, skema, oleh)
    return _terbitkan("keterangan", isi, "Surat pernyataan", oleh=oleh, tentang=k, rahasia=rahasia)


def data_rekomendasi(p: Permohonan, r: Rekomendasi, oleh: Pengguna) -> dict[str, Any]:
    """What the walidata says to it (Ps 12(3)). `r` is not stored yet."""
    instansi, pembaca = _instansi(), nama_pihak(p.pembaca)
    kata = "merekomendasikan" if r.setuju else "tidak merekomendasikan"
    nomor = f" nomor {p.nomor_surat}" if p.nomor_surat else ""
    isi: list[dict[str, Any]] = [
        {"paragraf": f"Walidata {instansi.nama} {kata} pemanfaatan data “{p.dataset_nama}” oleh {pembaca} untuk: {p.kegunaan}"},
    ]  # fmt: skip
    if r.setuju:
        diberi = {k["nama"]: "disamarkan" if k.get("samar") else "apa adanya" for k in r.kolom}
        baris = [
            [str(k["title"]), _sifat(k), diberi.get(k["name"], "tidak diberikan")] for k in p.rinci_kolom
        ]
        isi.append(
            {
                "tabel": {
                    "judul": "Data yang dapat diberikan",
                    "kolom": ["Kolom", "Sifat", "Cara"],
                    "baris": baris,
                }
            }
        )
    elif r.alasan:
        isi.append({"paragraf": f"Alasan: {r.alasan}"})
    return _dasar_surat(
        instansi.kop, tempat(instansi), hari_ini(), nomor=nomor_registrasi("RD", p.uuid), judul="Rekomendasi walidata",
        dasar=[f"{DASAR} Pasal 12 ayat (3);", f"surat permohonan {pembaca}{nomor} tanggal {tanggal_id(p.diajukan_pada)}."],
        isi=isi, ketentuan=_ketentuan(p, r) if r.setuju else [], tembusan=[f"{pembaca}."],
        penutup="Demikian rekomendasi ini disampaikan kepada Bupati atau Sekretaris Daerah sebagai bahan keputusan.",
        penanda=_penanda(oleh, jabatan(oleh)) | {"sifat": ""},
    )  # fmt: skip


def _ketentuan(p: Permohonan, r: Rekomendasi) -> list[str]:
    saringan = "; ".join(kalimat_saringan([*p.saringan, *r.saringan], p.rinci_kolom)) or "semua baris"
    batas = [f"{n} {kata} sehari" for n, kata in ((r.maks_harian, "pembacaan"), (r.maks_baris, "baris")) if n]
    return [
        f"baris: {saringan};",
        f"paling lama sampai {tanggal_id(hari_terakhir(min(p.selesai, r.selesai or p.selesai)))};",
        *(f"paling banyak {b};" for b in batas),
        *(f"{syarat}" for syarat in (r.alasan,) if syarat),
    ]


def surat_rekomendasi(
    p: Permohonan, r: Rekomendasi, oleh: Pengguna, rahasia: Rahasia | None = None
) -> BerkasSurat:
    return _terbitkan(
        "rekomendasi", data_rekomendasi(p, r, oleh), "Rekomendasi walidata", oleh=oleh, tentang=p, rahasia=rahasia
    )  # fmt: skip


def nomor_registrasi(awalan: str, uuid: UUID) -> str:
    """For a letter that was given no number of the instansi's own: it must be told from others when it is checked."""
    return f"{awalan}/{uuid.hex[:8].upper()}/{hari_ini().year}"


def konsep_pdf(jenis: str, k: Konsep, skema: Skema, oleh: Pengguna) -> bytes:
    """The letter as it will be, marked KONSEP."""
    templat, susun = ("surat_dinas", data_permohonan) if jenis == "surat" else ("keterangan", data_pernyataan)
    return susun_pdf(templat, susun(k, skema, oleh) | {"konsep": True, "qr": ""})


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
        mengingat=[f"{DASAR} Pasal 11 dan Pasal 12 ayat (3);"],
        diktum=_diktum_setuju(p, izin) if izin else [
            f"Menolak permohonan pemanfaatan data {p.dataset_nama} yang diajukan {pembaca}.",
            f"Penolakan sebagaimana dimaksud pada diktum KESATU didasarkan atas: {alasan}",
            "Pemohon dapat mengajukan permohonan baru sebagai banding.",
        ],
        tembusan=[f"{pembaca};", f"{pemilik}."],
    )  # fmt: skip
    return _terbitkan("keputusan", data, "Keputusan pemanfaatan data", oleh=oleh, tentang=p)


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


@sensitive_variables()
def _terbitkan(
    templat: str,
    data: dict[str, Any],
    nama: str,
    *,
    oleh: Pengguna,
    tentang: Konsep | Permohonan,
    rahasia: Rahasia | None = None,
) -> BerkasSurat:
    """Number, date and fingerprint go into the QR, then the PDF is signed. A call that leaves the house is in the trail first."""
    data["perkara"] = str(tentang.uuid)  # two requests that say the same are still two letters
    pihak, sidik, situs = penerbit(), sidik_data(data), situs_kini()
    tanggal, blok = dt.date.fromisoformat(data["tanggal"]), data["penanda"]
    isi = {
        "nomor": data["nomor"],
        "tanggal": tanggal,
        "instansi": pihak.slug,
        "sidik": sidik,
        "penanda": oleh.nama,
    }
    data["qr"] = muatan_qr(isi, kunci_qr_kini(pihak.slug), alamat=alamat(pihak.slug, "/v/"))
    jabatan_surat = f"{blok['sifat']} {blok['jabatan']}".strip()
    nik = ""
    if penanda_tangan().jarak_jauh:
        nik = nik_penanda(oleh)
        with transaction.atomic(durable=True):
            catat("data.surat_dikirim", tentang, oleh=oleh, jenis=nama.lower(), nomor=data["nomor"])
    pdf = bubuhkan(
        susun_pdf(templat, data),
        penanda=Penanda(
            nama=oleh.nama, jabatan=jabatan_surat, nip=oleh.nip, nik=nik,
            instansi=situs.instansi.nama if situs and situs.instansi else str(settings.SPBE_KABUPATEN),
        ),
        nomor=data["nomor"], lokasi=data["tempat"], rahasia=rahasia,
    )  # fmt: skip
    return BerkasSurat(
        f"{nama}.pdf", "application/pdf", pdf, elektronik=True, nomor=data["nomor"], tanggal=tanggal,
        penanda=oleh.nama, jabatan=jabatan_surat, sidik=sidik,
    )  # fmt: skip
