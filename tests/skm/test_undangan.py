"""One invitation per finished permohonan, used once; the answer leads to nobody; refusals change nothing."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from inti.audit.models import Jejak
from inti.errors import MasukanSalah
from inti.notifikasi.models import Pesan, Surat
from inti.tasks import jalankan_semua
from layanan.enums import Status
from layanan.skm.actions import Responden, TautanMati, ingatkan, jawab, undang
from layanan.skm.models import Jawaban, Nilai, Undangan
from layanan.skm.tasks import rawat_survei
from tests.layanan.bantu import langkah, sampai
from tests.skm.bantu import KODE, isian, token


@pytest.fixture
def selesai(meja):
    return sampai(Status.SELESAI, meja, surel="warga@contoh.test")


def test_penyerahan_mengundang_sekali(meja):
    p = sampai(Status.DITANDATANGANI, meja)
    assert not Undangan.objects.exists()
    p = langkah(p, "serahkan", meja)
    u = Undangan.objects.get(permohonan=p)
    assert len(u.token) == 32
    assert u.tatap_muka
    assert undang(p) is None
    assert Undangan.objects.count() == 1


def test_token_tersandi_dan_surel_rahasia(selesai):
    with connection.cursor() as k:
        k.execute("SELECT token, token_indeks FROM skm_undangan")
        tersandi, indeks = k.fetchone()
    t = token(selesai)
    assert t not in tersandi + indeks
    assert [s.rahasia for s in Surat.objects.all() if t in s.isi_teks] == [True]


def test_jawab_sekali(selesai):
    t = token(selesai)
    jawab(token=t, nilai=isian(4, U3=2), responden=Responden(umur="26-35", kelamin="P"), saran=" Bagus ")
    j = Jawaban.objects.get()
    assert (j.kode_layanan, j.kanal, j.umur, j.saran, j.bulan.day) == ("KEC-01", "loket", "26-35", "Bagus", 1)
    assert dict(Nilai.objects.values_list("unsur", "nilai")) == isian(4, U3=2)
    u = Undangan.objects.get()
    assert (u.dipakai, u.token, u.token_indeks) == (True, "", "")
    with pytest.raises(TautanMati):
        jawab(token=t, nilai=isian())
    assert Jawaban.objects.count() == 1


def test_jawaban_tidak_menunjuk_orang(selesai):
    sebelum = Jejak.objects.count()
    jawab(token=token(selesai), nilai=isian(), saran="Rahasia")
    assert Jejak.objects.count() == sebelum, "an audit line would carry moment and address"
    kolom = {f.name for m in (Jawaban, Nilai) for f in m._meta.get_fields()}
    assert not any(k in kolom for k in ("permohonan", "undangan", "pengguna", "dibuat_pada", "alamat_ip"))
    with connection.cursor() as k:
        k.execute(
            "SELECT data_type FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name IN ('skm_jawaban', 'skm_nilai')"
        )
        assert not any("timestamp" in jenis for (jenis,) in k.fetchall())
        k.execute("SELECT saran FROM skm_jawaban")
        assert "Rahasia" not in k.fetchone()[0]


@pytest.mark.parametrize("nilai", [{}, {"U1": 3}, isian(5), isian(3, U10=3), isian(0)])
def test_jawaban_cacat_ditolak(selesai, nilai):
    t = token(selesai)
    with pytest.raises(MasukanSalah):
        jawab(token=t, nilai=nilai)
    assert not Jawaban.objects.exists()
    assert Undangan.objects.get().token == t


def test_data_diri_di_luar_daftar_ditolak(selesai):
    with pytest.raises(MasukanSalah):
        jawab(token=token(selesai), nilai=isian(), responden=Responden(umur="7"))
    assert not Jawaban.objects.exists()


@pytest.mark.parametrize("tebakan", ["", "0" * 32, "x", "' OR 1=1"])
def test_token_tebakan(selesai, tebakan):
    with pytest.raises(TautanMati):
        jawab(token=tebakan, nilai=isian())
    assert not Jawaban.objects.exists()


def test_undangan_habis_masa(selesai):
    t = token(selesai)
    Undangan.objects.update(kedaluwarsa_pada=timezone.now() - timedelta(seconds=1))
    with pytest.raises(TautanMati):
        jawab(token=t, nilai=isian())
    assert not Jawaban.objects.exists()
    rawat_survei()
    u = Undangan.objects.get()
    assert (u.token, u.token_indeks, u.dipakai) == ("", "", False)


def test_daring_tanpa_tatap_muka(selesai):
    Undangan.objects.update(tatap_muka=False)
    with pytest.raises(MasukanSalah):
        jawab(token=token(selesai), nilai=isian())
    daring = {k: 3 for k in KODE if k not in ("U6", "U7")}
    jawab(token=token(selesai), nilai=daring)
    assert set(Nilai.objects.values_list("unsur", flat=True)) == set(daring)


def test_jawaban_tidak_dapat_diubah(selesai):
    jawab(token=token(selesai), nilai=isian())
    for ubah in (
        lambda: Nilai.objects.update(nilai=4),
        lambda: Jawaban.objects.update(kanal="daring"),
        lambda: Nilai.objects.all().delete(),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ubah()
    with pytest.raises(IntegrityError), transaction.atomic():
        Nilai.objects.create(
            jawaban=Jawaban.objects.get(), unsur="U9z", nilai=5, bulan="2026-01-01", kode_layanan="x", kanal="loket"
        )  # fmt: skip


def test_ingatkan_sekali(selesai):
    Surat.objects.all().update(isi_teks="x")
    rawat_survei()
    assert not Undangan.objects.get().diingatkan, "three days have not passed"
    Undangan.objects.update(dibuat_pada=timezone.now() - timedelta(days=3, minutes=1))
    banyak = Surat.objects.count()
    rawat_survei()
    rawat_survei()
    assert Surat.objects.count() == banyak + 1
    assert not ingatkan(Undangan.objects.get())


def test_yang_terlewat_diundang(selesai):
    with connection.cursor() as k:
        k.execute("SELECT has_table_privilege('skm_undangan', 'DELETE')")
        assert k.fetchone() == (False,)
    assert Undangan.objects.count() == 1
    rawat_survei()
    assert Undangan.objects.count() == 1


@pytest.mark.parametrize(
    ("boleh_wa", "boleh_surel", "harap"),
    [(True, True, (1, 1)), (True, False, (1, 0)), (False, True, (0, 1)), (False, False, (0, 0))],
)
def test_undangan_lewat_saluran_yang_diizinkan(meja, boleh_wa, boleh_surel, harap):
    """WhatsApp/SMS and e-mail each only where the applicant allowed it; the link is forgotten once it is sent."""
    p = sampai(
        Status.DITANDATANGANI, meja, surel="warga@contoh.test", telepon="081299887766", boleh_wa=boleh_wa,
        boleh_surel=boleh_surel,
    )  # fmt: skip
    p = langkah(p, "serahkan", meja)
    t = token(p)
    pesan = [x for x in Pesan.objects.filter(tentang=p.uuid) if t in x.isi]
    surat = [x for x in Surat.objects.filter(tentang=p.uuid) if t in x.isi_teks]
    assert (len(pesan), len(surat)) == harap
    assert all(x.rahasia for x in (*pesan, *surat))
    assert all(x.telepon == "081299887766" for x in pesan)
    jalankan_semua()
    assert not any(t in x.isi for x in Pesan.objects.all())


def test_tanpa_gerbang_tidak_ada_pesan(meja, monkeypatch):
    monkeypatch.setattr("layanan.skm.actions.gerbang.aktif", lambda: False)
    p = sampai(Status.SELESAI, meja, telepon="081299887766", boleh_wa=True)
    assert not [x for x in Pesan.objects.all() if token(p) in x.isi]


def test_pengingat_juga_lewat_pesan(meja):
    p = sampai(Status.SELESAI, meja, telepon="081299887766", boleh_wa=True)
    Pesan.objects.all().delete()
    assert ingatkan(Undangan.objects.get(permohonan=p))
    assert [x.rahasia for x in Pesan.objects.all()] == [True]
    assert not ingatkan(Undangan.objects.get(permohonan=p))
    assert Pesan.objects.count() == 1
