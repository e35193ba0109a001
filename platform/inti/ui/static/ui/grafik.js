// Charts and maps: turns the plain figures of inti.ui.grafik into ECharts options with our colours and Indonesian numbers.
// Tooltips are drawn in the canvas (richText): the HTML kind writes style attributes, which the CSP forbids.
const echarts = window.echarts;
const tenang = matchMedia("(prefers-reduced-motion: reduce)");
const dinding = document.body.classList.contains("wall");
const SKALA = dinding ? innerWidth / 1200 : 1;
const GARIS = ["solid", [7, 4], [2, 3], [10, 3, 2, 3]];
const pola = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });
const angka = (n) => (n === null || n === undefined || n === "" || Number.isNaN(Number(n)) ? "–" : pola.format(n));
const bersatuan = (n, satuan) => (satuan === "%" ? `${angka(n)}%` : satuan ? `${angka(n)} ${satuan}` : angka(n));

function warna() {
  const gaya = getComputedStyle(document.body);
  const w = (nama) => gaya.getPropertyValue(nama).trim();
  const gelap = dinding || document.documentElement.dataset.bsTheme === "dark";
  return {
    gelap, teks: w("--w-teks"), redup: w("--w-redup"), garis: w("--w-garis"), muka: w("--w-muka"), muka3: w("--w-muka-3"),
    isi1: w("--w-peta-1"), isi2: w("--w-peta-2"), bahaya: w("--n-bahaya-teks"), huruf: w("--w-huruf"),
    seri: gelap
      ? [w("--w-utama-teks"), w("--w-aksen-teks"), "#9db4f0", "#e59bb8", "#a9c77f", "#b9c3c5"]
      : [w("--w-utama"), w("--w-aksen"), "#4a69a8", "#a3486f", "#5e7f32", "#6d7a7e"],
  };
}

function dasar(w) {
  const huruf = { fontFamily: w.huruf, color: w.teks, fontSize: 13 * SKALA };
  return {
    animation: !tenang.matches && !dinding,
    animationDuration: 400,
    color: w.seri,
    textStyle: huruf,
    grid: { left: 10 * SKALA, right: 16, top: 24 * SKALA, bottom: 10 * SKALA, containLabel: true },
    tooltip: {
      trigger: "axis", renderMode: "richText", confine: true, backgroundColor: w.muka, borderColor: w.garis, borderWidth: 1, padding: [8, 12],
      textStyle: { ...huruf, fontSize: 13 }, axisPointer: { lineStyle: { color: w.redup }, shadowStyle: { opacity: 0.08 } },
    },
  };
}

function sumbu(w, kategori) {
  return {
    kategori: {
      type: "category", data: kategori, axisTick: { show: false }, axisLine: { lineStyle: { color: w.garis } },
      axisLabel: { color: w.redup, fontSize: 12 * SKALA, hideOverlap: true },
    },
    nilai: (satuan, maks) => ({
      type: "value", min: 0, max: maks === null ? undefined : (n) => (n.max > maks ? null : maks), splitNumber: 4, splitLine: { lineStyle: { color: w.garis } },
      axisLabel: { color: w.redup, fontSize: 12 * SKALA, formatter: (n) => (satuan === "%" ? `${angka(n)}%` : angka(n)) },
    }),
  };
}

function garisTarget(o, w) {
  if (o.target === null) return undefined;
  return {
    silent: true, symbol: "none", lineStyle: { color: w.bahaya, type: "dashed", width: 1.5 },
    label: { formatter: `Target ${bersatuan(o.target, o.satuan === "%" ? "%" : "")}`, color: w.bahaya, position: "insideStartTop", fontWeight: 600, fontSize: 12 * SKALA },
    data: [{ yAxis: o.target }],
  };
}

// Labels at the end of the lines, pushed apart where the last values are close. Returns an offset in pixels a series.
function geser(o, tinggi) {
  const akhir = o.seri.map((s) => s.nilai.at(-1) ?? 0);
  const skala = Math.max(tinggi - 70 * SKALA, 40) / (Math.max(...o.seri.flatMap((s) => s.nilai), 1) * 1.15);
  const hasil = akhir.map(() => 0);
  let batas = -Infinity;
  for (const i of akhir.map((_, n) => n).sort((a, b) => akhir[b] - akhir[a])) {
    const y = -akhir[i] * skala;
    hasil[i] = Math.max(0, batas + 17 * SKALA - y);
    batas = y + hasil[i];
  }
  return hasil;
}

