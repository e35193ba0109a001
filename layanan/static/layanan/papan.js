// Board on a telephone: an accordion. Columns with late files stay open, else the first that holds any; the others are folded.
if (matchMedia("(max-width: 699px)").matches) {
  const kolom = [...document.querySelectorAll(".ly-kolom")];
  const buka = kolom.filter((k) => !k.matches("[data-lipat]"));
  const berisi = kolom.filter((k) => k.querySelector(".ly-kartu a"));
  for (const k of kolom) k.open = (buka.length ? buka : berisi.slice(0, 1)).includes(k);
}
