"""Every list of an instansi, as somebody who uses it asks for it."""

from dataclasses import dataclass, field

from inti.ui.daftar import Daftar
from layanan.models import Permohonan
from layanan.pemohon.cari_nik import AWALAN
from layanan.waktu.jam import hari_ini

TR = "<tr data-baris"


@dataclass(frozen=True, slots=True)
class Alamat:
    """`baris`: what is in the answer once per row; `batas`: module and constant of a page whose length no address sets."""

    siapa: str
    jalur: str
    isi: dict[str, str] = field(default_factory=dict)
    baris: str = TR
    batas: tuple[str, str] | None = None


def alamat_halaman(slug: str) -> dict[str, Alamat]:
    """Name -> address, for the permohonan that this instansi has."""
    from .anak import di

    with di(slug):
        satu = Permohonan.objects.filter(status="selesai").order_by("masuk_pada").first()
        assert satu is not None
        return _permohonan(satu) | _urut() | _kerja() | _buku(satu) | _admin(satu) | _luar()


def _permohonan(satu: Permohonan) -> dict[str, Alamat]:
    daftar = "/permohonan/"
    saring = {
        "terbuka": {"keadaan": "terbuka"},
        "mendekati": {"keadaan": "mendekati"},
        "tahap lewat": {"keadaan": "tahap"},
        "terlambat": {"keadaan": "terlambat"},
        "selesai": {"status": "selesai"},
        "satu layanan": {"layanan": satu.kode_layanan},
        "satu seksi": {"seksi": "KMS"},
        "satu kanal": {"kanal": "desa"},
        "kanal yang jarang": {"kanal": "daring"},
        "ditunjuk": {"berpetugas": "ya"},
        "belum ditunjuk": {"berpetugas": "tidak"},
        "tiga saringan": {"layanan": satu.kode_layanan, "kanal": "loket", "status": "selesai"},
        "halaman 2": {"hal": "2"},
        "halaman terakhir": {"hal": "999999"},
    }
    cari = {
        "nomor": satu.nomor_registrasi,
        "nama": satu.pemohon_nama.lower(),
        "sepotong nama": satu.pemohon_nama[:3].lower(),
        "satu huruf": satu.pemohon_nama[:1].lower(),
        "nama yang tidak ada": "zzyzx",
        "NIK": AWALAN + satu.pemohon_nik_indeks,
    }
    return (
        {f"daftar {o}": Alamat(o, daftar) for o in ("operator", "pelaksana", "koordinator")}
        | {f"daftar, {nama}": Alamat("operator", daftar, isi) for nama, isi in saring.items()}
        | {f"cari {nama}": Alamat("operator", daftar, {"q": q}) for nama, q in cari.items()}
        | {"cari sepotong nama, selesai": Alamat("operator", daftar, {"q": cari["sepotong nama"], "status": "selesai"})}
        | {"cari sepotong nama, pelaksana": Alamat("pelaksana", daftar, {"q": cari["sepotong nama"]})}
        | {"palet": Alamat("operator", "/ui/cari", {"q": cari["sepotong nama"]}, "<li")}
    )  # fmt: skip


def _urut() -> dict[str, Alamat]:
    from layanan.views.meja import DaftarPermohonan

    return {
        f"urut {a}{k}": Alamat("operator", "/permohonan/", {"urut": a + k})
        for k in _kunci(DaftarPermohonan)
        for a in ("", "-")
    }


def _kunci(daftar: type[Daftar]) -> list[str]:
    return list(dict.fromkeys(k.kunci for k in daftar.kolom if k.urut))


def _kerja() -> dict[str, Alamat]:
    """What waits: inboxes, board, late, to be signed, to be fetched, the queue of today."""
    papan, ttd = ("layanan.meja.papan", "SEKALI"), ("layanan.views.ttd", "SEHALAMAN")
    meja = ("operator", "pelaksana", "koordinator", "penanggung_jawab", "administrator")
    return (
        {f"meja {o}": Alamat(o, "/meja/") for o in meja}
        | {f"papan {o}": Alamat(o, "/papan/", {}, "ly-kartu-atas", papan) for o in ("koordinator", "pelaksana")}
        | {
            "terlambat": Alamat("koordinator", "/permohonan/terlambat/"),
            "terlambat, tahap": Alamat("koordinator", "/permohonan/terlambat/", {"jenis": "tahap"}),
            "tanda tangan": Alamat("penanggung_jawab", "/tandatangan/", {}, 'class="ttd-baris', ttd),
            "belum diambil": Alamat("operator", "/penyerahan/belum-diambil/"),
            "antrian": Alamat("operator", "/antrian/", {}, ""),
        }
    )  # fmt: skip


