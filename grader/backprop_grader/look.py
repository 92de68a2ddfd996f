"""How the pages look that the grader writes, light and dark, and what their files are called."""

import hashlib
import re
import unicodedata

from .writing import clean

LONGEST = 200  # bytes of a file's name; systems take 255

STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --ground: #fdfdfb; --line: #dfe1e5;
  --muted: #5c636c; --link: #0063a3; --right: #00755a; --wrong: #b24700; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --ground: #1b2027;
  --line: #3a414b; --muted: #a9b1bc; --link: #6cbcf5; --right: #45d0a8; --wrong: #ffa263; } }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground);
  max-width: 56rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h2 { margin-top: 2rem; }
a { color: var(--link); }
svg { width: 100%; height: auto; max-width: 40rem; display: block; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
caption { text-align: left; color: var(--muted); }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0;
  border-bottom: 1px solid var(--line); }
td.n, th.n { text-align: right; white-space: nowrap; }
th { font-weight: 600; } th[scope=row] { font-weight: 400; min-width: 8rem; }
td:last-child:not(.n) { min-width: 9rem; }
code { color: var(--muted); font-size: .85em; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9rem; margin: .5rem 0;
  border-left: .25rem solid var(--muted); padding-left: .75rem; }
pre.right { border-color: var(--right); } pre.wrong { border-color: var(--wrong); }
pre code { color: inherit; font-size: inherit; }
summary { cursor: pointer; color: var(--muted); }
.points { color: var(--muted); font-weight: 400; white-space: nowrap; }
"""

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style></head><body>
<main>
<h1>{title}</h1>
{body}
</main>
</body></html>
"""


def page(title: str, body: str) -> str:
    """Return a whole page; `title` and `body` are HTML already."""
    return PAGE.format(title=title, style=STYLE, body=body)


def file_name(student: str) -> str:
    """Return a file name for a student that stays in its folder and is nobody else's.

    Letters of any alphabet stay, and what names are written with: spaces, commas, apostrophes.
    """
    safe = unicodedata.normalize("NFC", re.sub(r"[^\w .,'()+@-]", "_", student))
    safe = safe.encode()[:LONGEST].decode(errors="ignore").strip(". ")
    if safe == student and safe:
        return safe
    return f"{safe or 'student'}-{hashlib.sha256(clean(student).encode()).hexdigest()[:8]}"
