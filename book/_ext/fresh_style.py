"""Build the pages again when only what surrounds their text changed; Sphinx does not notice."""

from pathlib import Path

FOLDERS = ("book/_static", "book/_theme", "book/_ext", "backprop_lib/explorers")


def changed_pages(app, env, added, changed, removed):
    """Return all pages if a file that shapes them is newer than the site, else none."""
    root = Path(app.srcdir)
    looks = [
        path
        for folder in FOLDERS
        for path in (root / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    ]
    built = Path(app.outdir, "searchindex.js")
    if not built.exists():
        return []
    newest = max(path.stat().st_mtime for path in looks)
    return sorted(env.found_docs) if newest > built.stat().st_mtime else []


def setup(app):
    """Run before each build."""
    app.connect("env-get-outdated", changed_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