def _buku(satu: Permohonan) -> dict[str, Alamat]:
    """The books: numbers, letters, registers, hand-overs, complaints, comments, the plan."""
    from layanan.laporan.register import ISI
    from layanan.laporan.views.daftar import DaftarAgenda, DaftarRegister

    nama = satu.pemohon_nama.split()[0].lower()
    tahun = str(hari_ini().year)
    register = {"": {}, ", setahun": {"periode": tahun}}
    register |= {f", {isi}": {"isi": isi, "periode": tahun} for isi in ISI}
    register |= {f", urut {k}": {"urut": k, "periode": tahun} for k in _kunci(DaftarRegister)}
    return (
        {f"register{n}": Alamat("koordinator", "/laporan/register/", isi) for n, isi in register.items()}
        | {
            f"agenda, urut {k}": Alamat("koordinator", "/laporan/agenda/", {"urut": k, "periode": tahun})
            for k in _kunci(DaftarAgenda)
        }
        | {
            "agenda, setahun": Alamat("koordinator", "/laporan/agenda/", {"periode": tahun}),
            "unduhan laporan": Alamat("koordinator", "/laporan/unduhan/"),
            "nomor": Alamat("koordinator", "/nomor/"),
            "nomor, terpakai": Alamat("koordinator", "/nomor/", {"keadaan": "terpakai"}),
            "nomor, batal": Alamat("koordinator", "/nomor/", {"keadaan": "batal"}),
            "nomor, cari nama": Alamat("koordinator", "/nomor/", {"q": nama}),
            "nomor, cari yang tidak ada": Alamat("koordinator", "/nomor/", {"q": "zzyzx"}),
            "nomor, urut tanggal": Alamat("koordinator", "/nomor/", {"urut": "tanggal"}),
            "nomor, urut urut": Alamat("koordinator", "/nomor/", {"urut": "-urut"}),
            "penyerahan": Alamat("operator", "/penyerahan/"),
            "penyerahan, menyusul": Alamat("operator", "/penyerahan/", {"pindaian": "menyusul"}),
            "penyerahan, diambil": Alamat("operator", "/penyerahan/", {"cara": "diambil"}),
            "penyerahan, urut cara": Alamat("operator", "/penyerahan/", {"urut": "get_cara_display"}),
            "penyerahan, urut nomor": Alamat("operator", "/penyerahan/", {"urut": "permohonan_nomor_registrasi"}),
            "penyerahan, cari nama": Alamat("operator", "/penyerahan/", {"q": nama}),
            "penyerahan, cari yang tidak ada": Alamat("operator", "/penyerahan/", {"q": "zzyzx"}),
            "pengaduan": Alamat("koordinator", "/pengaduan/"),
            "pengaduan pelaksana": Alamat("pelaksana", "/pengaduan/"),
            "pengaduan, terbuka": Alamat("koordinator", "/pengaduan/", {"keadaan": "terbuka"}),
            "pengaduan, cari": Alamat("koordinator", "/pengaduan/", {"q": "zzyzx"}),
            "saran": Alamat("koordinator", "/skm/saran/"),
            "rencana": Alamat("koordinator", "/skm/rencana/"),
            "gangguan": Alamat("koordinator", "/gangguan/", {}, ""),
        }
    )  # fmt: skip


