// The signer's pages. Without this file the same forms work one letter at a time.
const satu = (pilih, akar = document) => akar.querySelector(pilih);

function pilihan(formulir) {
  const kotak = [...formulir.querySelectorAll('input[name=pilih]')];
  const pasti = satu('[data-ttd-pasti]', formulir);
  const kirim = satu('[data-ttd-kirim]', formulir);
  const hitung = () => {
    const dipilih = kotak.filter((k) => k.checked);
    const belum = dipilih.some((k) => !('dibaca' in k.dataset));
    satu('[data-ttd-jumlah]', formulir).textContent = dipilih.length ? ` ${dipilih.length} surat` : '';
    kirim.disabled = dipilih.length === 0;
    if (pasti) {
      pasti.hidden = !belum;
      satu('input', pasti).required = belum;
    }
  };
  satu('[data-ttd-semua]', formulir)?.addEventListener('click', () => {
    const semua = kotak.every((k) => k.checked);
    kotak.forEach((k) => { k.checked = !semua; });
    hitung();
  });
  formulir.addEventListener('change', hitung);
  window.addEventListener('pageshow', hitung);
  hitung();
}

function dibaca(bagian) {
  const kirim = () => {
    if (document.visibilityState !== 'visible') return;
    const token = satu('input[name=csrfmiddlewaretoken]')?.value;
    fetch(bagian.dataset.ttdDibaca, { method: 'POST', headers: { 'X-CSRFToken': token }, credentials: 'same-origin' }).catch(() => {});
  };
  const gambar = satu('img', bagian);
  if (!gambar) return;
  if (gambar.complete) window.setTimeout(kirim, 1500);
  else gambar.addEventListener('load', () => window.setTimeout(kirim, 1500), { once: true });
}

function batch(formulir) {
  const mulai = satu('[data-ttd-mulai]', formulir);
  const jeda = satu('[data-ttd-jeda]', formulir);
  let jalan = false;
  const atur = (nilai) => {
    jalan = nilai;
    mulai.hidden = nilai;
    jeda.hidden = !nilai;
  };
  async function putar() {
    atur(true);
    while (jalan) {
      let jawaban;
      try {
        jawaban = await fetch(formulir.action, { method: 'POST', body: new FormData(formulir), headers: { 'X-Batch': '1' }, credentials: 'same-origin' });
      } catch {
        atur(false);
        satu('[data-ttd-hasil]').insertAdjacentText('afterbegin', 'Sambungan terputus. Surat yang sudah ditandatangani aman; tekan Lanjutkan.');
        return;
      }
      if (jawaban.redirected) { window.location.assign(jawaban.url); return; }
      const isi = new DOMParser().parseFromString(await jawaban.text(), 'text/html');
      const baru = satu('[data-ttd-hasil]', isi);
      if (!baru) { window.location.reload(); return; }
      satu('[data-ttd-hasil]').replaceWith(baru);
      if (!jawaban.ok) { atur(false); return; }
      if (baru.dataset.terbuka !== '1') { window.location.reload(); return; }
    }
    atur(false);
  }
  formulir.addEventListener('submit', (e) => {
    e.preventDefault();
    if (!jalan && formulir.reportValidity()) putar();
  });
  jeda.addEventListener('click', () => { jalan = false; });
  if ('langsung' in formulir.dataset) putar();
}

document.querySelectorAll('[data-ttd-pilih]').forEach(pilihan);
document.querySelectorAll('[data-ttd-dibaca]').forEach(dibaca);
document.querySelectorAll('[data-ttd-batch]').forEach(batch);
