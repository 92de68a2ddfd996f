"""Build the pages again when only a stylesheet or script changed, which Sphinx does not notice."""

from pathlib import Path

FOLDERS = ("_static", "_theme")


def changed_pages(app, env, added, changed, removed):
    """Return all pages if a file of the site's look is newer than the site, else none."""
    book = Path(app.srcdir, "book")
    looks = [path for folder in FOLDERS for path in (book / folder).rglob("*") if path.is_file()]
    built = Path(app.outdir, "searchindex.js")
    if not built.exists():
        return []
    newest = max(path.stat().st_mtime for path in looks)
    return sorted(env.found_docs) if newest > built.stat().st_mtime else []


def setup(app):
    """Run before each build."""
    app.connect("env-get-outdated", changed_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