def _admin(satu: Permohonan) -> dict[str, Alamat]:
    """The trail, the opened files, what was sent, the archive, other applications, accounts."""
    oleh = "administrator"
    from layanan.arsip.models import UsulMusnah

    usul = UsulMusnah.objects.get()
    return {
        "audit": Alamat(oleh, "/jejak-audit/"),
        "audit, satu kode": Alamat(oleh, "/jejak-audit/", {"kode": "permohonan.setujui"}),
        "audit, satu orang": Alamat(oleh, "/jejak-audit/", {"oleh": "0"}),
        "audit, 30 hari": Alamat(oleh, "/jejak-audit/", {"waktu": "30"}),
        "audit, cari nomor": Alamat(oleh, "/jejak-audit/", {"q": satu.nomor_registrasi}),
        "audit, cari orang": Alamat(oleh, "/jejak-audit/", {"q": "operator"}),
        "audit, cari yang tidak ada": Alamat(oleh, "/jejak-audit/", {"q": "zzyzx"}),
        "audit, urut kode": Alamat(oleh, "/jejak-audit/", {"urut": "kode"}),
        "dibuka": Alamat(oleh, "/penyerahan/akses/"),
        "dibuka, cari nomor": Alamat(oleh, "/penyerahan/akses/", {"q": satu.nomor_registrasi}),
        "dibuka, cari orang": Alamat(oleh, "/penyerahan/akses/", {"q": "operator"}),
        "dibuka, cari orang yang jarang": Alamat(oleh, "/penyerahan/akses/", {"q": "koordinator"}),
        "dibuka, cari yang tidak ada": Alamat(oleh, "/penyerahan/akses/", {"q": "zzyzx"}),
        "notifikasi": Alamat("operator", "/notifikasi/"),
        "notifikasi, belum dibaca": Alamat("operator", "/notifikasi/", {"tampil": "belum"}),
        "notifikasi, cari yang tidak ada": Alamat("operator", "/notifikasi/", {"q": "zzyzx"}),
        "surel": Alamat(oleh, "/notifikasi/surel/"),
        "surel, gagal": Alamat(oleh, "/notifikasi/surel/", {"keadaan": "gagal"}),
        "surel, cari yang tidak ada": Alamat(oleh, "/notifikasi/surel/", {"q": "zzyzx"}),
        "surel, urut kepada": Alamat(oleh, "/notifikasi/surel/", {"urut": "kepada"}),
        "surel, urut keadaan": Alamat(oleh, "/notifikasi/surel/", {"urut": "keadaan"}),
        "pesan": Alamat(oleh, "/notifikasi/pesan/"),
        "pesan, cari": Alamat(oleh, "/notifikasi/pesan/", {"q": "telepon~" + "0" * 64}),
        "arsip": Alamat(oleh, "/arsip/", {}, ""),
        "usul musnah": Alamat(oleh, f"/arsip/usul/{usul.uuid}/"),
        "usul musnah, cari yang tidak ada": Alamat(oleh, f"/arsip/usul/{usul.uuid}/", {"q": "zzyzx"}),
        "data pribadi": Alamat(oleh, "/arsip/data-pribadi/"),
        "webhook": Alamat(oleh, "/token/webhook/"),
        "webhook, gagal": Alamat(oleh, "/token/webhook/", {"keadaan": "gagal"}),
        "webhook, cari yang tidak ada": Alamat(oleh, "/token/webhook/", {"q": "zzyzx"}),
        "webhook, urut langkah": Alamat(oleh, "/token/webhook/", {"urut": "nama_langkah"}),
        "pengguna": Alamat(oleh, "/akun/pengguna/", {}, TR),
        "templat": Alamat(oleh, "/templat/", {}, TR),
    }


def _luar() -> dict[str, Alamat]:
    """A desa official, and another application over the API."""
    return {
        "desa": Alamat("pengguna", "/desa/"),
        "desa, cari yang tidak ada": Alamat("pengguna", "/desa/", {"q": "zzyzx"}),
        "desa, urut nama": Alamat("pengguna", "/desa/", {"urut": "pemohon_nama"}),
        "desa, ditolak": Alamat("pengguna", "/desa/", {"status": "ditolak"}),
        "API": Alamat("api", "/api/v1/permohonan/", {}, '"uuid"'),
        "API, selesai": Alamat("api", "/api/v1/permohonan/", {"status": "selesai"}, '"uuid"'),
    }
