"""What a page carries for its reader until something is asked for: one script and one stylesheet.

All of it is under 6 kB, compressed; what they load later is in book/_static/live. The sources in
book/_ext/reader are joined here, so that a page asks for two files, not nine.
"""

import json
import re
from hashlib import sha256
from pathlib import Path

from backprop_lib.activities import page
from equation_data import selector

HERE = Path(__file__).parent / "reader"
STARTER = ("starter", "cells", "boxes")
BOOK = ("storage", "progress", "kept")
LATER = (  # what a page may load, besides book/_static/live
    "equation_data.js", "equations/box.js", "equations/box.css", "activities.js", "order.js",
    "order.css", "derivation_data.js", "explorers.js", "explorers.css", "labs.css", "reader.css",
    "live/book.js",
)  # fmt: skip
COMMENTS = re.compile(r"^ *(//.*|/\*[\s\S]*?\*/)\n|^ +", re.MULTILINE)
PLACE = '<section id="your-book"></section>'
SECTION = """<section id="your-book" class="your-book" aria-label="Your book">
<h2>Your book</h2>
<p>{sentence} Next open: <a href="{link}">Exercise {number}</a>.</p>
<p>What you write and solve is kept in this browser, and sent nowhere.</p>
<button type="button">{button}</button>
</section>"""


def joined(*names: str) -> str:
    """Return sources as one text, without comments and indents: as whole lines, and no more."""
    texts = (HERE.joinpath(name).read_text(encoding="utf-8") for name in names)
    return COMMENTS.sub("", "\n".join(texts))


def write(app, env):
    """Write the files where Sphinx picks up static files, once all pages are read."""
    pages = {name: env.book_exercises[name] for name in sorted(env.book_exercises)}
    exercises = f"window.bookExercises = {json.dumps(pages, separators=(',', ':'))};\n"
    starter = joined(*(f"{name}.js" for name in STARTER)).replace("$VALUED", selector())
    texts = {
        "reader.js": f"(() => {{\n{starter}}})();\n",
        "reader.css": joined("reader.css") + page.page_stylesheet("activities"),
        "live/book.js": exercises + joined(*(f"{name}.js" for name in BOOK)),
        "live/files.json": json.dumps([f"_static/{name}" for name in [*LATER, *live_files(app)]]),
    }
    for name, text in texts.items():
        folder(app).joinpath(name).write_text(text, encoding="utf-8")
    whole = "".join(texts.values()) + app.equation_version + app.activities_version
    app.reader_version = sha256(whole.encode()).hexdigest()[:8]


def live_files(app) -> list[str]:
    """Return the files that make a page run, for a reader who keeps it."""
    parts = sorted(Path(app.srcdir, "book/_static/live").iterdir())
    return [f"live/{path.name}" for path in parts if path.suffix in (".js", ".py", ".css")]


def write_offline(app, error):
    """Write the service worker to the site's top, below which it may serve."""
    if not error and app.builder.format == "html":
        Path(app.outdir, "offline.js").write_text(joined("offline.js"), encoding="utf-8")


def folder(app) -> Path:
    """Return the folder of generated static files, which exists from the start of a build."""
    place = Path(app.doctreedir).parent / "reader_static"
    place.joinpath("live").mkdir(parents=True, exist_ok=True)
    return place


def add_folder(app):
    """Let Sphinx copy what lies in the folder."""
    app.config.html_static_path.append(str(folder(app)))


def your_book(app, pagename: str) -> str:
    """Return how far a reader is who has solved nothing yet; the script corrects it."""
    exercises = app.env.book_exercises
    total = sum(map(len, exercises.values()))
    mine = exercises.get(pagename, [])
    first = pagename if mine else min(exercises)
    number, _, anchor = exercises[first][0].partition("#")
    here = f", 0 of {len(mine)} in this chapter" if mine else ""
    return SECTION.format(
        sentence=f"0 of {total} exercises solved{here}.",
        link=f"{app.builder.get_relative_uri(pagename, first) if not mine else ''}"
        f"#{anchor or f'exercise-{number}'}",
        number=number,
        button="Take along, open, reset" if mine else "Reset",
    )


def add(app, pagename, templatename, context, doctree):
    """Load both on each page; say on the cover and below a chapter how far its reader is."""
    app.add_css_file("reader.css")
    app.add_js_file(
        "reader.js", loading_method="defer", priority=800, **{"data-version": app.reader_version}
    )
    body = context.get("body", "")
    if PLACE in body:
        context["body"] = body.replace(PLACE, your_book(app, pagename))
    elif pagename in app.env.book_exercises:
        context["your_book"] = your_book(app, pagename)


def setup(app):
    """Connect: the files once all pages are read, the rest on each page."""
    app.connect("builder-inited", add_folder)
    app.connect("env-updated", write, priority=900)  # after what it takes from other extensions
    app.connect("html-page-context", add)
    app.connect("build-finished", write_offline)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
