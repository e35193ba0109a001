"""The letters: contents of Ps 12(2), local dates, what the decision says."""

import datetime as dt
from typing import Any

from django.utils import timezone

from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.prosedur import surat
from monitoring_center.walidata.prosedur.models import Konsep, Permohonan
from tests.conftest import di_situs
from tests.walidata_prosedur.bantu import Pihak, ajukan, hari, isi, konsep, putuskan, rekomendasikan


def teks(nilai: Any) -> str:
    """Everything that a letter prints, in one string."""
    if isinstance(nilai, dict):
        return " ".join(teks(v) for v in nilai.values())
    return " ".join(teks(v) for v in nilai) if isinstance(nilai, list | tuple) else str(nilai)


def test_surat_permohonan_memuat_isi_pasal_12(p: Pihak) -> None:
    k = konsep(p, saringan=[{"kolom": "urutan", "op": ">", "nilai": "1"}])
    with di_situs(p.b):
        k = Konsep.objects.select_related("banding_atas").get(pk=k.pk)
        skema = Dataset.objects.get(kode=k.dataset).kolom
        isi_surat = teks(surat.data_permohonan(k, skema, p.kepala_b))
        pernyataan = teks(surat.data_pernyataan(k, skema, p.kepala_b))
    for wajib in (isi().penanggung_jawab, isi().unit_kerja, isi().maksud, isi().kegunaan, "Nama kepala", "data pribadi umum",
                  "Urutan lebih dari 1", "Walidata: Kecamatan Uji A", "KECAMATAN UJI B"):  # fmt: skip
        assert wajib in isi_surat
    assert "menjaga kerahasiaan" in pernyataan
    assert "Seksi pelayanan" in pernyataan


def test_keputusan_menyebut_ruang_lingkup_dan_tanggal_setempat(p: Pihak) -> None:
    m = ajukan(p)
    rekomendasikan(p, m, alasan="Hanya untuk rujukan.", maks_harian=4)
    izin = putuskan(p, m)
    with di_situs("monitoring"):
        diktum = teks(surat._diktum_setuju(Permohonan.objects.lengkap().get(pk=m.pk), izin))
        setempat = timezone.localdate(izin.mulai)
    assert setempat == hari(0)
    assert f"Berlaku {setempat.day} " in diktum
    assert f"sampai {(setempat + dt.timedelta(days=60)).day} " in diktum
    for wajib in ("Nama kepala (disamarkan)", "paling banyak 4 kali sehari", "Hanya untuk rujukan."):
        assert wajib in diktum
