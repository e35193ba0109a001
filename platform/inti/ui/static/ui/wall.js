// Wall: the clock, and the change to the next page without a flash (fetched first, then swapped).
document.documentElement.classList.remove("tanpa-js");
const BULAN = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");
const HARI = "Minggu Senin Selasa Rabu Kamis Jumat Sabtu".split(" ");
const ZONA = { "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT" };

function detak() {
  const el = document.querySelector("[data-jam]");
  if (!el) return;
  const kini = new Date(new Date().toLocaleString("en-US", { timeZone: el.dataset.zona }));
  const dua = (n) => String(n).padStart(2, "0");
  el.textContent = `${HARI[kini.getDay()]}, ${kini.getDate()} ${BULAN[kini.getMonth()]} ${kini.getFullYear()}  ${dua(kini.getHours())}.${dua(kini.getMinutes())} ${ZONA[el.dataset.zona] ?? ""}`;
}
detak();
setInterval(detak, 1000);

let jeda = 0;
function jadwalkan() {
  const wall = document.getElementById("wall");
  const detik = Number(wall?.dataset.putarDetik);
  if (!wall?.dataset.putarKe || !detik) return;
  const sisa = wall.querySelector(".wall-sisa");
  if (sisa && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    sisa.style.transitionDuration = `${detik}s`; // through the CSSOM, which the CSP allows
    requestAnimationFrame(() => requestAnimationFrame(() => sisa.classList.add("jalan")));
  }
  clearTimeout(jeda);
  jeda = setTimeout(() => pindah(wall.dataset.putarKe), detik * 1000);
}
async function pindah(url) {
  try {
    const jawaban = await fetch(url, { headers: { Accept: "text/html" } });
    if (!jawaban.ok) throw new Error(String(jawaban.status));
    const baru = new DOMParser().parseFromString(await jawaban.text(), "text/html");
    const isi = baru.getElementById("wall");
    if (!isi) throw new Error("bukan halaman wall");
    const tukar = () => {
      document.getElementById("wall").replaceWith(document.adoptNode(isi));
      document.title = baru.title;
      history.replaceState(null, "", url);
      detak();
      document.dispatchEvent(new CustomEvent("ui:wall"));
    };
    if (document.startViewTransition) document.startViewTransition(tukar);
    else tukar();
    jadwalkan();
  } catch {
    jeda = setTimeout(() => pindah(url), 15000); // the line is down: keep the last figures, their time is on the screen
  }
}
jadwalkan();
