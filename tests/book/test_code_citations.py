"""Every equation number cited in code exists, and the four gradients cite their own."""

import inspect
import re

import pytest
from chapters import NOTEBOOKS, ROOT, cells

from backprop_lib import core
from equation_prover.reading import LAST

FILES = sorted((ROOT / "backprop_lib").rglob("*.py"))
CITATION = re.compile(r"\((?P<family>[VD]?)(?P<number>\d+)\)")


def citations(code):
    return [
        (m["family"], int(m["number"]))
        for line in code.splitlines()
        if "#" in line
        for m in CITATION.finditer(line.split("#", 1)[1])
    ]


def cited_in_notebooks():
    return [
        (path.name, family, number)
        for path in NOTEBOOKS
        for cell in cells(path, "code")
        for family, number in citations(cell.source)
    ]


def test_numbers_cited_in_code_exist():
    cited = [(path.name, *c) for path in FILES for c in citations(path.read_text(encoding="utf-8"))]
    for where, family, number in cited + cited_in_notebooks():
        label = {"": "eq", "V": "vec", "D": "deep"}[family]
        assert 1 <= number <= LAST[label], f"{where} cites ({family}{number})"


@pytest.mark.parametrize(
    ("name", "number", "vector"),
    [("dC_dW2", 52, 12), ("dC_db2", 53, 13), ("dC_dW1", 54, 16), ("dC_db1", 55, 17)],
)
def test_each_gradient_cites_the_equations_of_its_name(name, number, vector):
    code = inspect.getsource(core.through_chain)
    [line] = [ln for ln in code.splitlines() if f"{name} =" in ln]
    assert citations(line) == [("", number), ("V", vector)]


def test_the_core_fits_on_one_screen():
    assert len(inspect.getsource(core).splitlines()) <= 71
