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
  const fonts = document.currentScript.dataset.fonts;
  root.dataset.origin = location.protocol === "file:" ? "file" : "web";
  if (root.dataset.origin === "web") {
    for (const name of ["text", "math"]) {
      const link = Object.assign(document.createElement("link"), {
        rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href: `${fonts}${name}.woff2`,
      });
      document.head.append(link);
    }
    return;
  }
  // Browsers refuse to preload from a folder, and a font that comes late is left out for good
  // (theme.css). From a folder it cannot be late by much, so here it is waited for.
  const weight = "400 700";
  for (const [family, name, options] of [
    ["Book Text", "text", { weight }],
    ["Book Text", "text-italic", { weight, style: "italic" }],
    ["Book Math", "math", {}],
  ]) {
    const face = new FontFace(family, `url("${fonts}${name}.woff2")`, options);
    document.fonts.add(face);
    face.load().catch(() => {}); // at once, not only when a text asks for it: so nothing moves
  }
})();
