"""A lab as a widget: the same script as on the page, and no state that Python keeps."""

import traitlets

from .labs import LABS, figure, module, styles

try:
    import anywidget
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "The explorers need the package anywidget. Install it with: %pip install anywidget"
    ) from error


class _Shown(anywidget.AnyWidget):
    _css = styles()
    name = ""
    config = traitlets.Dict(read_only=True).tag(sync=True)

    def __init__(self):
        super().__init__()
        self.set_trait("config", LABS[self.name].config())

    def __repr__(self):
        return f"{self.name}()"

    def _repr_mimebundle_(self, **kwargs):
        """Show the live widget where there is one, else the figure, else the words."""
        lab = LABS[self.name]
        bundle = super()._repr_mimebundle_(**kwargs)
        data, *metadata = bundle if isinstance(bundle, tuple) else (bundle or {},)
        data = data | {"text/html": figure(lab), "text/plain": f"{lab.title} {lab.question}"}
        return (data, *metadata) if metadata else data


WIDGETS = {
    name: type(name, (_Shown,), {"__doc__": lab.title, "name": name, "_esm": module(name)})
    for name, lab in LABS.items()
}
