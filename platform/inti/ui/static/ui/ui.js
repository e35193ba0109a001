// Staff shell: theme, density, sidebar, dialogs, dropdowns, toasts, keyboard help, and what htmx does with errors.
const akar = document.documentElement;
const $ = (pemilih, di = document) => di.querySelector(pemilih);
const $$ = (pemilih, di = document) => [...di.querySelectorAll(pemilih)];

function simpan(kunci, nilai) {
  try {
    if (nilai) localStorage.setItem(kunci, nilai);
    else localStorage.removeItem(kunci);
  } catch { /* storage is blocked: the choice lasts for this page */ }
}
function baca(kunci) {
  try { return localStorage.getItem(kunci) || ""; } catch { return ""; }
}

// -- theme and density --------------------------------------------------------------------------------------------
const sistemGelap = matchMedia("(prefers-color-scheme: dark)");

function terapkanTema() {
  const pilihan = baca("ui.tema");
  akar.dataset.bsTheme = (pilihan ? pilihan === "gelap" : sistemGelap.matches) ? "dark" : "light";
  document.dispatchEvent(new CustomEvent("ui:tema"));
  tandai();
}
function tandai() {
  const tema = baca("ui.tema");
  const rapat = akar.classList.contains("kerapatan-rapat");
  for (const t of $$("[data-tema]")) t.setAttribute("aria-pressed", String(t.dataset.tema === tema));
  for (const t of $$("[data-kerapatan]")) t.setAttribute("aria-pressed", String((t.dataset.kerapatan === "rapat") === rapat));
}
sistemGelap.addEventListener("change", terapkanTema);

// -- sidebar on small screens -------------------------------------------------------------------------------------
function bukaSamping(buka) {
  akar.classList.toggle("samping-terbuka", buka);
  if (buka) $("#samping a")?.focus();
  else $("[data-samping-buka]")?.focus();
}

// -- dialogs ------------------------------------------------------------------------------------------------------
function bukaDialog(dialog) {
  if (!dialog || dialog.open) return;
  dialog.removeAttribute("popover"); // the way without script; showModal needs it gone
  for (const t of $$("[popovertarget]", dialog)) t.removeAttribute("popovertarget");
  dialog.showModal();
}
function periksaNomor(isian) {
  const cocok = isian.value.trim().toUpperCase() === isian.dataset.harus.toUpperCase();
  isian.setCustomValidity(cocok ? "" : `Ketik ${isian.dataset.harus} untuk melanjutkan.`);
}

// -- toasts -------------------------------------------------------------------------------------------------------
export function toast(pesan, nada = "info") {
  const tempat = $("#toast");
  if (!tempat) return;
  const kotak = document.createElement("div");
  kotak.className = `kabar nada-${nada}`;
  kotak.textContent = pesan;
  tempat.append(kotak);
  setTimeout(() => kotak.remove(), nada === "bahaya" ? 12000 : 6000);
}
document.addEventListener("toast", (e) => toast(e.detail.pesan, e.detail.nada));

// -- htmx: refusals go to #pesan, a log-in page replaces the whole page ---------------------------------------------
document.addEventListener("htmx:beforeSwap", (e) => {
  const { xhr, requestConfig } = e.detail;
  const halaman = /^\s*<!doctype html/i.test(xhr.responseText || "");
  if (halaman && xhr.status < 400 && xhr.responseURL) {
    const tiba = new URL(xhr.responseURL).pathname;
    if (tiba !== new URL(requestConfig.path, location.href).pathname) {
      e.detail.shouldSwap = false;
      location.assign(xhr.responseURL);
    }
  } else if (xhr.status >= 400 && halaman && xhr.responseText.includes('id="galat"')) {
    e.detail.shouldSwap = false;
    tampilkanGalat(xhr.responseText);
  } else if (xhr.status === 422) {
    e.detail.shouldSwap = true;
    e.detail.isError = false;
  }
});
function tampilkanGalat(html) {
  const galat = new DOMParser().parseFromString(html, "text/html").getElementById("galat");
  const tempat = $("#pesan");
  if (!galat || !tempat) return toast("Permintaan tidak dapat diproses.", "bahaya");
  const kotak = document.createElement("div");
  kotak.className = "kabar nada-bahaya";
  kotak.setAttribute("role", "alert");
  kotak.tabIndex = -1;
  const isi = document.createElement("div");
  const judul = document.createElement("strong");
  judul.textContent = $("h1", galat)?.textContent.trim() || "Permintaan tidak dapat diproses";
  isi.append(judul);
  for (const p of $$("p:not(.galat-status), li", galat)) {
    const baris = document.createElement("div");
    baris.textContent = p.textContent.trim();
    isi.append(baris);
  }
  kotak.append(isi);
  tempat.replaceChildren(kotak);
  tempat.scrollIntoView({ block: "nearest" });
  kotak.focus();
}
document.addEventListener("htmx:sendError", () => toast("Jaringan terputus. Isian Anda tidak hilang; coba lagi.", "bahaya"));
document.addEventListener("htmx:timeout", () => toast("Server belum menjawab. Coba lagi.", "bahaya"));
document.addEventListener("htmx:afterSwap", tandai);

// -- clicks and keys ----------------------------------------------------------------------------------------------
document.addEventListener("click", (e) => {
  const t = e.target.closest("[data-tema],[data-kerapatan],[data-dialog],[data-tutup],[data-samping-buka],[data-samping-tutup]");
  for (const lepas of $$("details[data-lepas][open]")) if (!lepas.contains(e.target)) lepas.open = false;
  if (!t) return;
  if ("tema" in t.dataset) { simpan("ui.tema", t.dataset.tema); terapkanTema(); }
  else if ("kerapatan" in t.dataset) {
    simpan("ui.kerapatan", t.dataset.kerapatan === "rapat" ? "rapat" : "");
    akar.classList.toggle("kerapatan-rapat", t.dataset.kerapatan === "rapat");
    tandai();
  } else if ("dialog" in t.dataset) bukaDialog(document.getElementById(t.dataset.dialog));
  else if ("tutup" in t.dataset) t.closest("dialog")?.close();
  else { e.preventDefault(); bukaSamping("sampingBuka" in t.dataset); }
});
document.addEventListener("input", (e) => e.target.dataset?.harus && periksaNomor(e.target));
document.addEventListener("submit", (e) => { for (const i of $$("[data-harus]", e.target)) periksaNomor(i); }, true);
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") {
    for (const lepas of $$("details[data-lepas][open]")) { lepas.open = false; $("summary", lepas).focus(); }
    if (akar.classList.contains("samping-terbuka")) bukaSamping(false);
  }
  const mengetik = e.target.closest("input,textarea,select,[contenteditable]");
  if (e.key === "?" && !mengetik && !e.ctrlKey && !e.metaKey && !$("dialog[open]")) { e.preventDefault(); bukaDialog($("#bantuan")); }
});
for (const dialog of $$("dialog")) dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
tandai();
