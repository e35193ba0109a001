// Hand-over: only the fields of the chosen way are shown, and a signature drawn with finger, pen or mouse.
const panel = document.getElementById("panel");
const nilai = (nama) => panel.querySelector(`[name=${nama}]:checked`)?.value ?? panel.querySelector(`select[name=${nama}]`)?.value;
const tampil = (kelas, ya) => { for (const el of panel.querySelectorAll(kelas)) el.hidden = !ya; };

function atur() {
  const dikirim = nilai("cara") === "dikirim", layar = nilai("cara_tanda_tangan") === "layar";
  tampil(".serah-kirim", dikirim);
  tampil(".serah-terima", !dikirim);
  tampil(".serah-kuasa", nilai("hubungan") === "kuasa");
  tampil(".serah-layar", layar);
  tampil(".serah-pindai", !layar);
}
panel.addEventListener("change", atur);
atur();

const kotak = panel.querySelector("[data-coretan]"), kanvas = kotak.querySelector("canvas"), pena = kanvas.getContext("2d");
const bidang = document.getElementById(kotak.dataset.coretan), kabar = kotak.querySelector("[data-coretan-kabar]");
let garis = false, panjang = 0;
function bersih() {
  pena.fillStyle = "#fff";
  pena.fillRect(0, 0, kanvas.width, kanvas.height);
  Object.assign(pena, { lineWidth: 3, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
  panjang = 0;
  bidang.value = "";
  kabar.textContent = "Belum ada tanda tangan.";
}
const titik = (e) => {
  const r = kanvas.getBoundingClientRect();
  return [(e.clientX - r.left) * kanvas.width / r.width, (e.clientY - r.top) * kanvas.height / r.height];
};
kanvas.addEventListener("pointerdown", (e) => {
  e.preventDefault();
  kanvas.setPointerCapture(e.pointerId);
  garis = true;
  pena.beginPath();
  pena.moveTo(...titik(e));
});
kanvas.addEventListener("pointermove", (e) => {
  if (!garis) return;
  pena.lineTo(...titik(e));
  pena.stroke();
  panjang += Math.abs(e.movementX) + Math.abs(e.movementY);
});
function selesai() {
  if (!garis) return;
  garis = false;
  if (panjang < 40) return; // a slip of the finger is no signature
  bidang.value = kanvas.toDataURL("image/png");
  kabar.textContent = "Tanda tangan tersimpan.";
}
kanvas.addEventListener("pointerup", selesai);
kanvas.addEventListener("pointercancel", selesai);
kotak.querySelector("[data-hapus-coretan]").addEventListener("click", bersih);
bersih();
