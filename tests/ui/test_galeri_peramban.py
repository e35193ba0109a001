"""The gallery in Chromium: axe-core finds nothing, the CSP stops nothing, nothing is too wide, keys work."""

import pytest

from inti.ui.galeri import BAGIAN
from tests.peramban import buka_halaman, layani, periksa_axe, periksa_bersih

pytestmark = [pytest.mark.peramban, pytest.mark.usefixtures("situs_contoh")]
LEBAR = {"meja": {"width": 1440, "height": 900}, "telepon": {"width": 360, "height": 740}}


@pytest.fixture
def alamat(situs_contoh):
    with layani() as porta:
        yield f"http://localhost:{porta}/ui/galeri/"


@pytest.mark.parametrize("tema", ["light", "dark"])
@pytest.mark.parametrize("lebar", LEBAR)
def test_semua_bagian_lolos_axe(peramban, alamat, lebar: str, tema: str):
    with buka_halaman(peramban, viewport=LEBAR[lebar], color_scheme=tema, reduced_motion="reduce") as page:
        for bagian in BAGIAN:
            page.goto(f"{alamat}{bagian}/")
            page.wait_for_load_state("networkidle")
            periksa_axe(page)
            periksa_bersih(page)


def test_formulir_salah_memindahkan_fokus_ke_ringkasan(halaman, alamat):
    halaman.goto(f"{alamat}formulir/?salah=1")
    halaman.wait_for_function("document.activeElement.classList.contains('ringkasan-galat')")
    periksa_axe(halaman)
    halaman.click(".ringkasan-galat a >> nth=0")
    assert halaman.evaluate("document.activeElement.id") == "id_nik"


def test_angka_dirapikan_saat_diketik(halaman, alamat):
    halaman.goto(f"{alamat}formulir/")
    for isian, ketik, jadi in [
        ("nik", "6301011708459901", "630101 170845 9901"),
        ("telepon", "081234567890", "0812-3456-7890"),
        ("nilai", "1250000", "1.250.000"),
    ]:
        halaman.type(f"#id_{isian}", ketik)
        assert halaman.input_value(f"#id_{isian}") == jadi


def test_draf_ditawarkan_kembali_tanpa_nik(halaman, alamat):
    halaman.goto(f"{alamat}formulir/")
    halaman.fill("#id_nik", "6301011708459901")
    halaman.fill("#id_nama", "Siti Rahmah")
    halaman.wait_for_selector("[data-draf-keadaan]:has-text('tersimpan')")
    halaman.reload()
    halaman.click("text=Lanjutkan draf")
    assert halaman.input_value("#id_nama") == "Siti Rahmah"
    assert halaman.input_value("#id_nik") == ""


def test_palet_perintah(halaman, alamat):
    halaman.goto(alamat)
    halaman.keyboard.press("Control+k")
    halaman.wait_for_selector("#palet[open] .palet-butir")
    halaman.keyboard.type("lap")
    halaman.wait_for_selector(".palet-butir[aria-selected=true]:has-text('Laporan')")
    periksa_axe(halaman)
    with halaman.expect_request("**/uji/laporan/"), halaman.expect_navigation():
        halaman.keyboard.press("Enter")


def test_daftar_dengan_papan_ketik_dan_htmx(halaman, alamat):
    halaman.goto(f"{alamat}daftar/")
    halaman.wait_for_load_state("networkidle")
    halaman.keyboard.press("j")
    halaman.keyboard.press("j")
    halaman.keyboard.press("x")
    assert halaman.inner_text("[data-massal-jumlah]") == "1 dipilih"
    halaman.keyboard.press("/")
    halaman.keyboard.type("rusdiana")
    halaman.wait_for_selector("#daftar-hasil .saringan-aktif")
    assert halaman.url.endswith("/daftar/?q=rusdiana")
    assert halaman.evaluate("document.activeElement.id") == "daftar-q"
    halaman.go_back()
    halaman.wait_for_selector("#daftar-hasil:not(:has(.saringan-aktif))")


