"""My pages in a real browser, at the width of a desk and of a telephone: axe-core, the CSP, no sideways scrolling; and
what only a browser shows: drafts go to the server and never into its storage."""

import json
import re

import pytest

from inti.db import di_instansi
from inti.situs import info_instansi, pada_situs, situs_instansi
from tenants.wilayah import desa_di
from tests import peramban as alat
from tests.conftest import KlienSitus
from tests.layanan.bantu import PDF_KECIL, ajukan, buat_meja, langkah, nik_baru, orang_langsung
from tests.peramban import layani, peramban  # noqa: F401 (fixture)

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
LEBAR = {"meja": {"width": 1440, "height": 900}, "telepon": {"width": 360, "height": 740}}


@pytest.fixture
def situs(basis_nyata):
    info = info_instansi("i_uji_a")
    with pada_situs(situs_instansi(info)), di_instansi("i_uji_a"):
        yield info


@pytest.fixture
def porta(situs):
    with layani() as p:
        yield p


def masuk(situs, pengguna):
    """The session cookie of a person."""
    host = "uji-a.kab.localhost"
    k = KlienSitus(situs_instansi(situs), host)
    k.force_login(pengguna)
    return [{"name": n, "value": m.value, "domain": host, "path": "/"} for n, m in k.cookies.items()]


def kunjungi(page, porta, jalur):
    jawaban = page.goto(f"http://uji-a.kab.localhost:{porta}{jalur}")
    page.wait_for_load_state("networkidle")
    assert jawaban.status == 200, jalur
    alat.periksa_axe(page)
    alat.periksa_bersih(page)


@pytest.mark.parametrize("lebar", LEBAR)
def test_halaman_antrian(peramban, situs, porta, lebar):  # noqa: F811
    from layanan.antrian import actions
    from layanan.antrian.models import JenisPerangkat, Kelompok, Loket

    meja = buat_meja(orang_langsung)
    token = {j: actions.putar_perangkat(jenis=j, oleh=meja.admin).token for j in JenisPerangkat}
    for kode in "AABABC":
        actions.ambil(kelompok=Kelompok.objects.get(kode=kode))
    for nomor in (1, 2):
        a = actions.panggil_berikut(loket=Loket.objects.get(nomor=nomor), oleh=meja.fo)
    actions.layani(antrian=a, oleh=meja.fo)
    layar = LEBAR[lebar] if lebar == "telepon" else {"width": 1920, "height": 1080}
    with alat.buka_halaman(peramban, viewport=layar) as page:
        kunjungi(page, porta, f"/antrian/layar/{token['layar']}/")
        page.get_by_role("button", name="Suara mati").click()
        page.get_by_role("button", name="Suara nyala").wait_for()
        baru = actions.panggil_berikut(loket=Loket.objects.get(nomor=2), oleh=meja.fo)
        page.locator(f"[data-nomor='{baru.nomor}']").wait_for(timeout=8000)
        kunjungi(page, porta, f"/antrian/kios/{token['kios']}/")
        page.get_by_role("button", name=re.compile("Kependudukan")).click()
        page.get_by_role("heading", name=re.compile("B00")).wait_for()
        alat.periksa_axe(page)
    with alat.buka_halaman(peramban, viewport=LEBAR[lebar]) as page:
        page.context.add_cookies(masuk(situs, meja.fo))
        kunjungi(page, porta, "/antrian/")
        page.get_by_label("Loket saya", exact=True).select_option(label="Loket 1")
        page.get_by_role("button", name="Pakai").click()
        kunjungi(page, porta, "/antrian/")
        page.keyboard.press("l")
        page.get_by_role("button", name=re.compile("Catat permohonan")).wait_for()
        kunjungi(page, porta, "/antrian/")
        kunjungi(page, porta, "/antrian/atur/")
        kunjungi(page, porta, "/antrian/atur/kelompok/")


