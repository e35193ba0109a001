// Rows of the catalogue editor: add, move, strike out; choices only where the type has some; codes as one types.
const form = document.querySelector("[data-rangkaian]");
const daftar = form?.querySelector("[data-daftar]");
const awalan = form?.dataset.rangkaian;
const tampak = () => [...daftar.children].filter((li) => !li.hidden);
const berubah = () => form.dispatchEvent(new CustomEvent("berubah", { bubbles: true }));

function urutkan() {
  tampak().forEach((li, i) => { const o = li.querySelector(`[name$="-ORDER"]`); if (o) o.value = i + 1; });
}
function pilihan(li) {
  const tipe = li.querySelector("select[name$=-tipe]");
  const kotak = li.querySelector(".kt-pilihan");
  if (tipe && kotak) kotak.hidden = !["pilihan", "tabel"].includes(tipe.value);
}
function tambah() {
  const total = form.querySelector(`[name="${awalan}-TOTAL_FORMS"]`);
  const wadah = document.createElement("ol");
  wadah.innerHTML = form.querySelector("[data-contoh]").innerHTML.replaceAll("__prefix__", total.value);
  const li = wadah.firstElementChild;
  total.value = Number(total.value) + 1;
  daftar.append(li);
  pilihan(li);
  urutkan();
  li.querySelector("input:not([type=hidden]), select")?.focus();
  berubah();
}
function pindah(li, arah) {
  const semua = tampak();
  const lain = semua[semua.indexOf(li) + arah];
  if (!lain) return;
  if (arah < 0) lain.before(li); else lain.after(li);
  urutkan();
  berubah();
}
function hapus(li) {
  const tanda = li.querySelector(`[name$="-DELETE"]`);
  const berikut = tampak()[tampak().indexOf(li) + 1] ?? tampak()[tampak().indexOf(li) - 1];
  if (tanda) tanda.checked = true;
  li.hidden = true;
  urutkan();
  (berikut?.querySelector("input:not([type=hidden])") ?? form.querySelector("[data-tambah]"))?.focus();
  berubah();
}

if (form) {
  for (const li of [...daftar.children]) {
    const isi = li.querySelector("input[type=text]");
    if (isi && !isi.value && !li.querySelector("input[type=hidden]")?.value && !li.classList.contains("bidang-salah")) li.hidden = daftar.children.length > 1;
    pilihan(li);
  }
  urutkan();
  form.addEventListener("click", (e) => {
    const li = e.target.closest("[data-baris]");
    if (e.target.closest("[data-tambah]")) tambah();
    else if (e.target.closest("[data-naik]")) pindah(li, -1);
    else if (e.target.closest("[data-turun]")) pindah(li, 1);
    else if (e.target.closest("[data-hapus]")) hapus(li);
  });
  form.addEventListener("change", (e) => { if (e.target.matches("select[name$=-tipe]")) pilihan(e.target.closest("[data-baris]")); });
}
document.getElementById("hasil-klasifikasi")?.addEventListener("click", (e) => {
  const tombol = e.target.closest("[data-kode]");
  if (!tombol) return;
  const isi = document.getElementById("id_kode_klasifikasi");
  isi.value = tombol.dataset.kode;
  e.currentTarget.replaceChildren();
  isi.focus();
});
