"""A lab as a widget: the same script as on the page; its settings are traits, both ways."""

from typing import Any

import traitlets

from . import chance, expressions
from .labs import LABS, figure, module, styles

try:
    import anywidget
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "The explorers need the package anywidget. Install it with: %pip install anywidget"
    ) from error


class _Shown(anywidget.AnyWidget):
    """One lab. Its settings are traits, in step with the browser both ways.

    Raises
    ------
    TypeError : a setting to start with that this lab does not have
    traitlets.TraitError : a value that is none, or out of range
    """

    _css = styles()
    name = ""
    config = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self, **start):
        lab = LABS[self.name]
        for name in start:
            if name not in lab.settings:
                known = ", ".join(lab.settings) or "none"
                raise TypeError(f"{self.name} has no setting {name!r}; it has {known}.")
        config = lab.config(**start)
        super().__init__(**config["start"])
        self.set_trait("config", config)

    def __repr__(self):
        given = (f"{name}={getattr(self, name)!r}" for name in LABS[self.name].settings)
        return f"{self.name}({', '.join(given)})"

    def _repr_mimebundle_(self, **kwargs):
        """Show the live widget where there is one, else the figure, else the words."""
        lab = LABS[self.name]
        bundle = super()._repr_mimebundle_(**kwargs)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle or {},)
        words = {"text/plain": f"{lab.title} {lab.question}"}
        data = data | {"text/html": figure(lab, self.config)} | words
        return (data, *metadata) if metadata else data


class _LongWay(traitlets.HasTraits):
    """What `long_way` computes with, for the kernel."""

    depth: Any
    width: Any
    spread: Any
    curve: Any
    seed: Any

    @property
    def layers(self):
        """The layers that are shown, as `deep` takes them."""
        return chance.layers(self.depth, self.width, self.spread, self.curve, self.seed)

    @property
    def examples(self):
        """The inputs x and the targets y, both (width, 8)."""
        return chance.examples(self.width, self.seed)


class _StepBack(traitlets.HasTraits):
    """What `step_back` computes, for the kernel."""

    text: Any
    values: Any

    @traitlets.validate("text", "values")
    def _readable(self, proposal):
        read = {"text": expressions.parsed, "values": expressions.numbers}[proposal.trait.name]
        try:
            read(proposal.value)
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from None
        return proposal.value

    @property
    def gradients(self) -> dict[str, float]:
        """The derivative of the result by each of its numbers, all steps back taken."""
        return expressions.gradients(self.text, self.values)[1]


def _trait(control: dict):
    """Return the trait of a control, with its limits."""
    if "choices" in control:
        return traitlets.Enum(control["choices"], control["choices"][0])
    if "limit" in control:
        return traitlets.Unicode()
    kind = traitlets.Int if control.get("whole") else traitlets.Float
    return kind(control["min"], min=control["min"], max=control["max"])


OWN = {"long_way": (_LongWay,), "step_back": (_StepBack,)}
WIDGETS = {
    name: type(
        name,
        (*OWN.get(name, ()), _Shown),
        {"__doc__": lab.title, "name": name, "_esm": module(name)}
        | {control["name"]: _trait(control).tag(sync=True) for control in lab.controls},
    )
    for name, lab in LABS.items()
}
