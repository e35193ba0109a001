// Call screen: asks every three seconds (304 while nothing changed), and says a new call aloud when the sound is on.
const isi = document.querySelector("[data-layar]");
const putus = document.querySelector("[data-putus]");
const tombol = document.querySelector("[data-suara]");
const KATA = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];
let etag = "";
let terakhir = isi.querySelector("[data-panggilan]")?.dataset.panggilan ?? "";
let suara = false;

const eja = (nomor) => [...nomor].map((h) => KATA[h] ?? h).join(" ");
function ucapkan(nomor, loket) {
  if (!suara || !("speechSynthesis" in window)) return;
  const u = new SpeechSynthesisUtterance(`Nomor antrian, ${eja(nomor)}, silakan ke loket, ${eja(loket)}`);
  u.lang = "id-ID";
  u.rate = 0.9;
  speechSynthesis.speak(u);
}
// Browsers speak only after somebody touched the page, so the sound is switched on by hand.
tombol?.addEventListener("click", () => {
  suara = !suara;
  tombol.setAttribute("aria-pressed", String(suara));
  tombol.textContent = suara ? "Suara nyala" : "Suara mati";
  const kini = isi.querySelector("[data-panggilan]");
  if (kini) ucapkan(kini.dataset.nomor, kini.dataset.loket);
});

async function tanya() {
  try {
    const jawab = await fetch(isi.dataset.layar, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    putus.hidden = jawab.ok || jawab.status === 304;
    if (jawab.status === 200) {
      etag = jawab.headers.get("ETag") ?? "";
      isi.innerHTML = await jawab.text();
      const kini = isi.querySelector("[data-panggilan]");
      if (kini && kini.dataset.panggilan !== terakhir) {
        terakhir = kini.dataset.panggilan;
        if (kini.dataset.keadaan === "dipanggil") ucapkan(kini.dataset.nomor, kini.dataset.loket);
      }
    }
  } catch { putus.hidden = false; }
}
setInterval(tanya, 3000);

const jam = document.querySelector("[data-jam]");
const tulisJam = () => { jam.textContent = new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: jam.dataset.zona || undefined }); };
tulisJam();
setInterval(tulisJam, 5000);
document.documentElement.classList.remove("tanpa-js");
