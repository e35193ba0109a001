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

// Enter in the open form goes on to its next field, and from the last one to the expected step: never to a refusal.
const panel = document.getElementById("panel");
const isian = () => [...panel.querySelectorAll("input:not([type=hidden]):not([type=radio]), select, textarea")].filter((el) => el.offsetParent);
panel?.addEventListener("keydown", (e) => {
  if (e.key !== "Enter" || e.ctrlKey || e.metaKey || e.isComposing || !e.target.matches("input:not([type=file]), select")) return;
  e.preventDefault();
  const semua = isian();
  (semua[semua.indexOf(e.target) + 1] ?? document.querySelector("[data-utama]"))?.focus();
});
// A file that opens by itself waits at its first blank; on a touch screen that would only raise the keyboard.
if (panel && !panel.matches(".ly-periksa") && document.activeElement === document.body && matchMedia("(pointer: fine)").matches) {
  const kosong = isian().find((el) => el.required && !el.value) ?? isian().find((el) => el.type === "checkbox" && !el.checked);
  kosong?.focus({ preventScroll: true });
}
