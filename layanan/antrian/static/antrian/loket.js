// The loket by keyboard: N next, L serve, U call again, M begin the intake, X not there.
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input, textarea, select") || document.querySelector("dialog[open], [popover]:popover-open")) return;
  const tombol = document.querySelector(`#antrian-isi [data-kunci="${CSS.escape(e.key.toLowerCase())}"]:not(:disabled)`);
  if (tombol) { e.preventDefault(); tombol.click(); }
});
