// Choosing a service: every word must occur; Enter opens the first that is left.
const wadah = document.querySelector("[data-pilih-layanan]");
const cari = wadah?.querySelector("input");
const butir = [...(wadah?.querySelectorAll("li[data-teks]") ?? [])];

cari?.addEventListener("input", () => {
  const kata = cari.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const li of butir) li.hidden = !kata.every((k) => li.dataset.teks.includes(k));
  wadah.querySelector("[data-pilih-kosong]").hidden = butir.some((li) => !li.hidden);
});
cari?.addEventListener("keydown", (e) => {
  const tampak = butir.filter((li) => !li.hidden);
  if (e.key === "Enter" && tampak.length) {
    e.preventDefault();
    tampak[0].querySelector("a").click();
  } else if (e.key === "ArrowDown" && tampak.length) {
    e.preventDefault();
    tampak[0].querySelector("a").focus();
  }
});
wadah?.addEventListener("keydown", (e) => {
  if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
  const tautan = butir.filter((li) => !li.hidden).map((li) => li.querySelector("a"));
  const i = tautan.indexOf(document.activeElement);
  if (i < 0) return;
  e.preventDefault();
  (tautan[i + (e.key === "ArrowDown" ? 1 : -1)] ?? cari).focus();
});