def test_konfirmasi_menunggu_nomor_yang_benar(halaman, alamat):
    halaman.goto(alamat)
    halaman.wait_for_load_state("networkidle")
    halaman.click("[data-dialog=hapus-12]")
    halaman.fill("#hapus-12-alasan", "Digabung")
    halaman.fill("#hapus-12-nomor", "salah")
    halaman.click("#hapus-12 .btn-danger")
    assert halaman.evaluate("document.getElementById('hapus-12').open")
    periksa_axe(halaman)
    halaman.fill("#hapus-12-nomor", "batulicin")
    assert halaman.evaluate("document.querySelector('#hapus-12 form').checkValidity()")


def test_kemajuan_berhenti_menanyakan_di_akhir(halaman, alamat):
    halaman.goto(alamat)
    halaman.wait_for_selector("#k-jalan.kemajuan-selesai", timeout=15_000)
    assert not halaman.evaluate("document.getElementById('k-jalan').hasAttribute('hx-get')")
    halaman.wait_for_selector("#toast .nada-sukses:has-text('Contoh pekerjaan selesai.')")


def test_penolakan_lewat_htmx_tampil_di_pesan_dan_isi_tetap(halaman, alamat):
    halaman.goto(f"{alamat}galat/")
    halaman.wait_for_load_state("networkidle")
    halaman.click("#contoh-galat")
    halaman.wait_for_selector("#pesan [role=alert]:has-text('Halaman tidak ditemukan')")
    assert halaman.inner_text("#sasaran-galat") == "Tempat jawaban."
    assert halaman.evaluate("document.activeElement.getAttribute('role')") == "alert"


def test_layar_dinding_berputar_dan_menunjukkan_jam(peramban, alamat):
    with buka_halaman(peramban, viewport={"width": 1920, "height": 1080}) as page:
        page.goto(f"{alamat}wall/?putar=1")
        page.wait_for_selector("[data-jam]:has-text('WITA')")
        page.wait_for_selector("#g-peta canvas")
        with page.expect_request("**/wall/?putar=1", timeout=15_000):
            pass
        page.wait_for_selector("#g-peta canvas")
        periksa_bersih(page)


def test_grafik_tergambar_dan_tabelnya_ada(halaman, alamat):
    halaman.goto(f"{alamat}grafik/")
    halaman.wait_for_selector("#g-peta canvas")
    assert halaman.locator("[data-grafik] canvas").count() == 6
    assert halaman.locator(".grafik-tabel").count() == 6
    halaman.hover("#g-tren")


def test_tema_gelap_diingat(halaman, alamat):
    halaman.goto(alamat)
    halaman.click(".menu-pengguna summary")
    halaman.click("[data-tema=gelap]")
    halaman.reload()
    assert halaman.evaluate("document.documentElement.dataset.bsTheme") == "dark"


def test_tanpa_javascript_halaman_warga_dan_daftar_tetap_berguna(peramban, alamat):
    with buka_halaman(peramban, java_script_enabled=False) as page:
        page.goto(f"{alamat}publik/")
        page.fill("#lacak", "BTL-1")
        page.click(".cari-besar button")
        assert "/lacak/?kode=BTL-1" in page.url
        page.goto(f"{alamat}daftar/")
        page.fill("#daftar-q", "rusdiana")
        page.click("text=Terapkan")
        assert "q=rusdiana" in page.url
        page.click("thead >> text=Nomor")
        assert "urut=nomor" in page.url


def test_menu_telepon_terbuka_tanpa_javascript(peramban, alamat):
    with buka_halaman(peramban, viewport=LEBAR["telepon"], java_script_enabled=False) as page:
        page.goto(alamat)
        page.click("[data-samping-buka]")
        assert page.locator("#samping >> text=Kotak masuk").is_visible()
