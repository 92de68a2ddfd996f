"""Have axe-core look at a page: at all of it, but at colors only where they differ."""

import pytest

axe = pytest.importorskip("axe_playwright_python.base")

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLORS = ["color-contrast", "link-in-text-block"]
MARKED = "[data-looked]"
ONLY_THESE = [
    {"id": "color-contrast", "selector": MARKED},
    {"id": "link-in-text-block", "selector": f"a[href]{MARKED}"},
]
# axe looks at colors slowly, longer than at all else together: so it looks at three texts in sight
# of each kind, the first, the last, and one between. Two are of a kind if they look alike, and so
# does all that lies below them. (Of a text of one character axe says nothing.)
MARK_SOME_OF_EACH_KIND = """() => {
    for (const node of document.querySelectorAll("[data-looked]")) delete node.dataset.looked;
    const nodes = new Set(document.querySelectorAll("input, select, textarea"));
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode())
        if (words.currentNode.data.trim()[1]) nodes.add(words.currentNode.parentElement);
    const layers = new Map([[null, ""]]);  // what an element and all around it look like
    const layer = (node) => {
        if (!layers.has(node)) {
            const around = layer(node.parentElement), style = getComputedStyle(node);
            const own = [style.color, style.textDecorationLine, style.textShadow, style.opacity,
                style.backgroundColor, style.backgroundImage, style.filter, style.mixBlendMode,
                style.position, style.zIndex].join();
            layers.set(node, around.endsWith(own) ? around : `${around}; ${own}`);
        }
        return layers.get(node);
    };
    const kinds = new Map();
    for (const node of nodes) {
        if (!node.checkVisibility()) continue;
        const { fontSize, fontWeight } = getComputedStyle(node), link = node.closest("a");
        const kind = [Boolean(link), fontSize, fontWeight, layer(node)].join();
        kinds.set(kind, [...kinds.get(kind) ?? [], link ?? node]);
    }
    for (const all of kinds.values())
        for (const at of [0, all.length >> 1, all.length - 1]) all[at].dataset.looked = "at";
    return kinds.size;
}"""


def look(page, rules):
    """Have axe look at the page by these rules; fail if it finds anything, or sees no colors."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(axe.AXE_SCRIPT)
        page.evaluate("(rules) => axe.configure({ rules })", ONLY_THESE)
    assert page.evaluate(MARK_SOME_OF_EACH_KIND) > 5
    options = {"resultTypes": ["violations"], "runOnly": rules}
    found = axe.AxeResults(page.evaluate("(options) => axe.run(options)", options))
    assert found.violations_count == 0, found.generate_report()
    assert "color-contrast" in [rule["id"] for rule in found.response["passes"]]  # it has looked


def in_colors(page, scheme):
    """Return the page when it shows its light or its dark colors."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function("name => document.documentElement.dataset.theme === name", arg=scheme)
    return page
