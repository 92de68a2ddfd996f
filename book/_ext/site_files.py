"""The files a site needs around its pages: front page, 404 page, sitemap, robots.txt.

Our own, because sphinx-sitemap lists only the pages of the last build, which may be a few, and
sphinx-notfound-page does not reach the addresses that the theme makes from the page's depth.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

RELATIVE = re.compile(r'( (?:href|src|action|data-fonts)=")(?![a-z]+:|[#/])')
FRONT_DOOR = "index"  # the site's root, which leads to the cover


def extra_pages(app):
    """Ask for the pages that have no source: (name, context, template)."""
    yield FRONT_DOOR, {"cover": app.config.root_doc}, "front_door.html"
    yield "404", {}, "404.html"


def write_sitemap(app, error):
    """List the pages for search engines, once the site's address is known."""
    if error or app.builder.format != "html" or not app.config.html_baseurl:
        return
    base, out = app.config.html_baseurl, Path(app.outdir)
    pages = sorted(app.env.found_docs)
    urls = "".join(f"<url><loc>{escape(base + page)}.html</loc></url>\n" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    out.joinpath("sitemap.xml").write_text(
        f'{head}<urlset xmlns="{space}">\n{urls}</urlset>\n', encoding="utf-8"
    )
    robots = f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"
    out.joinpath("robots.txt").write_text(robots, encoding="utf-8")


def root_links(app, error):
    """Start the links of the 404 page at the site's root: hosts show it at any depth."""
    if error or app.builder.format != "html":
        return
    root = urlsplit(app.config.html_baseurl).path or "/"
    path = Path(app.outdir, "404.html")
    path.write_text(
        RELATIVE.sub(rf"\g<1>{root}", path.read_text(encoding="utf-8")), encoding="utf-8"
    )


def setup(app):
    """Run after the pages are written."""
    app.connect("build-finished", root_links)
    app.connect("html-collect-pages", extra_pages)
    app.connect("build-finished", write_sitemap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
