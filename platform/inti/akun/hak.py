"""Rights and roles, all of them, in this one file.

The roles of an instansi are those of Perbup Tanah Laut 126/2022 Ps 4(1); a right follows the authority of its
holder (Ps 5(3)). The roles of the public hosts are those of Perbup Tanah Bumbu 25/2019 (Dinas, Sekretaris
Daerah, Bupati).
"""

from enum import StrEnum


class Hak(StrEnum):
    PERMOHONAN_INPUT = "permohonan.input"
    PERMOHONAN_VERIFIKASI = "permohonan.verifikasi"
    PERMOHONAN_DISTRIBUSI = "permohonan.distribusi"
    PERMOHONAN_TUNJUK = "permohonan.tunjuk"  # give a file of a seksi to a named person
    PERMOHONAN_VALIDASI = "permohonan.validasi"
    PERMOHONAN_PARAF = "permohonan.paraf"
    PERMOHONAN_KONSEP = "permohonan.konsep"
    PERMOHONAN_TANDATANGAN = "permohonan.tandatangan"
    PERMOHONAN_SERAHKAN = "permohonan.serahkan"
    PERMOHONAN_LIHAT = "permohonan.lihat"
    PERMOHONAN_BATALKAN = "permohonan.batalkan"
    PERMOHONAN_AJUKAN = "permohonan.ajukan"
    LAYANAN_KELOLA = "layanan.kelola"
    ANTRIAN_KELOLA = "antrian.kelola"
    PENGADUAN_KELOLA = "pengaduan.kelola"
    GANGGUAN_KELOLA = "gangguan.kelola"
    ARSIP_KELOLA = "arsip.kelola"
    ARSIP_SETUJUI = "arsip.setujui"
    API_KELOLA = "api.kelola"
    PENGGUNA_KELOLA = "pengguna.kelola"
    AUDIT_LIHAT = "audit.lihat"
    PUBLIKASI_SETUJUI = "publikasi.setujui"
    LAPORAN_LIHAT = "laporan.lihat"
    INSTANSI_KELOLA = "instansi.kelola"
    INSTANSI_LIHAT = "instansi.lihat"
    PLATFORM_KESEHATAN = "platform.kesehatan"
    DASBOR_LIHAT = "dasbor.lihat"
    KEPUTUSAN_BUAT = "keputusan.buat"
    DATA_KELOLA = "data.kelola"  # walidata: datasets, rows, recommendations
    DATA_SETUJUI = "data.setujui"  # the head of the instansi (Tanah Bumbu 25/2019 Ps 11(1), 12(1))
    DATA_LIHAT = "data.lihat"  # catalogue, requests and the ledger of one's own instansi
    DATA_BACA = "data.baca"  # read another instansi's data under a grant
    DATA_TEMUAN = "data.temuan"  # Diskominfo: findings of duplicate data


PERAN: dict[str, frozenset[Hak]] = {
    # -- an instansi
    "penanggung_jawab": frozenset(
        {
            Hak.PERMOHONAN_LIHAT,
            Hak.PERMOHONAN_PARAF,  # where the chain of a service names the head and another one signs
            Hak.PERMOHONAN_KONSEP,
            Hak.PERMOHONAN_TANDATANGAN,
            Hak.PERMOHONAN_BATALKAN,
            Hak.PUBLIKASI_SETUJUI,
            Hak.LAPORAN_LIHAT,
            Hak.ARSIP_SETUJUI,
            Hak.DATA_SETUJUI,
            Hak.DATA_LIHAT,
        }
    ),
    "koordinator": frozenset(
        {
            Hak.PENGADUAN_KELOLA,
            Hak.GANGGUAN_KELOLA,
            Hak.ARSIP_SETUJUI,
            Hak.PERMOHONAN_LIHAT,
            Hak.PERMOHONAN_DISTRIBUSI,
            Hak.PERMOHONAN_TUNJUK,
            Hak.PERMOHONAN_VALIDASI,  # only for a seksi whose post is vacant
            Hak.PERMOHONAN_PARAF,
            Hak.PERMOHONAN_KONSEP,
            Hak.PERMOHONAN_TANDATANGAN,  # Ps 9(6): by tupoksi; the service says whose signature it needs
            Hak.LAPORAN_LIHAT,
            Hak.DATA_LIHAT,
        }
    ),
    "administrator": frozenset(
        {
            Hak.PERMOHONAN_LIHAT,
            Hak.PERMOHONAN_DISTRIBUSI,
            Hak.PERMOHONAN_TUNJUK,
            Hak.PERMOHONAN_VALIDASI,  # only for a vacant seksi while the koordinator's post is vacant too
            Hak.PERMOHONAN_PARAF,  # where the chain of a service names the Kasi Pelayanan
            Hak.PERMOHONAN_KONSEP,
            Hak.LAYANAN_KELOLA,
            Hak.ANTRIAN_KELOLA,
            Hak.PENGADUAN_KELOLA,
            Hak.GANGGUAN_KELOLA,
            Hak.ARSIP_KELOLA,
            Hak.API_KELOLA,
            Hak.PENGGUNA_KELOLA,
            Hak.AUDIT_LIHAT,
            Hak.LAPORAN_LIHAT,
        }
    ),
    "pelaksana": frozenset(
        {
            Hak.PERMOHONAN_LIHAT,
            Hak.PERMOHONAN_TUNJUK,
            Hak.PERMOHONAN_VALIDASI,
            Hak.PERMOHONAN_KONSEP,
            Hak.PERMOHONAN_TANDATANGAN,
        }
    ),
    "operator": frozenset(
        {
            Hak.PERMOHONAN_INPUT,
            Hak.PERMOHONAN_VERIFIKASI,
            Hak.PERMOHONAN_DISTRIBUSI,
            Hak.PERMOHONAN_SERAHKAN,
            Hak.PERMOHONAN_LIHAT,
            Hak.PERMOHONAN_BATALKAN,
            Hak.ANTRIAN_KELOLA,
        }
    ),
    "pengelola_data": frozenset(
        {Hak.DATA_KELOLA, Hak.DATA_LIHAT, Hak.DATA_BACA}
    ),  # the walidata's own officer (Tanah Bumbu 25/2019 Ps 11-12)
    "pengguna": frozenset(
        {Hak.PERMOHONAN_AJUKAN}
    ),  # desa officials and residents with an account (Ps 4(1) f, Ps 5)
    # -- the public hosts
    "diskominfo": frozenset(
        {
            Hak.INSTANSI_KELOLA,
            Hak.INSTANSI_LIHAT,
            Hak.PLATFORM_KESEHATAN,
            Hak.PENGGUNA_KELOLA,
            Hak.AUDIT_LIHAT,
            Hak.DATA_TEMUAN,
        }
    ),
    "sekda": frozenset({Hak.DASBOR_LIHAT, Hak.INSTANSI_LIHAT, Hak.LAPORAN_LIHAT, Hak.KEPUTUSAN_BUAT}),
    "bupati": frozenset({Hak.DASBOR_LIHAT, Hak.INSTANSI_LIHAT, Hak.LAPORAN_LIHAT, Hak.KEPUTUSAN_BUAT}),
    "evaluator": frozenset({Hak.DASBOR_LIHAT, Hak.LAPORAN_LIHAT}),
}

