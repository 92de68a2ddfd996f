"""The launch buttons of a chapter: open it in JupyterLite, on Binder, in Colab, or download it.

The page itself runs its cells; these are for who wants a whole notebook.
"""

from pathlib import Path
from urllib.parse import quote

from addresses import binder, colab, install

LITE = "lite"  # where `make book` puts JupyterLite, below the site's root


def add_launch_buttons(app, pagename, templatename, context, doctree):
    """Hand the page's template its launch buttons, if the page is a notebook."""
    source = app.env.doc2path(pagename, base=False) if doctree else ""
    if not str(source).endswith(".ipynb"):
        context["launch_buttons"] = []
        return
    path, name = Path(source).as_posix(), Path(source).name
    options = app.config.html_theme_options
    where = options.get("repository_url", ""), options.get("repository_branch", "main"), path
    root = context["content_root"]
    buttons = [
        (
            "lite",
            "Open in JupyterLite",
            f"{root}{LITE}/notebooks/index.html?path={quote(name)}",
            "Opens this chapter as a notebook in this browser; the first start loads 30 MB.",
        ),
        ("binder", "Binder", binder(*where), "Opens this chapter on Binder, a free server"),
        ("colab", "Colab", colab(*where), "Opens this chapter in Google Colab"),
        ("download", "Download notebook", f"{root}_sources/{path}", f"Saves {name}"),
    ]
    context["install"] = install(*where[:2])
    keys = ("kind", "label", "href", "title")
    context["launch_buttons"] = [
        dict(zip(keys, button, strict=True)) for button in buttons if button[2]
    ]


def setup(app):
    """Run for each page that is written."""
    app.connect("html-page-context", add_launch_buttons)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
