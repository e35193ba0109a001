// Kiosk: print the slip at once, then offer the choice again; the choice itself is fresh every minute.
const karcis = document.querySelector("[data-karcis-kios]");
if (karcis) {
  window.print();
  setTimeout(() => location.replace(karcis.dataset.karcisKios), 8000);
} else if (document.querySelector(".an-kios")) {
  setInterval(() => { if (!document.hidden) location.reload(); }, 60000);
}
