// Intake at the counter: Enter goes to the next thing that is still missing, Ctrl+Enter sends, Tab visits every field.
const form = document.querySelector("form.ly-masuk");
const kirim = form.querySelector(".ly-kirim .btn-primary");
const semuaDibawa = form.querySelector("[data-semua-dibawa]");
const isian = () => [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((el) => el.offsetParent && el.tabIndex >= 0);
const belum = (el) => el.required && (el.type === "checkbox" ? !el.checked : el.value.trim() === "");
const syaratBelum = () => [...form.querySelectorAll(".ly-syarat-baris")]
  .some((b) => !b.querySelector("[type=checkbox]").checked && !b.querySelector("[type=file]").files.length);

function lanjut(dari) {
  const semua = isian();
  const wajib = semua.filter((el) => el.type !== "checkbox" && belum(el));
  const sesudah = wajib.find((el) => semua.indexOf(el) > semua.indexOf(dari)) ?? wajib.find((el) => el !== dari);
  const tujuan = sesudah ?? (syaratBelum() && dari !== semuaDibawa ? semuaDibawa : semua.find((el) => el.type === "checkbox" && belum(el))) ?? kirim;
  tujuan.focus();
  tujuan.scrollIntoView({ block: "nearest" });
}

form.addEventListener("keydown", (e) => {
  if (e.key !== "Enter") return;
  if (e.ctrlKey || e.metaKey) { e.preventDefault(); kirim.click(); return; }
  if (e.shiftKey || e.altKey || e.isComposing || !e.target.matches("input:not([type=file]), select, textarea")) return;
  e.preventDefault();
  if (e.target.type !== "checkbox" || !belum(e.target)) lanjut(e.target);
});
semuaDibawa?.addEventListener("click", () => {
  for (const b of form.querySelectorAll(".ly-syarat-baris")) {
    if (!b.querySelector("[type=file]").files.length) b.querySelector("[type=checkbox]").checked = true;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  lanjut(semuaDibawa);
});
// The NIK is complete and what is known of the person stands in the form: on to the first blank.
document.addEventListener("htmx:afterSettle", () => {
  const nik = form.querySelector("[name=nik]");
  if (document.activeElement === nik && document.querySelector("#catatan-nik .ly-baik")) lanjut(nik);
});
// Who types on while the NIK is looked up loses nothing: what stands in a field now outlives the answer.
document.addEventListener("htmx:oobBeforeSwap", (e) => {
  for (const lama of e.detail.target.querySelectorAll("[name]")) {
    const baru = e.detail.fragment.querySelector(`[name="${lama.name}"]`);
    if (baru && lama.value) baru.value = lama.value;
  }
});
