"""Give every SVG figure the alt text that it carries itself, in its <title>."""

import re
from html import unescape
from pathlib import Path

from docutils import nodes

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def add_alt_text(app, doctree):
    """Copy the title of each SVG image into its alt attribute, unless it has one."""
    for image in doctree.findall(nodes.image):
        if image["uri"].endswith(".svg") and not image.get("alt"):
            path = Path(app.srcdir, image["uri"].lstrip("/"))
            title = TITLE.search(path.read_text(encoding="utf-8"))
            if title:
                image["alt"] = unescape(title[1])


def setup(app):
    """Run before Sphinx collects the images, while the paths are still those of the source."""
    app.connect("doctree-read", add_alt_text, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
