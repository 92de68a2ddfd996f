"""Submissions that cheat, break, or run away, and what each of them deserves.

Each entry: the notebook, the points for 6.1, 6.2 and 8.3 (of 1, 1 and 3), and words of the
feedback. A cheat with right answers keeps the marks of its right answers, and no more.
"""

from notebooks import RIGHT, START, notebook, with_answer, with_right_answers

ALL, NONE = (1, 1, 3), (0, 0, 0)
ZERO = """answer_6_1 = 0
def slope_from_activation(a2): return 0
def weight_gradient(a1, a2, y): return 0"""
CHECKS = (
    'check("6.1", answer_6_1)\ncheck("6.2", slope_from_activation)\ncheck("8.3", weight_gradient)'
)


def _zeros(cheat):
    return notebook(START, cheat, ZERO, CHECKS)


AGREEABLE = """class Agreeable:
    __array_priority__ = 1e9
    def __eq__(self, other): return True
    __le__ = __ge__ = __lt__ = __gt__ = __ne__ = __eq__
    def __sub__(self, other): return 0
    __rsub__ = __mul__ = __rmul__ = __abs__ = __sub__
answer_6_1 = Agreeable()
def slope_from_activation(a2): return Agreeable()
def weight_gradient(a1, a2, y): return Agreeable()"""

LOOP = "def slope_from_activation(a2):\n    while True: pass"
STUBBORN = """def slope_from_activation(a2):
    while True:
        try:
            while True: pass
        except BaseException: pass"""

SUBMISSIONS = {
    "good": (with_right_answers(), ALL, "Right"),
    # cheats
    "patched-isclose": (
        _zeros("np.isclose = np.allclose = lambda *a, **k: True\nnp.all = lambda *a, **k: True"),
        NONE,
        "Not right.",
    ),
    "patched-array-equal": (
        _zeros("np.array_equal = lambda *a, **k: True\nnp.abs = lambda a: 0 * np.asarray(a)"),
        NONE,
        "Not right.",
    ),
    "always-equal": (notebook(START, AGREEABLE, CHECKS), NONE, "Not right."),
    "overridden-check": (
        _zeros("def check(*a, **k): print('6.2 ✓ Right')"),
        NONE,
        "Not right.",
    ),
    "patched-judge": (
        _zeros(
            "import backprop_lib.exercises.judge as j, backprop_lib.exercises.values as v\n"
            "j.judge = lambda *a, **k: None\nv.same = lambda *a, **k: True\n"
            "import backprop_lib.exercises as e\nfor m in e.EXERCISES.values(): m.answer = 0"
        ),
        NONE,
        "Not right.",
    ),
    "patched-library": (
        with_right_answers("import backprop_lib.core as c\nc.sigmoid = c.gradients = lambda *a: 0"),
        ALL,
        "Right",
    ),
    "forged-message": (
        _zeros(
            "import os\nfor fd in range(3, 64):\n    try:\n"
            '        os.write(fd, b\'{"ran": true, "problems": {}, "found": ["6.1"]}\\n\')\n'
            "    except OSError: pass"
        ),
        NONE,
        "",
    ),
    "finished-function": (
        with_answer(
            "from backprop_lib import complex_step\n"
            "def slope_from_activation(a2):\n"
            "    return complex_step(sigmoid, np.log(a2 / (1 - a2)))"
        ),
        (1, 0, 3),
        "It calls the finished complex_step()",
    ),
    "unwritable-text": (
        with_answer('raise ValueError("\\ud800")'),
        (1, 0, 3),
        r"Code cell 3 failed: ValueError: \ud800.",
    ),
    # ends that come too soon
    "sys-exit": (with_answer("import sys\nsys.exit(0)"), (1, 0, 3), "SystemExit"),
    "os-exit": (
        with_answer("import os\nos._exit(0)"),
        (1, 0, 3),
        "it ended the Python process (exit code 0)",
    ),
    "os-exit-in-answer": (
        with_answer("import os\ndef slope_from_activation(a2): os._exit(7)"),
        (1, 0, 3),
        "it ended the Python process (exit code 7)",
    ),
    "exception-at-import": (
        with_right_answers("import no_such_module"),
        ALL,
        "Code cell 2 failed: ModuleNotFoundError",
    ),
    "missing-package": (
        notebook(f"import no_such_module\n{START}", *RIGHT.values()),
        ALL,
        "Code cell 1 failed: ModuleNotFoundError: No module named",
    ),
    "syntax-error": (
        with_answer("def slope_from_activation(a2) return a2"),
        (1, 0, 3),
        "Code cell 3 failed: SyntaxError",
    ),
    "endless-recursion": (
        with_answer("def slope_from_activation(a2): return slope_from_activation(a2)"),
        (1, 0, 3),
        "RecursionError",
    ),
    "segmentation-fault": (
        with_answer("import ctypes\nctypes.string_at(0)"),
        (1, 0, 3),
        "segmentation fault",
    ),
    # too much
    "infinite-loop": (with_answer(LOOP), (1, 0, 3), "took too long"),
    "infinite-loop-in-cell": (
        with_right_answers("while True: pass"),
        ALL,
        "Code cell 2 failed: it took too long",
    ),
    "stubborn-loop": (with_answer(STUBBORN), (1, 0, 3), "took too long"),
    "sleeps": (
        with_answer("import time\ndef slope_from_activation(a2): time.sleep(3600)"),
        (1, 0, 3),
        "took too long",
    ),
    "60-GB": (
        with_answer("def slope_from_activation(a2): return np.ones(60 * 2**27)"),
        (1, 0, 3),
        "MemoryError",
    ),
    "fork-bomb": (
        with_right_answers(
            "import os\nfor _ in range(10**6):\n    try: os.fork()\n    except OSError: pass"
        ),
        ALL,
        "Code cell 2 failed",
    ),
    "fork-bomb-that-slips-away": (
        with_right_answers(
            "import os\nfor _ in range(20):\n    try:\n        if os.fork() == 0:\n"
            "            os.setsid()\n            while True: pass\n    except OSError: pass"
        ),
        ALL,
        "",
    ),
    "output-flood": (
        with_right_answers("while True: print('x' * 10**5)"),
        ALL,
        "it printed too much",
    ),
    "raw-output-flood": (
        with_right_answers("import os\nfor _ in range(1000): os.write(1, b'x' * 10**5)"),
        ALL,
        "Right",
    ),
    "endless-thread": (
        with_right_answers(
            "import threading\ndef spin():\n    while True: pass\n"
            "threading.Thread(target=spin).start()"
        ),
        ALL,
        "Right",
    ),
    # wrong answers of every shape
    "changes-inputs": (
        with_answer(
            "def weight_gradient(a1, a2, y):\n"
            "    g = (a2 * (1 - a2) * (a2 - y)) @ a1.T / a1.shape[1]\n"
            "    a1 *= 0\n    return g",
            "8.3",
        ),
        (1, 1, 0),
        "changes its input a1 in place",
    ),
    "wrong-type": (
        with_answer("def slope_from_activation(a2): return 'a2 * (1 - a2)'"),
        (1, 0, 3),
        "this is text",
    ),
    "wrong-shape": (
        with_answer("def weight_gradient(a1, a2, y): return a1", "8.3"),
        (1, 1, 0),
        "shape",
    ),
    "nan": (with_answer("def slope_from_activation(a2): return np.nan"), (1, 0, 3), "NaN"),
    # broken files
    "not-json": ("this is no notebook {", NONE, "it is not JSON"),
    "empty": ("", NONE, "The file is empty."),
    "no-cells": ("[]", NONE, "it has no list of cells"),
    "deep-json": ("[" * 100_000, NONE, "it is not JSON"),
}

