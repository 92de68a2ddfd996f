{#- Before the first paint: the theme the reader chose, or the system's; and the fonts on their way. -#}
(() => {
  const root = document.documentElement, dark = matchMedia("(prefers-color-scheme: dark)");
  let mode = null;
  try { mode = localStorage.getItem("theme"); } catch { /* storage is off: follow the system */ }
  const apply = () => { root.dataset.theme = mode ?? (dark.matches ? "dark" : "light"); };
  dark.addEventListener("change", apply);
  addEventListener("theme", (event) => {
    mode = event.detail;
    try { localStorage.setItem("theme", mode); } catch { /* then for this page only */ }
    apply();
  });
  apply();
  root.dataset.origin = location.protocol === "file:" ? "file" : "web";
  if (root.dataset.origin === "file") return; // browsers refuse to preload fonts from a folder
  for (const name of ["text", "math"]) {
    const link = Object.assign(document.createElement("link"), {
      rel: "preload", as: "font", type: "font/woff2", crossOrigin: "",
      href: `${document.currentScript.dataset.fonts}${name}.woff2`,
    });
    document.head.append(link);
  }
})();
