// Runs before the first paint: the theme and row density chosen in this browser. Without a choice, the system's theme.
(function () {
  var akar = document.documentElement;
  akar.classList.remove("tanpa-js");
  try {
    var tema = localStorage.getItem("ui.tema");
    var gelap = tema ? tema === "gelap" : matchMedia("(prefers-color-scheme: dark)").matches;
    akar.setAttribute("data-bs-theme", gelap ? "dark" : "light");
    if (localStorage.getItem("ui.kerapatan") === "rapat") akar.classList.add("kerapatan-rapat");
  } catch (e) {
    akar.setAttribute("data-bs-theme", "light"); // storage is blocked: stay with the default
  }
})();
