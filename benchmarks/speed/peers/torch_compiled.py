"""PyTorch with `torch.compile`, which writes C++ for the shapes at hand and needs a compiler."""

from . import torch_eager
from .declined import Declined


class Peer(torch_eager.Peer):
    """The eager peer with its loss compiled, forward and backward."""

    name = "PyTorch, compiled"
    slow = True  # to compile: one seed must do

    def __init__(self, problem):
        super().__init__(problem)
        self.torch._dynamo.reset()  # what was compiled for other sizes must not be reused
        self.loss = self.torch.compile(super().loss, dynamic=False, fullgraph=True)
        try:
            self.both()
        except Exception as error:  # from the compiler, and of any kind
            reason = str(error).strip().splitlines()[0]
            raise Declined(f"torch.compile failed: {reason}") from error
