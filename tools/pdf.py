"""Make one PDF of the whole book from the built site, with Chromium: `make pdf`.

The chapters are put one after the other on a single page, so that every link between them works
inside the PDF, and printed with the site's own print style, with bookmarks and tags.

Put together here, because Sphinx's `singlehtml` would be a second build of the whole book, and
knows none of the anchors that notebooks link to.
"""

import argparse
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from chromium import chromium, missing

FOOTER = (
    '<p style="width: 100%; margin: 0; text-align: center; font: 8pt sans-serif; color: #555">'
    '<span class="pageNumber"></span></p>'
)
DRAWN = """Promise.all([
    document.fonts.ready, ...[...document.images].map((image) => image.decode()),
]).then(() => null)"""


def in_order(site: Path) -> dict[Path, BeautifulSoup]:
    """Return the pages from the cover to the last, following each page's link to the next."""
    path = site / "book" / "index.html"
    pages = {path: soup(path)}
    while link := pages[path].find("link", rel="next"):
        path = (path.parent / str(link["href"])).resolve()
        pages[path] = soup(path)
    return pages


def soup(path: Path) -> BeautifulSoup:
    """Parse a built page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def part(page: BeautifulSoup, name: str) -> Tag:
    """Return the page's one element of that name."""
    return page.select(name)[0]


def chapter(path: Path, pages: dict[Path, BeautifulSoup]) -> Tag:
    """Return a page's article with every anchor and link made unique within the book."""
    article = part(pages[path], "article")
    for tag in article.find_all(id=True):
        tag["id"] = f"{path.stem}--{tag['id']}"
    for link in article.find_all("a", href=True):
        target, _, anchor = str(link["href"]).partition("#")
        page = (path.parent / target).resolve() if target else path
        if page in pages:
            link["href"] = f"#{page.stem}--{anchor}" if anchor else f"#{page.stem}"
    article["id"] = path.stem
    return article


def one_page(site: Path) -> str:
    """Return the whole book as one page, whose links are those of a page beside the others."""
    pages = in_order(site)
    book = soup(next(iter(pages)))
    for extra in book.select("nav, header, footer, script:not([data-fonts])"):
        extra.decompose()  # what stays is the script that brings the fonts from the folder
    main = part(book, "main")
    main.clear()
    for path in pages:
        main.append(chapter(path, pages))
    style = book.new_tag("style")
    style.string = "article + article { break-before: page; }"
    part(book, "head").append(style)
    return str(book)


def print_page(site: Path, whole: str, pdf: Path):
    """Let Chromium print a page as PDF, as if it were in the site, where nothing is written."""
    address = (site / "book" / "whole-book.html").as_uri()
    if reason := missing():
        sys.exit(f"The PDF is printed by a browser, but {reason}.")
    with chromium() as browser:
        tab = browser.new_page(color_scheme="light")
        tab.set_default_timeout(0)  # a whole book may take its time, on a busy machine more
        tab.route(address, lambda asked: asked.fulfill(body=whole, content_type="text/html"))
        tab.goto(address, wait_until="load")  # with its styles, however slow the disk is
        tab.evaluate(DRAWN)
        tab.pdf(path=pdf, prefer_css_page_size=True, print_background=True, outline=True,
                tagged=True, display_header_footer=True, header_template="<p></p>",
                footer_template=FOOTER)  # fmt: skip


def settle(data: bytes, when: int | None) -> bytes:
    """Take out of a PDF what differs from run to run, without moving a byte of the rest.

    Chromium numbers the elements of the page from a count of its own: they are numbered from 1.
    It writes down the time of day: that becomes `when`, in seconds since 1970, unless None.
    """
    names = sorted({*re.findall(rb"\(node\d{8}\)", data)})
    numbers = {name: b"(node%08d)" % number for number, name in enumerate(names, start=1)}
    data = re.sub(rb"\(node\d{8}\)", lambda name: numbers[name[0]], data)
    if when is None:
        return data
    date = datetime.fromtimestamp(when, UTC).strftime("(D:%Y%m%d%H%M%S+00'00')").encode()
    return re.sub(rb"(?<=Date )\(D:\d{14}\+00'00'\)", date, data)


def main():
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="the built site, such as _build/html")
    parser.add_argument("pdf", type=Path, help="where to write, such as _build/backpropagation.pdf")
    arguments = parser.parse_args()
    site = arguments.site.resolve()
    print_page(site, one_page(site), arguments.pdf.resolve())
    when = os.environ.get("SOURCE_DATE_EPOCH")
    data = settle(arguments.pdf.read_bytes(), int(when) if when else None)
    arguments.pdf.write_bytes(data)
    print(f"The book is printed in {arguments.pdf}")


if __name__ == "__main__":
    main()
