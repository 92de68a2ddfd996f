"""Cells as they stand in notebooks, run by a real IPython and by the grader: names and errors.

python grader/tests/side_by_side.py ipython|ours   prints what each binds and raises, as JSON
"""

import importlib
import json
import os
import sys
import tempfile

# Each entry is a notebook: its cells, run in turn.
NOTEBOOKS = [
    ["x = 1"],
    ["x = 1\ny = x + 1\ny"],
    ["%time answer = 3"],
    ["%time\nanswer = 3"],
    ["%%time\nanswer = 3"],
    ["%%time\nanswer = 3\nanswer + 1"],
    ["%%capture\nanswer = 3\nprint(answer)"],
    ["%%capture out\nprint('hello')", "text = out.stdout"],
    ["%prun answer = sum(range(10))"],
    ["%%prun -q\nanswer = sum(range(10))"],
    ["%timeit -n 1 -r 1 answer = 3"],
    ["%%timeit -n 1 -r 1\nanswer = 3"],
    ["x = 5\n%timeit -n 1 -r 1 x\ny = 6"],
    [">>> x = 1\n>>> y = 2"],
    [">>> def f(a):\n...     return a\n>>> x = f(3)"],
    ["In [1]: x = 1\nIn [2]: y = x + 1"],
    ["In [1]: def f(a):\n   ...:     return a\n   ...: x = f(2)"],
    ["    x = 1\n    y = 2"],
    ["    def f(a):\n        return a + 1\n    x = f(1)"],
    ["\n\n  x = 1\n\n"],
    ["x = !echo hello"],
    ["x = !ls\nn = len(x) >= 0"],
    ["name = 'world'\nx = !echo hello {name}"],
    ["name = 'world'\nx = !echo hello $name"],
    ["!echo hello\nx = 1"],
    ["for k in range(2):\n    !echo {k}\nx = k"],
    ["x = %pwd\nx = isinstance(x, str)"],
    ["%pwd"],
    ["x = 1\nx?"],
    ["?len"],
    ["len??"],
    ["*int*?"],
    ["x = 3\nif x:\n    %time y = x\nz = 1"],
    ["%%bash\necho hello"],
    ["%%bash\nexit 3"],
    ["%%sh --out text\necho hello", "x = text"],
    ["%%html\n<p>"],
    ["%%javascript\n1"],
    ["%%writefile cell_file.py\nvalue = 7", "from cell_file import value"],
    ["%%writefile cell_run.py\nvalue = 8", "%run cell_run.py"],
    ["%alias_magic t time", "%t x = 1"],
    ["%set_env BACKPROP_X=3", "import os\nx = os.environ['BACKPROP_X']"],
    ["%env BACKPROP_Y=4", "import os\nx = os.environ['BACKPROP_Y']"],
    ["%who", "x = %who_ls"],
    ["%xmode Plain\nx = 1"],
    ["%precision 3\nx = 1.23456"],
    ["%load_ext autoreload\n%autoreload 2\nx = 1"],
    ["%no_such_magic\nx = 1"],
    ["%%no_such_magic\nx = 1"],
    ["import asyncio\nx = await asyncio.sleep(0, 5)"],
    ["async def f():\n    return 4\nx = await f()"],
    [
        "async def g():\n    for k in range(3):\n        yield k\n"
        "x = []\nasync for k in g():\n    x.append(k)"
    ],
    ["async def g():\n    yield 1\nx = [k async for k in g()]"],
    [
        "class C:\n    async def __aenter__(self):\n        return 1\n"
        "    async def __aexit__(self, *_):\n        return False\nasync with C() as x:\n    pass"
    ],
    ["import asyncio\nasync def f():\n    return 4\nx = asyncio.run(f())"],
    ["import asyncio\nasync def f():\n    raise KeyError(1)\ny = 1\nawait f()\nz = 1"],
    [
        "import asyncio\nasync def f():\n    return 4\n"
        "t = asyncio.ensure_future(f())\nx = await t\ndel t"
    ],
    [
        "from __future__ import annotations\ndef f(a: unknown): pass",
        "def g(a: unknown): pass\nx = g.__annotations__['a']",
    ],
    ["from __future__ import annotations", "class C:\n    a: unknown\nx = C.__annotations__"],
    ["x = 1\nfrom __future__ import annotations"],
    ["from IPython import get_ipython\nget_ipython().run_line_magic('time', 'x = 1')"],
    ["get_ipython().run_line_magic('pwd', '')\nx = 1"],
    ["get_ipython().run_cell_magic('time', '', 'x = 1')"],
    ["import IPython\nx = IPython.get_ipython() is not None"],
    ["from IPython.display import display, HTML\ndisplay(HTML('x'))\nx = 1"],
    ["display(3)\nx = 1"],
    ["1 + 1", "x = _"],
    ["1 + 1", "2 + 2", "x = (_, __)"],
    ["3 + 4;", "x = _"],
    ["5", "x = Out[1]"],
    ["a = 1", "x = In[1]"],
    ["'text'", "x = _1"],
    ["x = 1\nraise ValueError('no')\ny = 2"],
    ["x = 1\ny = = 2"],
    ["def f(:\n    pass"],
    ["x = 1\n  y = 2"],
    ["x = '''\n!a\n% b\n?\n'''"],
    ["x = (7\n     % 4)"],
    ["x = 7 \\\n% 4"],
    ["%pwd\nx = (7\n     % 4)"],
    ["!echo \\\n   hello\nx = 1"],
    ["return 1"],
    ["x = 1\nbreak"],
    ["import sys\nx = 1\nsys.exit(0)\ny = 2"],
    ["x = next(iter([]))"],
    ["def f(): yield 1\nx = list(f())"],
    ["import inspect\ndef f():\n    return 1", "x = inspect.getsource(f)"],
    ["x = __name__"],
    ["x = 1; del x"],
    ["x = [k for k in range(3)]\ny = {k: k for k in x}"],
    ["global_x = 1\ndef f():\n    global global_x\n    global_x = 2\nf()"],
    ["print('a', end='')\nx = 1"],
    ["# only a comment"],
    [""],
    ["   \n\t\n"],
    ["x = 1  # not? really!"],
    ["x = 'a?'\ny = '%time'"],
    ["%cd .\nx = 1"],
    ["%reset_selective -f nothing\nx = 1"],
    ["x = 1\n%del_not_there x"],
    ["import no_such_module"],
    ["%load_ext no_such_extension"],
    ["lambda: 1", "x = _()"],
    ["x: int = 3"],
    ["match 3:\n    case 3:\n        x = 1"],
    ["try:\n    1/0\nexcept ZeroDivisionError:\n    x = 1\nfinally:\n    y = 2"],
    [
        "with open('cell_text.txt', 'w') as file:\n    n = file.write('abc')\ndel file",
        "x = open('cell_text.txt').read()",
    ],
    ["assert 1 == 2, 'no'"],
    ["x = 1 if True else 2\nx == 1 and exit"],
]
# What many of them load, once and not in each copy of the process.
ONCE = ("IPython.core.logger", "IPython.core.magics.execution", "IPython.core.ultratb", "asyncio",
        "bdb", "hashlib", "html.entities", "pygments.formatters.terminal256",
        "IPython.core.interactiveshell")  # fmt: skip