@pytest.mark.parametrize("lebar", LEBAR)
def test_formulir_loket_menyimpan_draf_di_server(peramban, situs, porta, lebar, tmp_path):  # noqa: F811
    from layanan.models import Draf

    meja = buat_meja(orang_langsung)
    nik = nik_baru()
    lama = ajukan(meja.fo, nik=nik, nama="Noor Halimah", alamat="Gang Rahasia 7")
    with alat.buka_halaman(peramban, viewport=LEBAR[lebar]) as page:
        page.context.add_cookies(masuk(situs, meja.fo))
        kunjungi(page, porta, "/permohonan/baru/KEC-01/")
        page.locator("[name=nik]").press_sequentially(nik)
        page.locator("#catatan-nik", has_text=lama.nomor_registrasi).first.wait_for()
        assert page.input_value("[name=nama]") == "Noor Halimah"
        page.locator("[name=bertindak_sebagai]").select_option("kuasa")
        assert page.get_by_label("NIK penerima kuasa").is_visible()
        assert not page.get_by_label("Nama lembaga").is_visible()
        pindaian = tmp_path / "kk.pdf"
        pindaian.write_bytes(PDF_KECIL)
        page.locator(".ly-syarat-baris input[type=file]").first.set_input_files(pindaian)
        page.locator("[data-draf-server]", has_text="Draf tersimpan").wait_for()
        page.locator("[data-tersimpan] span", has_text="kk.pdf").first.wait_for()
        assert page.locator(".ly-syarat-baris input[type=file]").first.evaluate("el => el.files.length") == 0
        simpanan = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert not {"Noor", "Rahasia", nik} & set(re.findall(r"\w+", simpanan)), simpanan
        alat.periksa_axe(page)
        alat.periksa_bersih(page)
        draf = Draf.objects.get()
        assert draf.isi["nama"] == "Noor Halimah"
        assert draf.berkas.count() == 1
        kunjungi(page, porta, "/meja/")
        page.get_by_role("link", name="Noor Halimah").first.click()
        page.wait_for_url("**draf=**")
        assert page.input_value("[name=alamat]") == "Gang Rahasia 7"
        alat.periksa_axe(page)


@pytest.mark.parametrize("lebar", LEBAR)
def test_warga_mengajukan_daring_tanpa_javascript(peramban, situs, porta, lebar, tmp_path):  # noqa: F811
    from inti.notifikasi.models import Surat
    from layanan.models import Permohonan
    from tests.daring.test_pengajuan import ALAMAT, DIRI, ISIAN

    foto = tmp_path / "foto.pdf"
    foto.write_bytes(PDF_KECIL)
    akar = f"http://uji-a.kab.localhost:{porta}"
    kecuali = {"telepon": False, "meja": True}
    with alat.buka_halaman(peramban, viewport=LEBAR[lebar], java_script_enabled=kecuali[lebar]) as page:

        def cek():
            if kecuali[lebar]:
                alat.periksa_axe(page)
                alat.periksa_bersih(page)

        def isi(data, tombol="Simpan dan lanjut"):
            for nama, nilai in data.items():
                el = page.locator(f"[name={nama}]")
                el.select_option(nilai) if el.evaluate("e => e.tagName") == "SELECT" else el.fill(nilai)
            cek()
            page.get_by_role("button", name=tombol).click()
            page.wait_for_load_state("networkidle")

        page.goto(f"{akar}/daring/")
        cek()
        page.get_by_role("link", name=re.compile("SKTM")).click()
        cek()
        page.get_by_role("button", name=re.compile("Lanjut")).click()
        isi({"kontak": "siti@contoh.test"}, "Kirim kode")
        kode = re.search(r"Kode Anda: (\d{6})", Surat.objects.latest("pk").isi_teks)[1]
        isi({"kode": kode}, "Lanjut")
        page.get_by_role("button", name="Mulai mengisi").click()
        isi(DIRI | {"nik": nik_baru()})
        isi(ALAMAT)
        isi({"bertindak_sebagai": "sendiri"})
        isi(ISIAN)
        cek()
        while page.get_by_role("link", name=re.compile("^Unggah:")).count():
            page.get_by_role("link", name=re.compile("^Unggah:")).click()
            page.locator("input[type=file]").set_input_files(foto)
            cek()
            page.get_by_role("button", name="Unggah").click()
        page.get_by_role("link", name=re.compile("periksa isian")).click()
        cek()
        page.get_by_label("Saya sudah membaca dan setuju").check()
        page.get_by_role("button", name="Kirim permohonan").click()
        page.get_by_role("heading", name="Permohonan Anda terkirim").wait_for()
        cek()
        p = Permohonan.objects.get()
        assert p.kode_lacak_tampil in page.content()
        if kecuali[lebar]:
            assert json.loads(page.evaluate("JSON.stringify({...localStorage})")) == {}


@pytest.mark.parametrize("lebar", LEBAR)
def test_halaman_desa(peramban, situs, porta, lebar):  # noqa: F811
    meja = buat_meja(orang_langsung)
    desa = desa_di(situs.kode_wilayah)[0]
    aparat = orang_langsung("pengguna", seksi=f"desa:{desa.kode}")
    p = ajukan(aparat, kanal="desa")
    ajukan(aparat, kanal="desa", nama="Rusdiana Contoh")
    langkah(p, "tolak", meja)
    with alat.buka_halaman(peramban, viewport=LEBAR[lebar]) as page:
        page.context.add_cookies(masuk(situs, aparat))
        for jalur in ("/desa/", "/desa/pilih/", "/desa/baru/KEC-01/", f"/desa/{p.uuid}/"):
            kunjungi(page, porta, jalur)