SITUS_PERAN: dict[str, str] = {
    "penanggung_jawab": "instansi",
    "koordinator": "instansi",
    "administrator": "instansi",
    "pelaksana": "instansi",
    "operator": "instansi",
    "pengelola_data": "instansi",
    "pengguna": "instansi",
    "diskominfo": "diskominfo",
    "sekda": "monitoring",
    "bupati": "monitoring",
    "evaluator": "monitoring",
}

LABEL_PERAN: dict[str, dict[str, str]] = {
    "penanggung_jawab": {"kecamatan": "Camat", "skpd": "Kepala Dinas"},
    "koordinator": {"kecamatan": "Sekretaris Camat", "skpd": "Sekretaris Dinas"},
    "administrator": {"kecamatan": "Kasi Pelayanan (administrator)", "skpd": "Administrator"},
    "pelaksana": {"kecamatan": "Kasi/Kasubbag", "skpd": "Kabid/Kasubbag"},
    "operator": {"kecamatan": "Front office", "skpd": "Front office"},
    "pengelola_data": {"": "Pengelola data (walidata)"},
    "pengguna": {"kecamatan": "Pemohon", "skpd": "Pemohon"},
    "diskominfo": {"": "Pengelola Diskominfo"},
    "sekda": {"": "Sekretaris Daerah"},
    "bupati": {"": "Bupati"},
    "evaluator": {"": "Evaluator SPBE"},
}

# Roles that sign, decide, or hand out rights: a second factor is mandatory.
PERAN_WAJIB_MFA = frozenset({"penanggung_jawab", "koordinator", "diskominfo", "sekda", "bupati"})
# Roles that hand out rights (Tanah Laut 126/2022 Ps 5(1)): at least one holder must always remain.
PERAN_PENGELOLA = frozenset({"administrator", "diskominfo"})
# Everybody but the applicant signs in with an official address (Tanah Bumbu 25/2019 Ps 14(7)).
PERAN_SUREL_RESMI = frozenset(PERAN) - {"pengguna"}


def label_peran(peran: str, jenis: str = "") -> str:
    """The name of a role in an instansi of this jenis ("kecamatan", "skpd") or on a public host ("")."""
    label = LABEL_PERAN[peran]
    return label.get(jenis) or next(iter(label.values()))


def peran_situs(jenis_situs: str) -> list[str]:
    """The roles that can be given on a host: Diskominfo also gives those of the Monitoring Center."""
    if jenis_situs == "instansi":
        return [p for p, s in SITUS_PERAN.items() if s == "instansi"]
    return [p for p, s in SITUS_PERAN.items() if s != "instansi"]


def peran_berhak(hak: Hak) -> list[str]:
    """The roles that hold a right, for sentences such as "mintalah kepada Sekretaris Camat"."""
    return [peran for peran, semua in PERAN.items() if hak in semua]
