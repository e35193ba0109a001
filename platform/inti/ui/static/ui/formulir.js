// Forms, on residents' and staff pages: formatting while typing, date picker, drafts, double submit, error focus, print.
document.documentElement.classList.remove("tanpa-js");

const angka = (teks) => teks.replace(/\D/g, "");
const potong = (teks, ...panjang) => {
  const bagian = [];
  let i = 0;
  for (const p of panjang) { if (i < teks.length) bagian.push(teks.slice(i, i + p)); i += p; }
  return bagian;
};
const FORMAT = {
  nik: (t) => potong(angka(t).slice(0, 16), 6, 6, 4).join(" "),
  nip: (t) => potong(angka(t).slice(0, 18), 8, 6, 1, 3).join(" "),
  telepon: (t) => (t.trim().startsWith("+") ? "+" : "") + potong(angka(t).slice(0, 15), 4, 4, 7).join("-"),
  rupiah: (t) => {
    const [utuh, sen] = t.replace(/[^\d,]/g, "").split(",");
    return utuh.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ".") + (sen === undefined ? "" : `,${sen.slice(0, 2)}`);
  },
};

// Formats and keeps the caret behind the same digit.
function rapikan(isian) {
  const fn = FORMAT[isian.dataset.format];
  if (!fn || isian.value === "") return;
  const sebelum = angka(isian.value.slice(0, isian.selectionStart ?? isian.value.length)).length;
  const baru = fn(isian.value);
  if (baru === isian.value) return;
  isian.value = baru;
  if (document.activeElement !== isian) return;
  let posisi = 0;
  for (let n = 0; posisi < baru.length && n < sebelum; posisi += 1) if (/\d/.test(baru[posisi])) n += 1;
  isian.setSelectionRange(posisi, posisi);
}

// A button beside the text field opens the browser's own calendar.
function pasangTanggal(isian) {
  if (isian.dataset.siap || !("showPicker" in HTMLInputElement.prototype)) return;
  isian.dataset.siap = "1";
  const bingkai = document.createElement("span");
  bingkai.className = "isian-berbingkai";
  isian.replaceWith(bingkai);
  const asli = document.createElement("input");
  asli.type = "date";
  asli.tabIndex = -1;
  asli.setAttribute("aria-hidden", "true");
  const tombol = document.createElement("button");
  tombol.type = "button";
  tombol.className = "btn-ikon";
  tombol.setAttribute("aria-label", "Pilih tanggal dari kalender");
  tombol.innerHTML = '<svg class="ikon" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zM16 3v4M8 3v4M4 11h16"/></svg>';
  tombol.addEventListener("click", () => {
    const cocok = isian.value.match(/^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/);
    asli.value = cocok ? `${cocok[3]}-${cocok[2].padStart(2, "0")}-${cocok[1].padStart(2, "0")}` : "";
    asli.showPicker();
  });
  asli.addEventListener("change", () => {
    isian.value = asli.value.split("-").reverse().join("-");
    isian.dispatchEvent(new Event("input", { bubbles: true }));
  });
  bingkai.append(isian, asli, tombol);
}

// -- drafts: kept in this browser; never files, passwords, tokens or identity numbers --------------------------------
const rahasia = (el) => !el.name || el.name === "csrfmiddlewaretoken" || ["file", "password", "hidden", "submit"].includes(el.type)
  || ["nik", "nip"].includes(el.dataset.format) || "rahasia" in el.dataset;
const kunciDraf = (form) => `ui.draf:${location.host}:${form.dataset.draf}`;

function simpanDraf(form) {
  const isi = {};
  for (const el of form.elements) {
    if (rahasia(el) || (["checkbox", "radio"].includes(el.type) && !el.checked) || el.value === "") continue;
    (isi[el.name] ??= []).push(el.value);
  }
  try {
    localStorage.setItem(kunciDraf(form), JSON.stringify({ isi, pada: Date.now() }));
    const keadaan = form.querySelector("[data-draf-keadaan]");
    if (keadaan) keadaan.textContent = "Draf tersimpan di peramban ini";
  } catch { /* storage is full or blocked: the form still works */ }
}
function pulihkan(form, isi) {
  for (const el of form.elements) {
    if (rahasia(el)) continue;
    const nilai = isi[el.name];
    if (["checkbox", "radio"].includes(el.type)) el.checked = !!nilai?.includes(el.value);
    else if (nilai) el.value = nilai[0];
  }
}
function tawarkanDraf(form) {
  let draf = null;
  try { draf = JSON.parse(localStorage.getItem(kunciDraf(form))); } catch { return; }
  const umur = draf ? Date.now() - draf.pada : Infinity;
  if (!draf || !Object.keys(draf.isi).length || umur > 7 * 864e5 || form.querySelector(".is-invalid")) return;
  const kabar = document.createElement("div");
  kabar.className = "draf-kabar";
  const teks = document.createElement("span");
  const waktu = new Date(draf.pada).toLocaleString("id-ID", { dateStyle: "long", timeStyle: "short" });
  teks.textContent = `Ada draf yang belum dikirim, terakhir diubah ${waktu}.`;
  const tombol = (label, aksi) => {
    const t = document.createElement("button");
    t.type = "button";
    t.className = "btn btn-sm";
    t.textContent = label;
    t.addEventListener("click", () => { aksi(); kabar.remove(); });
    return t;
  };
  kabar.append(teks, tombol("Lanjutkan draf", () => pulihkan(form, draf.isi)), tombol("Hapus draf", () => hapusDraf(form)));
  form.prepend(kabar);
}
function hapusDraf(form) {
  try { localStorage.removeItem(kunciDraf(form)); } catch { /* nothing was kept */ }
}