function seriGaris(o, w, tinggi) {
  const banyak = o.seri.length > 1;
  const turun = geser(o, tinggi);
  return o.seri.map((s, i) => ({
    name: s.nama, type: "line", data: s.nilai, symbol: "circle", symbolSize: 6 * SKALA, showSymbol: s.nilai.length < 15,
    lineStyle: { width: 2.5 * SKALA, type: GARIS[i % GARIS.length] },
    areaStyle: o.jenis === "luas" ? { opacity: 0.14 } : undefined,
    endLabel: { show: true, color: w.seri[i % w.seri.length], fontWeight: 700, fontSize: 13 * SKALA, distance: 6, offset: [0, turun[i]],
      formatter: (p) => (banyak ? s.nama : angka(p.value)) },
    markLine: i === 0 ? garisTarget(o, w) : undefined,
  }));
}

function seriBatang(o, w) {
  const datar = o.jenis === "batang_datar";
  const tumpuk = o.jenis === "tumpuk";
  const muat = o.kategori.length * o.seri.length <= 24;
  return o.seri.map((s, i) => ({
    name: s.nama, type: "bar", data: s.nilai, stack: tumpuk ? "semua" : undefined, barMaxWidth: (datar ? 22 : 40) * SKALA, barMinHeight: tumpuk ? 0 : 2,
    itemStyle: { borderRadius: tumpuk ? 0 : datar ? [0, 4, 4, 0] : [4, 4, 0, 0], borderColor: w.muka, borderWidth: tumpuk ? 1 : 0 },
    label: { show: muat && !tumpuk, position: datar ? "right" : "top", color: w.teks, fontWeight: 600, fontSize: 12 * SKALA, formatter: (p) => bersatuan(p.value, o.satuan === "%" ? "%" : "") },
    markLine: i === 0 && !datar ? garisTarget(o, w) : undefined,
  }));
}

function opsiGrafik(o, tinggi) {
  const w = warna();
  const opsi = dasar(w);
  opsi.tooltip.valueFormatter = (n) => bersatuan(n, o.satuan);
  if (o.jenis === "donat") {
    opsi.tooltip.trigger = "item";
    opsi.series = [{
      type: "pie", radius: ["52%", "78%"], data: o.kategori.map((k, i) => ({ name: k, value: o.seri[0].nilai[i] })),
      itemStyle: { borderColor: w.muka, borderWidth: 2 }, labelLine: { lineStyle: { color: w.redup } },
      label: { color: w.teks, fontSize: 13 * SKALA, lineHeight: 18 * SKALA, formatter: (p) => `${p.name}\n${angka(p.value)} (${angka(p.percent)}%)` },
    }];
    return { ...opsi, ...o.tambahan };
  }
  const s = sumbu(w, o.kategori);
  const garis = o.jenis === "garis" || o.jenis === "luas";
  if (o.jenis === "batang_datar") {
    opsi.yAxis = { ...s.kategori, inverse: true, axisLine: { show: false }, axisLabel: { ...s.kategori.axisLabel, color: w.teks } };
    opsi.xAxis = { ...s.nilai(o.satuan, o.maks), show: false };
    opsi.grid.right = 56 * SKALA;
    opsi.grid.top = 4;
  } else {
    opsi.xAxis = { ...s.kategori, boundaryGap: !garis };
    opsi.yAxis = s.nilai(o.satuan, o.maks);
    if (garis) opsi.grid.right = (o.seri.length > 1 ? 16 + 7.5 * Math.max(...o.seri.map((x) => x.nama.length)) : 48) * SKALA;
  }
  if (!garis && o.seri.length > 1) {
    opsi.legend = { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: w.teks, fontSize: 13 * SKALA } };
    opsi.grid.top = 40 * SKALA;
  }
  opsi.tooltip.axisPointer.type = garis ? "line" : "shadow";
  opsi.series = garis ? seriGaris(o, w, tinggi) : seriBatang(o, w);
  return { ...opsi, ...o.tambahan };
}

// Where there is no figure: hatched, so that it is never taken for a low one.
function arsiran(w) {
  const kanvas = document.createElement("canvas");
  kanvas.width = kanvas.height = 8;
  const k = kanvas.getContext("2d");
  k.fillStyle = w.muka;
  k.fillRect(0, 0, 8, 8);
  k.strokeStyle = w.redup;
  k.lineWidth = 1.25;
  for (const geser of [-8, 0, 8]) { k.moveTo(geser, 8); k.lineTo(geser + 8, 0); }
  k.stroke();
  return { image: kanvas, repeat: "repeat" };
}

