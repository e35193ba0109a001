// Command palette (Ctrl-K): asks ui:palet while typing, arrows choose, Enter opens.
const palet = document.getElementById("palet");
const isian = palet?.querySelector("[role=combobox]");
const tanda = palet?.querySelector("[name=csrfmiddlewaretoken]");
const hasil = document.getElementById("palet-hasil");
const keadaan = palet?.querySelector("[data-palet-keadaan]");
let terpilih = 0;
let antre = 0;
let permintaan = null;

function buka(teks = "") {
  if (palet.open) return;
  palet.showModal();
  isian.value = teks;
  isian.focus();
  cari();
}

async function cari() {
  permintaan?.abort();
  permintaan = new AbortController();
  // Posted: a NIK may be typed here, and must not stand in an address.
  const body = new URLSearchParams({ q: isian.value.trim() });
  try {
    const jawaban = await fetch(palet.dataset.url, {
      method: "POST", body, signal: permintaan.signal, headers: { Accept: "application/json", "X-CSRFToken": tanda.value },
    });
    if (!jawaban.ok) throw new Error(String(jawaban.status));
    gambar((await jawaban.json()).hasil);
  } catch (galat) {
    if (galat.name !== "AbortError") { hasil.replaceChildren(); keadaan.textContent = "Pencarian tidak dapat dijangkau"; }
  }
}

function gambar(daftar) {
  terpilih = 0;
  const isi = [];
  let kelompok = null;
  daftar.forEach((h, i) => {
    if (h.kelompok !== kelompok) {
      kelompok = h.kelompok;
      const judul = document.createElement("p");
      judul.className = "palet-judul";
      judul.setAttribute("role", "presentation");
      judul.textContent = kelompok || "Lainnya";
      isi.push(judul);
    }
    isi.push(butir(h, i));
  });
  hasil.replaceChildren(...isi);
  keadaan.textContent = daftar.length ? `${daftar.length} hasil` : "Tidak ada yang cocok";
  pilih(0);
}

function butir(h, i) {
  const a = document.createElement("a");
  a.className = "palet-butir";
  a.href = h.url;
  a.id = `palet-${i}`;
  a.tabIndex = -1;
  a.setAttribute("role", "option");
  const judul = document.createElement("span");
  judul.textContent = h.judul;
  a.append(judul);
  if (h.keterangan) {
    const kecil = document.createElement("small");
    kecil.textContent = h.keterangan;
    a.append(kecil);
  }
  return a;
}

function pilih(n) {
  const semua = [...hasil.querySelectorAll(".palet-butir")];
  if (!semua.length) { isian.removeAttribute("aria-activedescendant"); return; }
  terpilih = (n + semua.length) % semua.length;
  semua.forEach((a, i) => a.setAttribute("aria-selected", String(i === terpilih)));
  isian.setAttribute("aria-activedescendant", semua[terpilih].id);
  semua[terpilih].scrollIntoView({ block: "nearest" });
}

if (palet) {
  document.addEventListener("keydown", (e) => {
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "k") { e.preventDefault(); buka(); }
  });
  for (const form of document.querySelectorAll("[data-palet-buka]")) {
    const kotak = form.querySelector("[type=search]");
    kotak.addEventListener("mousedown", (e) => { e.preventDefault(); buka(); });
    kotak.addEventListener("input", () => { const teks = kotak.value; kotak.value = ""; buka(teks); });
  }
  isian.addEventListener("input", () => { clearTimeout(antre); antre = setTimeout(cari, 120); });
  isian.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown") { e.preventDefault(); pilih(terpilih + 1); }
    else if (e.key === "ArrowUp") { e.preventDefault(); pilih(terpilih - 1); }
    else if (e.key === "Enter") { e.preventDefault(); hasil.querySelectorAll(".palet-butir")[terpilih]?.click(); }
  });
}
