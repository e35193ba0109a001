// Intake at the counter: Enter goes to the next thing that is still missing, Ctrl+Enter sends, Tab visits every field.
const form = document.querySelector("form.ly-masuk");
const kirim = form.querySelector(".ly-kirim .btn-primary");
const semuaDibawa = form.querySelector("[data-semua-dibawa]");
const isian = () => [...form.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((el) => el.offsetParent && el.tabIndex >= 0);
const belum = (el) => el.required && (el.type === "checkbox" ? !el.checked : el.value.trim() === "");
const syaratBelum = () => [...form.querySelectorAll(".ly-syarat-baris")]
  .some((b) => !b.querySelector("[type=checkbox]").checked && !b.querySelector("[type=file]").files.length && b.querySelector("[data-tersimpan]").hidden);

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
    if (!b.querySelector("[type=file]").files.length && b.querySelector("[data-tersimpan]").hidden) b.querySelector("[type=checkbox]").checked = true;
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

// Draft on the server: saved by itself while typing; a chosen file goes along once and is then named beside its field.
const keadaan = form.querySelector("[data-draf-server]");
const nomorDraf = form.querySelector("[name=draf]");
let tunda = 0, berjalan = false, lagi = false, selesai = false;

async function simpanDraf() {
  if (selesai) return;
  if (berjalan) { lagi = true; return; }
  berjalan = true;
  const isi = new FormData(form);
  const terkirim = new Map([...form.querySelectorAll("input[type=file]")].filter((el) => el.files.length).map((el) => [el.name, el.files[0]]));
  try {
    const jawab = await fetch(form.dataset.simpanDraf, { method: "POST", body: isi, headers: { Accept: "application/json" } });
    const hasil = await jawab.json();
    if (!jawab.ok) throw new Error([hasil.galat, ...Object.values(hasil.bidang ?? {})].join(" "));
    nomorDraf.value = hasil.draf;
    keadaan.textContent = `Draf tersimpan ${hasil.pada}`;
    for (const [nama, berkas] of terkirim) tandaiTersimpan(nama, hasil.berkas[nama], berkas);
  } catch (galat) {
    keadaan.textContent = galat.message && !(galat instanceof TypeError || galat instanceof SyntaxError) ? galat.message : "Draf belum tersimpan; sambungan terganggu.";
  }
  berjalan = false;
  if (lagi) { lagi = false; simpanDraf(); }
}
// The file stays with the draft; the field is emptied so that it is not sent twice (unless another was chosen meanwhile).
function tandaiTersimpan(nama, label, berkas) {
  const el = form.querySelector(`input[type=file][name="${CSS.escape(nama)}"]`);
  const tempat = form.querySelector(`[data-tersimpan="${CSS.escape(nama)}"]`);
  if (!label || !tempat || el.files[0] !== berkas) return;
  el.value = "";
  el.dispatchEvent(new Event("change", { bubbles: true }));
  tempat.hidden = false;
  tempat.querySelector("span").textContent = label;
}
form.addEventListener("input", () => { clearTimeout(tunda); tunda = setTimeout(simpanDraf, 1500); });
form.addEventListener("submit", () => { selesai = true; clearTimeout(tunda); });
addEventListener("pageshow", () => { selesai = false; });
