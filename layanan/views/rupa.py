"""What the work screen shows of a permohonan: facts, files, timeline."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from inti.akun.hak import Hak, label_peran
from inti.akun.models import Pengguna
from inti.audit.models import Jejak
from inti.ui import format

from ..actions.meja import boleh_menunjuk
from ..enums import TERBUKA, Status
from ..forms.isian import tampil_nilai
from ..models import Permohonan
from ..pemohon.nik import samarkan
from ..pemohon.wakil import baris_wakil
from ..surat.data import instansi_kini
from ..surat.konsep import KELAMIN, rantai
from ..syarat import KOORDINATOR, koordinator_kosong, petugas_siap, seksi_kosong
from ..workflow import ALUR, Transisi

NADA = {
    "tolak": "peringatan",
    "kembalikan_pemohon": "peringatan",
    "usul_tolak": "bahaya",
    "batalkan": "bahaya",
    "serahkan": "sukses",
    "tandatangani": "sukses",
}
SURAT_DULU = {"validasi", "susun_konsep", "paraf", "tandatangani"}
BUKA_PDF = "#navpanes=0&view=FitH"
"""For the browser's PDF viewer: the whole width, without its list of pages."""
LEBAR = {"teks_panjang", "tabel"}


def fakta(p: Permohonan) -> dict[str, list[tuple[Any, ...]]]:
    """Groups of (label, value): who, what, and the state of the case."""
    rinci = p.rinci
    lahir = ", ".join(filter(None, (rinci.get("tempat_lahir", ""), _tanggal(rinci.get("tanggal_lahir")))))
    pemohon: list[tuple[Any, ...]] = [
        ("Nama", p.pemohon_nama),
        ("NIK", p.pemohon_nik),
        ("Nomor KK", samarkan(p.pemohon_nkk)),
        ("Lahir", lahir),
        ("Jenis kelamin", KELAMIN.get(rinci.get("jenis_kelamin", ""), "")),
        ("Telepon", p.pemohon_telepon),
        ("Alamat", f"{p.pemohon_alamat}, {p.pemohon_desa}".strip(", "), "penuh"),
        (
            "Bertindak sebagai",
            p.get_bertindak_sebagai_display() + (f": {p.mewakili}" if p.mewakili else ""),
            *(["penuh"] if p.mewakili else []),
        ),
        ("Keperluan", p.keperluan, "penuh"),
    ]
    semua = [*p.layanan.isian, *p.layanan.isian_seksi]
    isian = [
        (d["label"], _kalimat(d, p.isian.get(d["nama"])), *(["penuh"] if d["tipe"] in LEBAR else []))
        for d in semua
        if p.isian.get(d["nama"]) not in (None, "", [])
    ]
    return {
        "Pemohon": pemohon,
        p.get_bertindak_sebagai_display(): baris_wakil(p),
        "Isian layanan": isian,
        "Layanan": _layanan(p),
    }


def _kalimat(d: dict[str, Any], nilai: Any) -> str:
    teks = tampil_nilai(d, nilai)
    return teks[:1].upper() + teks[1:] if d["tipe"] == "pilihan" else teks


def _layanan(p: Permohonan) -> list[tuple[Any, ...]]:
    return [
        ("Waktu standar", p.layanan.waktu),
        ("Biaya", p.layanan.tarif),
        ("Janji selesai", format.tanggal_jam(p.janji_selesai)),
        ("Seksi", p.seksi.nama if p.seksi else f"{p.layanan.seksi.nama} (pengampu)"),
        ("Kanal", p.get_kanal_display()),
        ("Kode lacak", p.kode_lacak_tampil),
    ]


def _tanggal(iso: str | None) -> str:
    return format.tanggal(date.fromisoformat(iso)) if iso else ""


def lembar_kerja(p: Permohonan, boleh: Sequence[Transisi]) -> dict[str, Any]:
    """Files for the viewer: the letter first where it is the matter, else what the applicant handed over."""
    surat = [_pdf(reverse("berkas:unduh", args=[d.berkas.uuid]), f"Surat {d.nomor}") for d in p.dokumen.all()]
    sudah_jadi = bool(surat)
    berkonsep = not surat and p.perlu_surat and p.status in TERBUKA
    url = reverse("layanan:konsep", args=[p.uuid]) if berkonsep else ""
    if berkonsep:
        surat = [_pdf(url, "Konsep surat")]
    pindaian = [_pindaian(s.berkas, s.persyaratan.nama) for s in p.persyaratan.all() if s.berkas]
    if p.surat_wakil:
        pindaian.append(_pindaian(p.surat_wakil, f"Surat {p.get_bertindak_sebagai_display().lower()}"))
    diputus = any(t.nama in SURAT_DULU for t in boleh)
    surat_dulu = sudah_jadi or diputus or p.status not in TERBUKA
    return {
        "lembar": [*surat, *pindaian] if surat_dulu else [*pindaian, *surat],
        "surat_dulu": diputus and berkonsep,
        "url_konsep": url,
        "url_gambar": reverse("layanan:konsep_gambar", args=[p.uuid]) if url else "",
    }


def rantai_kerja(p: Permohonan) -> dict[str, Any]:
    """Who gave a paraf on which version, whose is still missing, and how the file was found genuine. Three queries."""
    paraf = list(p.paraf.select_related("konsep")) if p.validasi_pada or p.distribusi_pada else []
    jenis = instansi_kini().jenis
    sah = [f for f in paraf if f.batal_pada is None]
    sisa = rantai(p, sah[0].peran)[len(sah) - 1 :] if sah and p.status in TERBUKA else []
    keabsahan = list(p.keabsahan.prefetch_related("berkas__berkas")) if p.distribusi_pada else []
    return {
        "paraf": paraf,
        "paraf_sisa": [label_peran(peran, jenis) for peran in sisa],
        "keabsahan": keabsahan,
        "jabatan_kosong": _jabatan_kosong(p, jenis),
    }


