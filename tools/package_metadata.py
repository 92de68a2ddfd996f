"""What a package index shows: addresses, and the README with links that work from there.

All follow from the one address in _config.yml. While that is unset, there are none.
"""

import re
import runpy
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

ADDRESS = re.compile(r'^repository:\n(?:  .*\n)*?  url: "(.*)"$', re.MULTILINE)


def addresses(root: Path):
    """Return the book's functions that make all addresses from one."""
    return runpy.run_path(str(root / "book/_ext/addresses.py"))


def absolute(text: str, repository: str, site: str) -> str:
    """Return the README with pictures from the site and links into the repository."""
    text = re.sub(r"(!\[[^]]*\]\()book/(_static/)", rf"\1{site}\2", text)
    return re.sub(r"(\]\()(?!https?:|#)", rf"\1{repository}/blob/main/", text)


class Metadata(MetadataHookInterface):
    """Fill in the fields that pyproject.toml calls dynamic."""

    def update(self, metadata):
        root = Path(self.root)
        text = (root / "README.md").read_text(encoding="utf-8")
        found = ADDRESS.search((root / "_config.yml").read_text(encoding="utf-8"))
        repository = found[1].removesuffix(".git") if found else ""
        if site := addresses(root)["site_url"](repository):
            text = absolute(text, repository, site)
            metadata["urls"] = {
                "Book": site,
                "Source": repository,
                "Changelog": f"{repository}/blob/main/CHANGELOG.md",
            }
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
