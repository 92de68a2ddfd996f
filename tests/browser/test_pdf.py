"""The PDF of the whole book."""

import re
import subprocess
import sys

from built_site import ROOT, SITE, pages


def test_it_prints_every_chapter_with_bookmarks_and_inner_links(browser, tmp_path):
    pdf = tmp_path / "book.pdf"
    command = [sys.executable, str(ROOT / "tools" / "pdf.py"), str(SITE), str(pdf)]
    before = (SITE / "book").stat().st_mtime_ns
    subprocess.run(command, check=True, capture_output=True, text=True)
    # for a moment either, since who publishes the site or counts its pages would see it
    assert (SITE / "book").stat().st_mtime_ns == before, "a file was written into the site"
    content = pdf.read_bytes()
    # a chapter has at least four, and more would be a waste of paper
    assert 4 * len(pages()) < content.count(b"/Type /Page\n") < 220
    assert len(re.findall(rb"/Title", content)) > 50
    assert b"/StructTreeRoot" in content
    assert not re.search(rb"/URI \(file:", content)
