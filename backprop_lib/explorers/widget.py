"""The explorer as a widget: move a slider and the trait changes; set the trait and it moves."""

import traitlets

from .. import core, training
from ..network import ForwardPass, Gradients, Network
from .catalog import SIX, Spec
from .page import figure, module, stylesheet

try:
    import anywidget
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "The explorers need the package anywidget. Install it with: %pip install anywidget"
    ) from error


class Explorer(anywidget.AnyWidget):
    """One interactive. Its settings are traits, in step with the browser both ways.

    x, W1, b1, W2, b2, y : the six numbers of the 1-1-1 network
    z2, a2 : the sum or the activation of layer L, where the explorer moves it by itself: what it
        shows follows them, but `network`, `forward` and `gradients` do not
    h, rate, steps, n0, n1, n2 : the nudge; rate and steps of descent; the sizes of the layers

    Raises
    ------
    TypeError : a setting to start with that this explorer does not have
    traitlets.TraitError : such a setting later; a value that is not a number, or out of range
    """

    _esm = module()
    _css = stylesheet()

    config = traitlets.Dict(read_only=True).tag(sync=True)
    x, W1, b1, W2, b2, y = (traitlets.Float().tag(sync=True) for _ in range(6))
    z2, a2, h, rate = (traitlets.Float().tag(sync=True) for _ in range(4))
    n0, n1, n2, steps = (traitlets.Int().tag(sync=True) for _ in range(4))

    def __init__(self, spec: Spec, **start):
        self._spec = spec
        for name in start:
            self._check_known(name, TypeError)
        self._limits = {control["name"]: control for control in spec.controls}
        config = spec.config(**start)
        super().__init__(**config["start"])
        self.set_trait("config", config)

    def _check_known(self, name, error):
        known = SIX | self._spec.settings
        if name not in known:
            raise error(f"{self._spec.name} has no setting {name!r}; it has {', '.join(known)}.")

    @traitlets.validate(
        "x", "W1", "b1", "W2", "b2", "y", "z2", "a2", "h", "rate", "n0", "n1", "n2", "steps"
    )
    def _in_range(self, proposal):
        name, value = proposal.trait.name, proposal.value
        self._check_known(name, traitlets.TraitError)  # every explorer has all the traits
        low, high = (
            self._limits.get(name, {}).get(end, far) for end, far in (("min", -100), ("max", 100))
        )
        if not low <= value <= high:
            raise traitlets.TraitError(f"{name} must be from {low} to {high}; got {value}.")
        return value

    @property
    def network(self) -> Network:
        """The network of W1, b1, W2, b2, after the steps of descent if there are any."""
        network = Network(self.W1, self.b1, self.W2, self.b2)
        for _ in range(self.steps):
            gradients = core.gradients(network, self.x, self.y)
            network = training.descend(network, gradients, self.rate)
        return network

    @property
    def forward(self) -> ForwardPass:
        """The forward pass of x through `network`, whatever z2 or a2 say."""
        return core.forward(self.network, self.x)

    @property
    def gradients(self) -> Gradients:
        """The four gradients of `network` for x and y, whatever z2 or a2 say."""
        return core.gradients(self.network, self.x, self.y)

    def __repr__(self):
        given = {name: getattr(self, name) for name in SIX | self._spec.settings}
        return f"{self._spec.name}({', '.join(f'{name}={value}' for name, value in given.items())})"

    def _repr_mimebundle_(self, **kwargs):
        """Show the live widget where there is one, else the still figure, else the words."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle or {},)
        data = data | {
            "text/html": figure(self._spec, self.config),
            "text/plain": f"{self._spec.title} {self._spec.question}",
        }
        return (data, *metadata) if metadata else data
