"""Bring the explorers to life on the pages that show one: their script and styles, and no kernel.

Both are written by backprop_lib, from the same files that run in Jupyter.
"""

from pathlib import Path

from backprop_lib.explorers import labs, page


def write(app):
    """Write the two files where Sphinx picks up static files."""
    folder = Path(app.doctreedir).parent / "explorers_static"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"lab-{name}.js": labs.script(name) for name in labs.LABS}
    texts |= {"explorers.js": page.script(), "explorers.css": page.stylesheet()}
    for name, text in (texts | {"labs.css": labs.styles()}).items():
        (folder / name).write_text(text, encoding="utf-8")
    app.config.html_static_path.append(str(folder))


def add(app, pagename, templatename, context, doctree):
    """Load them on a page with an explorer, and nowhere else."""
    if "data-explorer=" in context.get("body", ""):
        app.add_js_file("explorers.js", loading_method="defer")
        app.add_css_file("explorers.css")
    for name in labs.LABS:
        if f'id="explore-{name}"' in context.get("body", ""):
            app.add_js_file(f"lab-{name}.js", loading_method="defer")
            app.add_css_file("labs.css")


def setup(app):
    """Connect both."""
    app.connect("builder-inited", write)
    app.connect("html-page-context", add)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
