"""Who holds which post: for history, signatures and notices."""

from django.db.models import Exists, OuterRef

from inti.akun.hak import PERAN, Hak
from inti.akun.models import Pengguna, Penugasan
from inti.akun.seksi import daftarkan
from inti.situs import situs_kini

from ..models import Berhalangan, Permohonan, Seksi


def nama_jabatan(tugas: Penugasan) -> str:
    """ "Plt. Camat Batulicin", "Kepala Seksi Pelayanan"."""
    if tugas.peran == "pelaksana" and tugas.seksi:
        seksi = Seksi.objects.filter(kode=tugas.seksi).first()
        if seksi:
            return {"plt": "Plt. ", "plh": "Plh. "}.get(tugas.sifat, "") + seksi.jabatan
    return tugas.label()


def penugasan(pengguna: Pengguna, hak: Hak) -> Penugasan | None:
    """The assignment by which this person holds a right; the definitive one first."""
    punya = [t for t in pengguna.penugasan_berlaku() if hak in PERAN[t.peran]]
    return min(punya, key=lambda t: (t.sifat != "definitif", t.pk), default=None)


def jabatan(pengguna: Pengguna, hak: Hak) -> str:
    tugas = penugasan(pengguna, hak)
    return nama_jabatan(tugas) if tugas else ""


def pemegang(hak: Hak, permohonan: Permohonan | None = None) -> list[Pengguna]:
    """The people who hold a right now and are at work; for validation only those of the permohonan's seksi. Two queries.

    Where everybody is absent, everybody: a message never goes to nobody.
    """
    absen = Exists(Berhalangan.objects.pada().filter(pengguna=OuterRef("pk")))
    semua = list(Pengguna.objects.berhak(hak).dengan_penugasan().annotate(absen=absen).order_by("pk"))
    for p in semua:
        p._penugasan_berlaku = p.penugasan_kini  # so that `p.punya()` need not ask again for each person
    semua = [p for p in semua if not p.absen] or semua
    if hak != Hak.PERMOHONAN_VALIDASI or permohonan is None or permohonan.seksi is None:
        return semua
    kode = permohonan.seksi.kode
    return (
        [p for p in semua if kode in p.seksi()]
        or [p for p in semua if p.berperan("koordinator")]
        or [p for p in semua if p.berperan("administrator")]
    )


def nama_instansi() -> str:
    situs = situs_kini()
    return situs.instansi.nama if situs and situs.instansi else ""


@daftarkan
def pilihan_seksi() -> list[tuple[str, str]]:
    return list(Seksi.objects.values_list("kode", "nama"))
