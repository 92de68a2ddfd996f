"""The book's colors, each for a light and for a dark page, and what each one stands for.

Blue and its neighbors are Okabe and Ito's color-blind safe hues, darkened on the light page and
lightened on the dark one until text in them is readable. Color is never the only sign: whatever is
colored is labeled too.
"""

# name: (on a light page, on a dark page)
PALETTE = {
    "card": ("#fdfdfb", "#1b2027"),  # the ground every figure stands on
    "ink": ("#1f2328", "#e8eaed"),  # text, axes, the plain parts of a diagram
    "muted": ("#5c636c", "#a9b1bc"),  # what should step back
    "grid": ("#dfe1e5", "#3a414b"),
    "value": ("#0063a3", "#6cbcf5"),  # values flowing forward: x, z, a
    "slope": ("#b24700", "#ffa263"),  # derivatives flowing backward
    "weight": ("#00755a", "#45d0a8"),  # parameters: W, b
    "error": ("#a0407b", "#f09ccb"),  # target and cost: y, C
    "value_fill": ("#dcecf8", "#173a56"),
    "slope_fill": ("#fbe4d3", "#57300f"),
    "weight_fill": ("#d6f0e6", "#0c4536"),
    "error_fill": ("#f6e0ed", "#4f2340"),
}

LIGHT = {name: light for name, (light, _) in PALETTE.items()}


def dark_rules(svg: str) -> str:
    """Return the CSS that turns each light color used in `svg` into its dark partner.

    It rides inside the SVG, so a viewer that knows no CSS still shows the light drawing.
    """
    rules = (
        f'[style*="{kind}: {light}"]{{{kind}:{dark}!important}}'
        for light, dark in PALETTE.values()
        for kind in ("fill", "stroke")
        if f"{kind}: {light}" in svg
    )
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"
