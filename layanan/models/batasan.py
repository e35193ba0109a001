"""Rules of a permohonan that PostgreSQL itself refuses to break, also from a shell."""

from itertools import combinations

from django.db.models import BaseConstraint, CheckConstraint, F, Q

from ..enums import CaraSerah, Status

CAP = ("verifikasi", "tolak", "distribusi", "validasi", "paraf", "ttd", "serah", "batal")
"""Steps that leave a pair `<step>_oleh`, `<step>_pada`. Only a download by the applicant has a time and no officer."""

PEMERIKSA = ("verifikasi", "validasi", "paraf", "ttd")
"""Perbup Tanah Laut 126/2022 Ps 9: FO, then kasi/kasubbag, then the paraf, then the signature: four people."""


def _ada(nama: str) -> Q:
    return Q(**{f"{nama}__isnull": False})


def _kosong(*nama: str) -> Q:
    return Q(**{f"{n}__isnull": True for n in nama})


def _beda(a: str, b: str) -> Q:
    return _kosong(a) | _kosong(b) | ~Q(**{a: F(b)})


def _semua(*syarat: Q) -> Q:
    hasil = Q()
    for s in syarat:
        hasil &= s
    return hasil


def _bila(status: list[Status], syarat: Q) -> Q:
    return ~Q(status__in=status) | syarat


S = Status
SUDAH_VERIFIKASI = [S.DIVERIFIKASI, S.DIDISTRIBUSI, S.DIVALIDASI, S.DIPARAF, S.DITANDATANGANI, S.SELESAI]
SUDAH_DISTRIBUSI = SUDAH_VERIFIKASI[1:]
SUDAH_VALIDASI = SUDAH_VERIFIKASI[2:]

BATASAN: list[BaseConstraint] = [
    CheckConstraint(
        name="permohonan_pisah_tugas",
        condition=_semua(*(_beda(f"{a}_oleh", f"{b}_oleh") for a, b in combinations(PEMERIKSA, 2))),
        violation_error_message="Verifikasi, validasi, paraf dan tanda tangan harus oleh orang yang berbeda.",
    ),
    CheckConstraint(
        name="permohonan_bukan_milik_sendiri",
        condition=_semua(
            *(_beda("pemohon_pengguna", f"{p}_oleh") for p in PEMERIKSA),
            *(_beda("petugas_input", f"{p}_oleh") for p in PEMERIKSA[1:]),
        ),
        violation_error_message="Pemohon atau petugas penginput tidak boleh memutus permohonan ini.",
    ),
    CheckConstraint(
        name="permohonan_asal_desa_lewat_desa",
        condition=Q(asal_desa="") | Q(kanal="desa", asal_desa__startswith="desa:"),
    ),
    CheckConstraint(
        name="permohonan_cap_berpasangan",
        condition=_semua(
            *(
                _kosong(f"{c}_oleh", f"{c}_pada") | (_ada(f"{c}_oleh") & _ada(f"{c}_pada"))
                for c in CAP
                if c not in ("serah", "batal")
            ),
            _kosong("serah_oleh", "serah_pada")
            | (_ada("serah_oleh") & _ada("serah_pada"))
            | (_kosong("serah_oleh") & _ada("serah_pada") & Q(serah_cara=CaraSerah.DIUNDUH)),
            _kosong("batal_oleh") | _ada("batal_pada"),  # the passed deadline cancels without a person
            _kosong("klaim_oleh", "klaim_sampai") | (_ada("klaim_oleh") & _ada("klaim_sampai")),
            _kosong("posisi_oleh", "posisi_pada") | (_ada("posisi_oleh") & _ada("posisi_pada")),
        ),
    ),
    CheckConstraint(
        name="permohonan_putusan_beralasan",
        condition=(Q(putusan="") | _ada("validasi_pada"))
        & (~Q(putusan="tolak") | ~Q(putusan_alasan="") & ~Q(putusan_dasar="")),
        violation_error_message="Penolakan memerlukan validasi, alasan dan dasar hukum.",
    ),
    CheckConstraint(
        name="permohonan_status_sesuai_cap",
        condition=_semua(
            _bila(
                [S.DIAJUKAN],
                _kosong("verifikasi_pada", "distribusi_pada", "validasi_pada", "paraf_pada", "ttd_pada"),
            ),
            _bila(SUDAH_VERIFIKASI, _ada("verifikasi_pada")),
            _bila(SUDAH_DISTRIBUSI, _ada("distribusi_pada") & _ada("seksi")),
            _bila(SUDAH_VALIDASI, _ada("validasi_pada")),
            _bila([S.DIPARAF], _ada("paraf_pada") & _kosong("ttd_pada")),
            _bila([S.DITANDATANGANI], _ada("ttd_pada") & _ada("siap_pada")),
            _bila([S.DITOLAK], _ada("tolak_pada") & ~Q(tolak_alasan="")),
            Q(giliran_paraf="") | Q(status__in=[S.DIVALIDASI, S.DIPARAF, S.DIBATALKAN]),
            ~Q(status=S.DIBATALKAN) | _ada("batal_pada"),
            Q(status=S.DIBATALKAN) | _kosong("batal_pada"),
        ),
    ),
    CheckConstraint(
        name="permohonan_petugas_di_seksi",
        condition=_kosong("petugas") | _ada("seksi"),
        violation_error_message="Petugas ditunjuk hanya untuk berkas yang ada di sebuah seksi.",
    ),
    CheckConstraint(
        name="permohonan_selesai_lengkap",
        condition=(
            Q(status=S.SELESAI)
            & _semua(*map(_ada, ("serah_pada", "siap_pada", "tanggal_selesai", "tepat_waktu", "lama_menit")))
            & ~Q(serah_kepada="")
        )
        | (~Q(status=S.SELESAI) & _kosong("serah_pada", "tanggal_selesai", "tepat_waktu", "lama_menit")),
    ),
    CheckConstraint(
        name="permohonan_pengajuan_dari_satu",
        condition=Q(pengajuan_ke__gte=1) & Q(jumlah_penolakan__gte=F("pengajuan_ke") - 1),
    ),
    CheckConstraint(
        name="permohonan_mewakili_tanpa_nik",
        condition=~Q(mewakili__regex=r"(\d[ .\-]?){15}\d"),
        violation_error_message="Kolom ini tidak tersandi; NIK tidak boleh ditulis di sini.",
    ),
    CheckConstraint(name="permohonan_status_dikenal", condition=Q(status__in=Status.values)),
]