// A sent draft goes only when the next page shows that it arrived: a broken line must not lose it.
function tandaiTerkirim(kunci) {
  try { sessionStorage.setItem("ui.draf-terkirim", kunci); } catch { /* then the draft is offered once more */ }
}
function bersihkanTerkirim() {
  try {
    const kunci = sessionStorage.getItem("ui.draf-terkirim");
    if (!kunci) return;
    sessionStorage.removeItem("ui.draf-terkirim");
    const ditolak = [...document.querySelectorAll("form[data-draf]")].some((f) => kunciDraf(f) === kunci && f.querySelector(".is-invalid"));
    if (!ditolak) localStorage.removeItem(kunci);
  } catch { /* storage is blocked: there is no draft */ }
}
// Logging out leaves nothing behind on a shared computer.
function hapusSemuaDraf() {
  try {
    for (const k of Object.keys(localStorage)) if (k.startsWith("ui.draf:")) localStorage.removeItem(k);
  } catch { /* storage is blocked: there is no draft */ }
}

// -- wiring -------------------------------------------------------------------------------------------------------
let tunda = 0;
document.addEventListener("input", (e) => {
  if (e.target.dataset?.format) rapikan(e.target);
  const form = e.target.closest?.("form[data-draf]");
  if (form) { clearTimeout(tunda); tunda = setTimeout(() => simpanDraf(form), 600); }
});
// A chosen file shows its name on the label that lies under the browser's own input.
function namaiBerkas(isian) {
  const label = isian.closest(".unggah")?.querySelector("[data-unggah-nama]");
  if (!label) return;
  const nama = [...isian.files].map((f) => f.name).join(", ");
  label.textContent = nama || "Pilih berkas";
  isian.closest(".unggah").classList.toggle("terisi", nama !== "");
}
for (const jenis of ["dragenter", "dragleave", "drop"]) {
  document.addEventListener(jenis, (e) => e.target.closest?.(".unggah")?.classList.toggle("jatuhkan", jenis === "dragenter"));
}
document.addEventListener("change", (e) => {
  if (e.target.type === "file") namaiBerkas(e.target);
  const maks = Number(e.target.dataset?.maksBita);
  if (!maks || !e.target.files) return;
  const besar = [...e.target.files].find((f) => f.size > maks);
  e.target.setCustomValidity(besar ? `Berkas ${besar.name} terlalu besar. Paling besar ${Math.round(maks / 1e6)} MB.` : "");
  if (besar) e.target.reportValidity();
});
document.addEventListener("submit", (e) => {
  const form = e.target;
  if ("draf" in form.dataset) { clearTimeout(tunda); simpanDraf(form); tandaiTerkirim(kunciDraf(form)); }
  if (form.closest(".menu-pengguna")) hapusSemuaDraf();
  if (!("sekali" in form.dataset) || e.defaultPrevented) return;
  if (form.dataset.terkirim) { e.preventDefault(); return; }
  form.dataset.terkirim = "1";
  // After the browser has taken the button's name and value into the request.
  setTimeout(() => { for (const t of form.querySelectorAll("button:not([type=button])")) t.setAttribute("aria-disabled", "true"); });
  setTimeout(() => lepaskan(form), 15000);
});
function lepaskan(form) {
  delete form.dataset.terkirim;
  for (const t of form.querySelectorAll("button[aria-disabled]")) t.removeAttribute("aria-disabled");
}
addEventListener("pageshow", () => {
  for (const i of document.querySelectorAll(".unggah input")) namaiBerkas(i);
  for (const f of document.querySelectorAll("form[data-terkirim]")) lepaskan(f);
});
document.addEventListener("htmx:afterRequest", (e) => { const f = e.target.closest?.("form[data-terkirim]"); if (f) lepaskan(f); });
document.addEventListener("click", (e) => { if (e.target.closest("[data-cetak]")) print(); });

function siapkan(di) {
  for (const i of di.querySelectorAll("[data-format=tanggal]")) pasangTanggal(i);
  for (const i of di.querySelectorAll("[data-format]")) rapikan(i);
  di.querySelector("[data-fokus]")?.focus();
}
siapkan(document);
bersihkanTerkirim();
for (const form of document.querySelectorAll("form[data-draf]")) tawarkanDraf(form);
document.addEventListener("htmx:load", (e) => siapkan(e.target));
