"""Where the book lives. All addresses follow from one setting: `repository: url:` in _config.yml.

While it is unset, nothing that needs an address is shown.
"""

from urllib.parse import quote, urlsplit


def site_url(repository: str, baseurl: str = "") -> str:
    """Return where the site is published: `baseurl`, or GitHub Pages of the repository, or ''."""
    if baseurl:
        return baseurl.rstrip("/") + "/"
    owner, _, name = _owner_and_name(repository).partition("/")
    host = f"{owner.lower()}.github.io"
    path = "" if name.lower() == host else f"{name}/"  # the owner's own site is at the root
    return f"https://{host}/{path}" if name else ""


def binder(repository: str, branch: str, path: str) -> str:
    """Return the address that opens the notebook on Binder, or ''."""
    place = _owner_and_name(repository)
    ref, start = quote(branch, safe=""), quote(f"lab/tree/{path}", safe="")
    return f"https://mybinder.org/v2/gh/{place}/{ref}?urlpath={start}" if place else ""


def colab(repository: str, branch: str, path: str) -> str:
    """Return the address that opens the notebook in Colab, or ''."""
    place = _owner_and_name(repository)
    return f"https://colab.research.google.com/github/{place}/blob/{branch}/{path}" if place else ""


def install(repository: str, branch: str) -> str:
    """Return the cell that installs what the chapters import, for Colab, or ''."""
    place = _owner_and_name(repository)
    source = f"git+https://github.com/{place}@{branch}"
    return f'%pip install "backprop-book[chapters] @ {source}"' if place else ""


def _owner_and_name(repository: str) -> str:
    """Read `owner/name` off a GitHub address; anything else has none, and gives ''."""
    parts = urlsplit(repository)
    place = parts.path.strip("/").removesuffix(".git")
    return place if parts.hostname == "github.com" and place.count("/") == 1 else ""


def find_site(app, config):
    """Fill in Sphinx's base address, from which it makes each page's canonical link."""
    repository = config.html_theme_options.get("repository_url", "")
    config.html_baseurl = site_url(repository, config.html_baseurl)


def setup(app):
    """Run once the configuration is read."""
    app.connect("config-inited", find_site)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
