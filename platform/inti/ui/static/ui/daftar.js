// Lists: j/k/Enter/x and "/" keys, bulk selection, saved views (kept in this browser only).
const $$ = (pemilih, di = document) => [...di.querySelectorAll(pemilih)];
const baris = () => $$("[data-daftar] [data-baris]");
let terpilih = -1;

function pilih(n) {
  const semua = baris();
  if (!semua.length) return;
  terpilih = Math.max(0, Math.min(n, semua.length - 1));
  semua.forEach((b, i) => b.classList.toggle("terpilih", i === terpilih));
  const b = semua[terpilih];
  b.scrollIntoView({ block: "nearest" });
  (b.querySelector("[data-buka]") || b.querySelector("a,button,input"))?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector("dialog[open]")) return;
  if (e.target.closest("input:not([type=checkbox]),textarea,select,[contenteditable]")) return;
  if (e.key === "/") {
    const cari = document.querySelector("[data-cari]");
    if (cari) { e.preventDefault(); cari.focus(); cari.select(); }
  } else if (e.key === "j") pilih(terpilih + 1);
  else if (e.key === "k") pilih(terpilih - 1);
  else if (e.key === "Enter" && e.target === document.body) baris()[Math.max(terpilih, 0)]?.querySelector("[data-buka]")?.click();
  else if (e.key === "x" && terpilih >= 0) {
    const kotak = baris()[terpilih]?.querySelector("[name=pilih]");
    if (kotak) { kotak.checked = !kotak.checked; hitung(kotak.form); }
  }
});

// -- short addresses: leave out what is empty or as it always is ----------------------------------------------------
document.addEventListener("htmx:configRequest", (e) => {
  const form = e.target.closest?.("form.daftar-alat");
  if (!form) return;
  const data = e.detail.formData;
  for (const nama of new Set(data.keys())) if (data.getAll(nama).every((n) => n === "")) data.delete(nama);
  const kotak = form.querySelector("[data-kolom-baku]");
  const nama = kotak?.querySelector("input")?.name;
  if (nama && data.getAll(nama).join() === kotak.dataset.kolomBaku) data.delete(nama);
});

// -- bulk selection -----------------------------------------------------------------------------------------------
function hitung(form) {
  const palang = form?.querySelector("[data-massal-palang]");
  if (!palang) return;
  const kotak = $$("[name=pilih]", form);
  const n = kotak.filter((k) => k.checked).length;
  palang.classList.toggle("aktif", n > 0);
  palang.querySelector("[data-massal-jumlah]").textContent = `${n} dipilih`;
  const semua = form.querySelector("[data-pilih-semua]");
  semua.checked = n > 0 && n === kotak.length;
  semua.indeterminate = n > 0 && n < kotak.length;
}
document.addEventListener("change", (e) => {
  const form = e.target.closest?.("form[data-massal]");
  if (!form) return;
  if ("pilihSemua" in e.target.dataset) for (const k of $$("[name=pilih]", form)) k.checked = e.target.checked;
  hitung(form);
});
document.addEventListener("htmx:afterSwap", () => { terpilih = -1; });

// -- saved views --------------------------------------------------------------------------------------------------
const kunci = (menu) => `ui.tampilan:${location.pathname}:${menu.closest("[data-daftar]").dataset.daftar}`;
function bacaTampilan(menu) {
  try { return JSON.parse(localStorage.getItem(kunci(menu)) || "{}"); } catch { return {}; }
}
function tulisTampilan(menu, isi) {
  try { localStorage.setItem(kunci(menu), JSON.stringify(isi)); } catch { /* storage is blocked: nothing to keep */ }
  gambarTampilan(menu);
}
function gambarTampilan(menu) {
  const daftar = Object.entries(bacaTampilan(menu)).map(([nama, alamat]) => {
    const li = document.createElement("li");
    li.className = "lepas-simpan";
    const a = document.createElement("a");
    a.className = "lepas-butir";
    a.href = alamat || location.pathname;
    a.textContent = nama;
    const hapus = document.createElement("button");
    hapus.type = "button";
    hapus.className = "btn btn-sm";
    hapus.textContent = "Hapus";
    hapus.setAttribute("aria-label", `Hapus tampilan ${nama}`);
    hapus.addEventListener("click", () => {
      const isi = bacaTampilan(menu);
      delete isi[nama];
      tulisTampilan(menu, isi);
    });
    li.append(a, hapus);
    return li;
  });
  menu.querySelector("[data-tampilan-daftar]").replaceChildren(...daftar);
}
for (const menu of $$("[data-tampilan]")) {
  gambarTampilan(menu);
  const nama = menu.querySelector("[data-tampilan-nama]");
  const simpan = () => {
    const teks = nama.value.trim();
    if (!teks) return nama.focus();
    tulisTampilan(menu, { ...bacaTampilan(menu), [teks]: location.search });
    nama.value = "";
  };
  menu.querySelector("[data-tampilan-simpan]").addEventListener("click", simpan);
  nama.addEventListener("keydown", (e) => { if (e.key === "Enter") { e.preventDefault(); simpan(); } });
}