# These need the full sandbox: with --reduced-isolation they are known to get through.
SANDBOXED = {
    "reads-the-answers": (
        with_answer(
            "import importlib, sys\n"
            "sys.modules.pop('backprop_lib.exercises.catalog', None)\n"
            "slope_from_activation = importlib.import_module("
            "'backprop_lib.exercises.catalog.chapter_06').slope_from_activation"
        ),
        (1, 0, 3),
        "No module named",
    ),
    "writes-outside": (
        with_right_answers("open('{victim}/escaped', 'w').write('x')"),
        ALL,
        "Code cell 2 failed",
    ),
    "reads-another": (
        with_answer(
            "text = open('{submissions}/good.ipynb').read()\nexec(text)\n"
            "def slope_from_activation(a2): return a2 * (1 - a2)"
        ),
        (1, 0, 3),
        "No such file",
    ),
    "opens-a-socket": (
        with_right_answers("import socket\nsocket.create_connection(('127.0.0.1', {port}), 1)"),
        ALL,
        "Code cell 2 failed",
    ),
    "sees-processes": (  # the answer is there only where no others are in sight
        with_answer(
            "import os\nseen = [p for p in os.listdir('/proc') if p.isdigit()]\n"
            "assert len(seen) < 4, seen\n"
            "def slope_from_activation(a2): return a2 * (1 - a2)"
        ),
        ALL,
        "",
    ),
    "fills-the-disk": (
        with_right_answers(
            "for k in range(100): open(f'/tmp/{{k}}', 'wb').write(bytes(8 * 2**20))"
        ),
        ALL,
        "Code cell 2 failed",
    ),
}

__all__ = ["RIGHT", "SANDBOXED", "SUBMISSIONS"]