function opsiPeta(o, nama) {
  const w = warna();
  const kosong = { areaColor: arsiran(w) };
  const ada = o.wilayah.map((x) => x.nilai).filter((n) => n !== null);
  const [rendah, tinggi] = ada.length ? [Math.min(...ada), Math.max(...ada)] : [0, 1];
  const label = Object.fromEntries(o.wilayah.map((x) => [x.kode, x.nama]));
  const nilai = Object.fromEntries(o.wilayah.map((x) => [x.kode, x.nilai]));
  const opsi = dasar(w);
  delete opsi.grid;
  opsi.tooltip.trigger = "item";
  opsi.tooltip.formatter = (p) => `${label[p.name] ?? p.name}: ${nilai[p.name] === null || nilai[p.name] === undefined ? "belum ada data" : bersatuan(nilai[p.name], o.satuan)}`;
  opsi.visualMap = {
    type: "continuous", min: rendah, max: tinggi, orient: "horizontal", left: "center", bottom: 0,
    itemWidth: 10 * SKALA, itemHeight: 110 * SKALA, calculable: false,
    inRange: { color: [w.isi1, w.isi2] }, textStyle: { color: w.redup, fontSize: 12 * SKALA },
    text: [tinggi, rendah].map((n) => (o.satuan === "%" ? bersatuan(n, "%") : angka(n))),
  };
  opsi.series = [{
    type: "map", map: nama, nameProperty: o.kunci, roam: false, selectedMode: false, top: 8, bottom: 36 * SKALA,
    itemStyle: { ...kosong, borderColor: w.muka, borderWidth: 1.5 },
    emphasis: { itemStyle: { areaColor: w.seri[1] }, label: { show: true, color: w.gelap ? "#0a1416" : "#14262a", fontWeight: 700 } },
    label: { show: true, fontSize: 12 * SKALA, fontWeight: 600, color: w.teks, formatter: (p) => label[p.name] ?? "" },
    labelLayout: { hideOverlap: true },
    data: o.wilayah.map((x) => (x.nilai === null ? { name: x.kode, value: NaN, itemStyle: kosong } : { name: x.kode, value: x.nilai })),
  }];
  return opsi;
}

function bacaOpsi(id) {
  return JSON.parse(document.getElementById(id).textContent);
}
const semua = new Map(); // element -> function that draws it

function pasang(el, opsi) {
  const bagan = echarts.init(el, null, { renderer: "canvas" });
  const gambar = () => bagan.setOption(opsi(), true);
  gambar();
  new ResizeObserver(() => bagan.resize()).observe(el);
  semua.set(el, gambar);
  return bagan;
}

async function pasangPeta(el) {
  const o = bacaOpsi(el.dataset.peta);
  const jawaban = await fetch(o.geojson);
  if (!jawaban.ok) throw new Error(`peta ${jawaban.status}`);
  echarts.registerMap(el.id, await jawaban.json());
  const bagan = pasang(el, () => opsiPeta(o, el.id));
  const daftar = el.closest("figure").querySelectorAll("[data-kode]");
  const sorot = (kode, ya) => { for (const li of daftar) li.classList.toggle("sorot", ya && li.dataset.kode === kode); };
  bagan.on("mouseover", (p) => sorot(p.name, true));
  bagan.on("mouseout", (p) => sorot(p.name, false));
  bagan.on("click", (p) => { const url = o.wilayah.find((x) => x.kode === p.name)?.url; if (url) location.assign(url); });
  for (const li of daftar) {
    const aksi = (type) => () => bagan.dispatchAction({ type, name: li.dataset.kode });
    li.addEventListener("mouseenter", aksi("highlight"));
    li.addEventListener("mouseleave", aksi("downplay"));
    li.addEventListener("focusin", aksi("highlight"));
    li.addEventListener("focusout", aksi("downplay"));
  }
}

function gagal(el) {
  el.classList.add("keadaan");
  el.textContent = "Gambar tidak dapat dimuat. Angkanya ada pada tabel.";
}
export function siapkan(di = document) {
  for (const el of di.querySelectorAll("[data-grafik]")) if (!semua.has(el)) pasang(el, () => opsiGrafik(bacaOpsi(el.dataset.grafik), el.clientHeight));
  for (const el of di.querySelectorAll("[data-peta]")) if (!semua.has(el)) { semua.set(el, () => {}); pasangPeta(el).catch(() => gagal(el)); }
  for (const el of [...semua.keys()]) if (!el.isConnected) { echarts.getInstanceByDom(el)?.dispose(); semua.delete(el); }
}
if (document.body.classList.contains("wall")) document.documentElement.classList.remove("tanpa-js");
// Canvas text must wait for the font, or its widths are measured with another one.
(document.fonts?.ready ?? Promise.resolve()).then(() => siapkan());
document.addEventListener("htmx:load", (e) => e.target !== document.body && siapkan(e.target));
document.addEventListener("ui:wall", () => siapkan());
document.addEventListener("ui:tema", () => { for (const gambar of semua.values()) gambar(); });
