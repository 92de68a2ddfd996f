"""What a page's head says about it: a title in plain words, a description, and no unused files."""

import re
from html import escape

from docutils import nodes

LONGEST = 170  # characters of a description that search engines show
UNUSED = re.compile(
    r"_static/(pygments|mystnb\.\w+)\.css"  # theme.css and book.css have what the book needs
    r"|_static/(documentation_options|doctools|sphinx_highlight)\.js"  # search.html loads these
)
CARD = "The book's title above the map of the network it follows from input to cost and back"


def describe(doctree) -> str:
    """Return the page's first paragraphs, as many whole sentences as fit."""
    paragraphs = (
        node.astext()
        for node in doctree.findall(nodes.paragraph)
        if isinstance(node.parent, nodes.section)
    )
    sentences = re.split(r"(?<=[.?!])\s+", " ".join(" ".join(paragraphs).split()))
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) + 1 + len(sentence) > LONGEST:
            break
        text += " " + sentence
    return text


def fill_head(app, pagename, templatename, context, doctree):
    """Hand the page's template what it says in its head."""
    title = app.env.titles.get(pagename)
    plain = title.astext() if title else re.sub("<.*?>", "", context.get("title") or "")
    titles = {"search": "Search", "404": "Page not found"}
    context["plain_title"] = escape(titles.get(pagename, plain), quote=True)
    context["description"] = describe(doctree) if doctree else ""
    context["author"] = app.config.author
    context["site_url"] = app.config.html_baseurl
    context["card_alt"] = CARD
    context["used"] = lambda file: not UNUSED.match(str(getattr(file, "filename", file) or ""))


def setup(app):
    """Run for each page that is written."""
    app.connect("html-page-context", fill_head)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