def _jabatan_kosong(p: Permohonan, jenis: str) -> str:
    """The sentence for a file that waits for a post without a holder."""
    if p.status == Status.DIDISTRIBUSI and p.seksi and p.seksi.kode in seksi_kosong():
        pengganti = label_peran("administrator" if koordinator_kosong() else KOORDINATOR, jenis)
        return f"{p.seksi.jabatan} tidak di tempat hari ini; {pengganti} dapat memvalidasi, dan paraf naik ke atasnya."
    return ""


def berkas_meja(p: Permohonan, oleh: Any, boleh: Sequence[Transisi]) -> dict[str, Any]:
    """Who holds the file, and the buttons to take it, give it back, or receive its paper."""
    pemegang = p.pemegang_klaim
    laku = []
    if pemegang is None and any(t.maju for t in boleh):
        laku.append(("ambil", "Saya kerjakan"))
    elif pemegang is not None and (pemegang == oleh or oleh.punya(Hak.PERMOHONAN_DISTRIBUSI)):
        laku.append(("lepas", "Lepas berkas"))
    if p.status in TERBUKA and p.posisi_oleh_id != oleh.pk:
        laku.append(("terima", "Berkas saya terima"))
    return {
        "pemegang_klaim": pemegang,
        "laku_berkas": laku,
        "petugas_pilihan": orang_seksi(p, oleh) if boleh_menunjuk(p, oleh) else None,
        "petugas_siap": p.petugas_id is None or p.petugas_id == oleh.pk or _siap(p, oleh),
        "perpindahan": perpindahan(p),
    }


def _siap(p: Permohonan, oleh: Any) -> bool:
    return p.seksi is not None and (p.petugas_id, p.seksi.kode) in petugas_siap(oleh)


def orang_seksi(p: Permohonan, oleh: Any) -> list[Pengguna]:
    """Who is at work today in the seksi that has the file. Two queries."""
    siap = {orang for orang, kode in petugas_siap(oleh) if p.seksi and kode == p.seksi.kode}
    return list(Pengguna.objects.filter(pk__in=siap).order_by("nama"))


PERPINDAHAN = ("permohonan.berkas_diterima", "permohonan.tunjuk", "permohonan.ambil", "permohonan.lepas")


def perpindahan(p: Permohonan) -> list[dict[str, Any]]:
    """Where the paper was and who had the file, oldest first, from the trail."""
    jejak = Jejak.objects.filter(
        objek_jenis=p._meta.label_lower, objek_id=str(p.uuid), kode__in=PERPINDAHAN
    ).order_by("pada", "pk")
    return [{"pada": j.pada, "isi": _kalimat_pindah(j)} for j in jejak]


def _kalimat_pindah(j: Jejak) -> str:
    match j.kode:
        case "permohonan.berkas_diterima":
            return f"Berkas fisik di {j.rinci.get('posisi', '')}, diterima {j.oleh_nama}"
        case "permohonan.tunjuk":
            return f"Ditugaskan {j.oleh_nama} kepada {j.rinci.get('petugas', '')}"
        case "permohonan.ambil":
            return f"Dikerjakan {j.oleh_nama}"
    return f"Dilepas {j.oleh_nama}"


def _pdf(url: str, nama: str) -> dict[str, str]:
    return {"url": f"{url}?tampil=1{BUKA_PDF}", "nama": nama, "jenis": "application/pdf", "unduh_url": url}


def _pindaian(berkas: Any, nama: str) -> dict[str, str]:
    url = reverse("berkas:unduh", args=[berkas.uuid])
    jenis = berkas.jenis_konten
    ekor = BUKA_PDF if jenis == "application/pdf" else ""
    return {"url": f"{url}?tampil=1{ekor}", "nama": nama, "jenis": jenis, "unduh_url": url}


def linimasa(p: Permohonan) -> list[dict[str, Any]]:
    butir: list[dict[str, Any]] = []
    for r in p.riwayat.all():
        t = ALUR.get(r.transisi)
        oleh = ", ".join(filter(None, (r.oleh_nama, r.jabatan)))
        butir.append(
            {"judul": t.sesudah if t else "Permohonan dicatat", "pada": r.pada, "oleh": oleh, "isi": _isi(r),
             "nada": NADA.get(r.transisi, "netral"), "ikon": t.ikon if t else "file-plus"}
        )  # fmt: skip
    butir += [_eskalasi(e) for e in p.eskalasi.all()]
    butir.sort(key=lambda b: b["pada"])
    if butir:
        butir[-1]["kini"] = True
    return butir


def _eskalasi(e: Any) -> dict[str, Any]:
    """That the file was late and who heard of it."""
    return {
        "judul": f"Terlambat: diteruskan ke {e.get_tingkat_display().lower()}",
        "pada": e.pada,
        "oleh": e.kepada,
        "isi": f"Batasnya {format.tanggal_jam(e.batas_pada)}",
        "nada": "peringatan",
        "ikon": "alert-triangle",
    }


def _isi(r: Any) -> str:
    gagal = "; ".join(
        g["nama"] + (f" ({g['catatan']})" if g["catatan"] else "") for g in r.rinci.get("gagal", [])
    )
    return ". ".join(
        filter(None, (r.alasan.rstrip("."), gagal and f"Yang kurang: {gagal}", r.rinci.get("nomor", "")))
    )
