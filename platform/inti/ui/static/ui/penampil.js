// File viewer: zoom and rotate images by class (the CSP forbids style attributes), page through files, full screen.
const PUTAR = ["", "putar-90", "putar-180", "putar-270"];

function zoom(gambar, arah) {
  const kini = Number(gambar.dataset.zoom ?? 1);
  const baru = Math.max(0, Math.min(4, kini + arah));
  gambar.classList.remove(`zoom-${kini}`);
  if (baru !== 1) gambar.classList.add(`zoom-${baru}`);
  gambar.dataset.zoom = String(baru);
}
function putar(gambar) {
  const kini = Number(gambar.dataset.putar ?? 0);
  const baru = (kini + 1) % 4;
  if (PUTAR[kini]) gambar.classList.remove(PUTAR[kini]);
  if (PUTAR[baru]) gambar.classList.add(PUTAR[baru]);
  gambar.dataset.putar = String(baru);
}
function pindah(penampil, arah) {
  const semua = [...penampil.querySelectorAll("[data-halaman]")];
  const kini = semua.findIndex((b) => !("lain" in b.dataset));
  const tuju = Math.max(0, Math.min(kini + arah, semua.length - 1));
  semua.forEach((b, i) => b.toggleAttribute("data-lain", i !== tuju));
  const posisi = penampil.querySelector("[data-posisi]");
  if (posisi) posisi.textContent = `${tuju + 1} dari ${semua.length}`;
}
document.addEventListener("click", (e) => {
  const t = e.target.closest("[data-zoom],[data-putar],[data-penuh],[data-pindah]");
  const penampil = t?.closest("[data-penampil]");
  if (!penampil || t.tagName !== "BUTTON") return;
  const gambar = t.closest("figure")?.querySelector("img");
  if ("zoom" in t.dataset) zoom(gambar, Number(t.dataset.zoom));
  else if ("putar" in t.dataset) putar(gambar);
  else if ("pindah" in t.dataset) pindah(penampil, Number(t.dataset.pindah));
  else if (document.fullscreenElement) document.exitFullscreen();
  else penampil.requestFullscreen?.();
});
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || !["[", "]"].includes(e.key) || e.target.closest("input,textarea,select")) return;
  const penampil = document.querySelector("[data-penampil]");
  if (penampil) pindah(penampil, e.key === "]" ? 1 : -1);
});
