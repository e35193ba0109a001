// Work screen: mark every requirement as met with one key, send the expected step with Ctrl+Enter.
const mengetik = (el) => el.matches("input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]");

function semuaSesuai() {
  for (const radio of document.querySelectorAll('.ly-nilai input[type=radio][value="sesuai"]')) {
    const baris = radio.closest(".ly-nilai").querySelector("input[type=radio]:checked");
    if (!baris || baris.value !== "sesuai") radio.checked = true;
  }
  document.querySelector("[data-utama]")?.focus();
}

document.querySelector("[data-semua-sesuai]")?.addEventListener("click", semuaSesuai);
document.addEventListener("keydown", (e) => {
  const utama = document.querySelector("[data-utama]");
  if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && utama && !document.querySelector("dialog[open], [popover]:popover-open")) {
    e.preventDefault();
    utama.click();
  } else if (e.key === "a" && !e.ctrlKey && !e.metaKey && !e.altKey && !mengetik(e.target)) {
    if (document.querySelector("[data-semua-sesuai]")) {
      e.preventDefault();
      semuaSesuai();
    }
  }
});
