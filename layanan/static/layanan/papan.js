// Board on a telephone: an accordion. Columns with late files stay open, the others are folded.
if (matchMedia("(max-width: 699px)").matches) {
  const kolom = [...document.querySelectorAll(".ly-kolom")];
  const buka = kolom.filter((k) => !k.matches("[data-lipat]"));
  for (const k of kolom) k.open = (buka.length ? buka : kolom.slice(0, 1)).includes(k);
}