THEIRS = {"In", "Out", "exit", "quit", "get_ipython", "display", "open"}
PLAIN = (int, float, str, bool, list, dict, tuple, type(None))


def names(space) -> dict[str, str]:
    """Return what a notebook has bound, in words."""
    return {
        name: repr(list(value) if isinstance(value, list) else value)
        if isinstance(value, PLAIN)
        else type(value).__name__
        for name, value in space.items()
        if not name.startswith("_") and name not in THEIRS
    }


def fresh_ipython():
    """Return an IPython in which nothing has run."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=config, user_ns={})
    shell.system = shell.system_raw
    shell.showtraceback = shell.showsyntaxerror = lambda *_, **__: None
    return shell


def with_ipython(cells, shell) -> tuple[dict, list]:
    """Run cells in IPython."""
    errors = []
    for cell in cells:
        result = shell.run_cell(cell, store_history=True)
        error = result.error_in_exec or result.error_before_exec
        errors.append(type(error).__name__ if error else "")
    return names(shell.user_ns), errors


def with_ours(cells, module) -> tuple[dict, list]:
    """Run cells as the grader does."""
    space = {"__name__": "__main__"}
    runner = module.Cells(space, set(), None)
    errors = []
    for number, cell in enumerate(cells):
        try:
            runner.run(number, cell)
            errors.append("")
        except BaseException as error:
            errors.append(module.describe(error)[0].partition(":")[0])
    space.pop(module.RECORD, None)
    return names(space), errors


def apart(function, *arguments):
    """Call it in a copy of this process, so that no notebook reaches the next."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        with open(writes, "w", encoding="utf-8") as file:
            json.dump(function(*arguments), file)
        os._exit(0)
    os.close(writes)
    with open(reads, encoding="utf-8") as file:
        text = file.read()
    os.waitpid(child, 0)
    return json.loads(text)


if __name__ == "__main__":
    spoken, out = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    for name in ONCE:
        importlib.import_module(name)
    folder = tempfile.TemporaryDirectory()
    os.chdir(folder.name)
    sys.path.insert(0, folder.name)
    if sys.argv[1] == "ipython":
        shell = fresh_ipython()
        found = [apart(with_ipython, notebook, shell) for notebook in NOTEBOOKS]
    else:
        from backprop_grader import cells

        found = [apart(with_ours, notebook, cells) for notebook in NOTEBOOKS]
    os.write(spoken, json.dumps(found).encode())
