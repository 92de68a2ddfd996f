"""A real IPython for the cells that need one, in the names of all other cells."""

import re
from typing import Any

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

# There is no network, and nobody looks at pictures: these do nothing, and take no time.
INSTALLS = re.compile(
    r"\s*(sudo\s+)?(python[\d.]*\s+-m\s+)?(pip|conda|mamba|uv|apt|apt-get|git|wget|curl)[\d.]*\b"
)
NOTHING = ("matplotlib", "config", "pip", "conda", "mamba", "micromamba", "uv")


class Shell(InteractiveShell):
    """IPython without a terminal; errors that it would only show are kept for us."""

    shown: list[BaseException]

    def showtraceback(self, exc_tuple=None, *_, **__):
        """Keep an error of a cell within a cell, as of %%capture."""
        error = self._get_exc_info(exc_tuple)[1]
        if isinstance(error, BaseException):
            self.shown.append(error)

    showsyntaxerror = showindentationerror = showtraceback  # type: ignore[assignment]

    def system(self, cmd):
        """Run a command, unless it would fetch something."""
        if not INSTALLS.match(cmd):
            self.system_raw(cmd)

    def getoutput(self, cmd, split=True, depth=0):
        """Return what a command prints."""
        cmd = "true" if INSTALLS.match(cmd) else cmd
        return super().getoutput(cmd, split=split, depth=depth + 1)


def shell_in(space: dict[str, Any], checks) -> Shell:
    """Return the one IPython there is; its names are those of `space`."""
    if Shell.initialized():
        return Shell.instance()
    ours = {name: space[name] for name in ("_", "__", "___", "In", "Out", "get_ipython", "display")}
    config = Config()
    config.HistoryManager.enabled = False
    shell = Shell.instance(config=config, user_ns=space)
    shell.shown = []
    shell.ast_transformers.append(checks)
    for magics in shell.magics_manager.magics.values():
        magics.update(dict.fromkeys(NOTHING, lambda *_: None))
    space.update(ours)
    shell.user_ns_hidden.update(ours)
    return shell


def take_shown_error() -> BaseException | None:
    """Return the first error that was only shown since the last time, if there was one."""
    if not Shell.initialized() or not Shell.instance().shown:
        return None
    error, *_ = Shell.instance().shown
    Shell.instance().shown.clear()
    return error
