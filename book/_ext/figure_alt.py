"""Give every SVG figure what it carries itself: its <title> as alt text, and its size.

A page that knows the size keeps the place free, and nothing moves when the figure arrives.
"""

import posixpath
import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import quote

from docutils import nodes

SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
PIXELS = 4 / 3  # in a point
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def describe(app, doctree):
    """Copy title and size of each SVG image to the image."""
    for image in doctree.findall(nodes.image):
        path = Path(app.env.relfn2path(image["uri"])[1])
        if path.suffix != ".svg" or not path.exists():
            continue
        svg = path.read_text(encoding="utf-8")
        title, size = TITLE.search(svg), SIZE.search(svg)
        if title and not image.get("alt"):
            image["alt"] = unescape(title[1])
        if size:
            image["pixels"] = [round(float(side) * PIXELS) for side in size.groups()]


def visit_image(self, node):
    """Write the image with its size as attributes, which docutils would turn into fixed styles."""
    uri = node["uri"]
    if uri in self.builder.images:
        uri = posixpath.join(self.builder.imgpath, quote(self.builder.images[uri]))
    size = 'width="{}" height="{}" '.format(*node["pixels"]) if "pixels" in node else ""
    alt = escape(node.get("alt", ""), quote=True)
    self.body.append(f'<img src="{uri}" alt="{alt}" {size}decoding="async">')
    raise nodes.SkipNode


def setup(app):
    """Run before Sphinx collects the images, while the paths are still those of the source."""
    app.connect("doctree-read", describe, priority=100)
    app.add_node(nodes.image, override=True, html=(visit_image, None))
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
