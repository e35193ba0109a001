"""Letters of the demonstration beside the ordinary way: by mandate, in ink, withdrawn, from an adapted template; and a Plh. of
the past. Through the actions, so every rule holds. A vacant post comes last, for the rooms still need everybody."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.utils import timezone

from inti.akun.actions import tugaskan
from inti.akun.models import Penugasan, Sifat

from .. import actions
from ..actions import Bawaan, DataPemohon, Nilai
from ..actions.basah import cetak, rekam
from ..actions.pelimpahan import atur, limpahkan
from ..enums import BentukPelimpahan, CaraTtd, PenyediaTtd, StatusSyarat
from ..models import Layanan, PelimpahanTtd, Permohonan
from ..surat import templat
from ..waktu.jam import hari_ini
from .contoh import Bahan, permohonan_baru


def isi_surat(b: Bahan) -> None:
    """Needs a person in each seksi (`per_seksi`), and three services with the ordinary chain: kasi, then secretary."""
    calon = Layanan.objects.aktif().filter(
        perlu_ttd=True, perlu_paraf=True, rantai_paraf=["koordinator"], tinjau_lapangan=False, isian_seksi=[],
        penandatangan__contains=["penanggung_jawab"],
    )  # fmt: skip
    layanan = [x for x in calon.order_by("-urutan") if x.seksi.kode in b.per_seksi][:3]
    if PelimpahanTtd.objects.exists() or len(layanan) < 3:
        return
    mandat, basah, dicabut = layanan
    _plh(b)
    _mandat(b, mandat)
    _basah(b, basah)
    _dicabut(b, dicabut)
    _templat(b, dicabut)


def _diparaf(b: Bahan, layanan: Layanan) -> Permohonan:
    """A file with both paraf (of its seksi and of the secretary) that waits for the signature."""
    p = diajukan(b, layanan)
    actions.validasi(permohonan=p, oleh=b.per_seksi[_seksi(p)], cara="cek_berkas")
    actions.paraf(permohonan=_kini(p), oleh=b.orang["koordinator"])
    return _kini(p)


def _kini(p: Permohonan) -> Permohonan:
    return Permohonan.objects.select_related("layanan", "seksi").get(pk=p.pk)


def _seksi(p: Permohonan) -> str:
    assert p.seksi
    return p.seksi.kode


def diajukan(b: Bahan, layanan: Layanan) -> Permohonan:
    """Taken in at the counter, found complete and sent on to its seksi."""
    contoh = permohonan_baru(b, timezone.now(), layanan)
    p = actions.ajukan(
        layanan=layanan, keperluan=contoh.keperluan, isian=contoh.isian, oleh=b.orang["operator"],
        bawaan={s.pk: Bawaan(dibawa=True, asli=True) for s in layanan.persyaratan.all()},
        pemohon=DataPemohon(
            nama=contoh.pemohon_nama, nik=contoh.pemohon_nik, alamat=contoh.pemohon_alamat, desa=contoh.pemohon_desa,
            telepon=contoh.pemohon_telepon, rinci=contoh.rinci, boleh_surel=False, mewakili=contoh.mewakili,
            bertindak_sebagai=contoh.bertindak_sebagai,
        ),
    )  # fmt: skip
    nilai = {s.pk: Nilai(StatusSyarat.SESUAI) for s in p.persyaratan.all()}
    actions.setujui(permohonan=p, oleh=b.orang["operator"], nilai=nilai, teruskan=True)
    return _kini(p)


def _plh(b: Bahan) -> None:
    """The head was away for a week of last month; the secretary acted (UU 30/2014 Ps 14)."""
    mulai = hari_ini() - timedelta(days=33)
    tugaskan(
        pengguna=b.orang["koordinator"], peran="penanggung_jawab", sifat=Sifat.PLH, nomor_sk="800.1.11/PERAGAAN", oleh=None,
        mulai=mulai, selesai=mulai + timedelta(days=6),
    )  # fmt: skip


def _mandat(b: Bahan, layanan: Layanan) -> None:
    """Signed a.n. the head by another seksi than the one that validated it: nobody decides twice."""
    milik = layanan.seksi.kode
    penerima = next(o for k, o in sorted(b.per_seksi.items()) if k != milik)
    limpahkan(
        penerima=penerima, bentuk=BentukPelimpahan.AN, layanan=[layanan.kode], nomor_sk="800.1.3.1/PERAGAAN",
        mulai=hari_ini(), selesai=hari_ini() + timedelta(days=90), oleh=b.orang["penanggung_jawab"],
    )  # fmt: skip
    penerima.__dict__.pop("_pelimpahan_ttd", None)
    actions.tandatangani(permohonan=_diparaf(b, layanan), oleh=penerima)


def _basah(b: Bahan, layanan: Layanan) -> None:
    """One service is signed in ink: one letter came back as a scan, one lies printed on the desk of the head."""
    camat, loket = b.orang["penanggung_jawab"], b.orang["operator"]
    atur(
        penyedia=PenyediaTtd.LOKAL, cara_bawaan=CaraTtd.TTE, layanan_basah=[layanan.kode], oleh=b.orang["administrator"]
    )  # fmt: skip
    for kembali in (True, False):
        p = _diparaf(b, layanan)
        _, pdf = cetak(permohonan=p, penanda=camat, oleh=loket)
        if kembali:
            pindaian = SimpleUploadedFile("pindaian.pdf", pdf, content_type="application/pdf")
            kini = timezone.now()
            rekam(
                permohonan=_kini(p), pindaian=pindaian, ditandatangani_pada=kini, distempel_oleh=loket.nama,
                distempel_pada=kini, oleh=loket,
            )  # fmt: skip


def _dicabut(b: Bahan, layanan: Layanan) -> None:
    """Signed, handed over, and withdrawn when the mistake was found."""
    p = _diparaf(b, layanan)
    camat = b.orang["penanggung_jawab"]
    actions.tandatangani(permohonan=p, oleh=camat)
    actions.serahkan(
        permohonan=_kini(p),
        oleh=b.orang["operator"],
        kepada=p.pemohon_nama,
        hubungan="pemohon",
        identitas_cocok=True,
    )
    actions.cabut(
        dokumen=p.dokumen.get(), alasan="Keliru menyebut alamat; diganti dengan surat yang baru.", oleh=camat
    )


def _templat(b: Bahan, layanan: Layanan) -> None:
    """The instansi's own wording of one service: in force, and the next one as a draft."""
    admin = b.orang["administrator"]
    naskah = templat.naskah_layanan(layanan)
    naskah["tembusan"] = "\n".join(filter(None, (naskah.get("tembusan", ""), "Arsip")))
    templat.terbitkan(layanan=layanan, naskah=naskah, perubahan="Tembusan ke arsip kecamatan.", oleh=admin)
    templat.simpan_konsep(
        layanan=layanan, naskah=naskah, perubahan="Menunggu masukan Bagian Hukum.", oleh=admin
    )


def isi_jabatan_kosong(b: Bahan) -> None:
    """The post of one seksi is vacant since yesterday; its new file lies with the secretary (Ps 4(1) huruf b)."""
    dipakai = {t.seksi for t in b.orang["pelaksana"].penugasan_berlaku()} | {"KMS", "PEL"}
    kosong = next((k for k in sorted(b.per_seksi, reverse=True) if k not in dipakai), None)
    layanan = next((x for x in b.layanan if x.seksi.kode == kosong), None)
    if kosong is None or layanan is None:
        return
    diajukan(b, layanan)
    kemarin = hari_ini() - timedelta(days=1)
    tugas = Penugasan.objects.filter(
        Q(selesai__isnull=True) | Q(selesai__gt=kemarin), peran="pelaksana", seksi=kosong
    )
    tugas.filter(mulai__gt=kemarin).update(mulai=kemarin)
    tugas.update(selesai=kemarin)
