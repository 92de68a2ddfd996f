"""Draw each explorer's starting state with its own JavaScript, for pages where no script runs.

Run it after a change in backprop_lib/explorers: `python tools/explorer_stills.py`. Needs Playwright
and Chromium; building the book does not, because the drawings are committed.
"""

from chromium import chromium
from fixture_page import all_explorers, one_lab

from backprop_lib.explorers.labs import LABS
from backprop_lib.explorers.page import HERE

# Beside the classes, each shape carries its light look as attributes, which any style sheet
# overrides: so a still is legible even where explorer.css is not at hand.
DRAW = """
() => Object.fromEntries([...document.querySelectorAll(".backprop-explorer")].map((figure) => {
  const look = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "font-size",
    "text-anchor", "font-style", "font-weight"];
  const usual = { "fill-opacity": "1", stroke: "none", "stroke-dasharray": "none",
    "text-anchor": "start", "font-style": "normal", "font-weight": "400" };
  const hex = (color) => color.replace(/rgb\\((\\d+), (\\d+), (\\d+)\\)/, (_, ...rgb) =>
    "#" + rgb.slice(0, 3).map((part) => (+part).toString(16).padStart(2, "0")).join(""));
  const unseen = ".bp-area, .bp-reach, .bp-ring, .lab-cursor, [hidden]";
  for (const node of figure.querySelectorAll(unseen)) node.remove();
  for (const node of figure.querySelectorAll("path, circle, rect, text, tspan")) {
    const style = getComputedStyle(node);
    const parent = node.matches("tspan") ? getComputedStyle(node.parentNode) : {};
    for (const name of look) {
      const value = style.getPropertyValue(name);
      const isText = node.matches("text, tspan");
      if (!isText && /font|text/.test(name)) continue;
      if (name === "stroke-width" && style.stroke === "none") continue;
      if (value !== usual[name] && value !== parent[name]) node.setAttribute(name, hex(value));
    }
  }
  for (const node of figure.querySelectorAll(".bp-handle")) {
    for (const { name } of [...node.attributes]) {
      if (!["class", "transform"].includes(name)) node.removeAttribute(name);
    }
  }
  const drawings = [...figure.querySelectorAll("svg.bp-view")];
  for (const svg of drawings) svg.setAttribute("role", "img");
  return [figure.id.replace("explore-", ""), drawings.map((svg) => svg.outerHTML).join("\\n")];
}))
"""


def stills(browser) -> dict[str, str]:
    """Return the drawings of every explorer, by name."""
    page = browser.new_page(color_scheme="light", viewport={"width": 800, "height": 800})
    drawings: dict[str, str] = {}
    for text in (all_explorers(), *map(one_lab, LABS)):
        page.set_content(text)
        drawings |= page.evaluate(DRAW)
    page.close()
    return drawings


if __name__ == "__main__":
    (HERE / "stills").mkdir(exist_ok=True)
    with chromium() as started:
        for name, drawings in stills(started).items():
            (HERE / f"stills/{name}.html").write_text(f"{drawings}\n", encoding="utf-8")
            print(f"{name}: {len(drawings)} characters")
