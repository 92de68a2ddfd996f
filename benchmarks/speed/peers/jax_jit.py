"""JAX, everything compiled into one function. The arrays live on JAX's side from the start."""

import numpy as np

from ..problem import LEARNING_RATE, RATE, batches


class Peer:
    """`jit(value_and_grad(loss))`; a call ends when its results are there."""

    name = "JAX, jit"
    needs = ("jax",)

    def __init__(self, problem):
        import jax
        import jax.numpy as jnp

        jax.config.update("jax_enable_x64", True)  # else float64 becomes float32

        def loss(parameters, x, y):
            W1, b1, W2, b2 = parameters
            a2 = jax.nn.sigmoid(W2 @ jax.nn.sigmoid(W1 @ x + b1) + b2)
            return jnp.sum((a2 - y) ** 2) / (2 * x.shape[1])

        def one_step(parameters, x, y, rate=RATE):
            C, slopes = jax.value_and_grad(loss)(parameters, x, y)
            return C, [p - rate * slope for p, slope in zip(parameters, slopes, strict=True)]

        self.wait = jax.block_until_ready
        self.compiled = jax.jit(jax.value_and_grad(loss))
        self.compiled_step = jax.jit(one_step)
        parameters = [jnp.asarray(p) for p in problem.parameters]
        self.arguments = parameters, jnp.asarray(problem.x), jnp.asarray(problem.y)

    def both(self):
        return self.wait(self.compiled(*self.arguments))

    def values(self):
        C, slopes = self.both()
        return C.item(), slopes

    def step(self):
        return self.wait(self.compiled_step(*self.arguments))

    def a_pass(self, seed):
        parameters, *data = self.arguments
        for x, y in batches(*map(np.asarray, data), seed):
            _, parameters = self.compiled_step(parameters, x, y, LEARNING_RATE)
        self.arguments = self.wait(parameters), *data

    def current(self):
        return [np.asarray(parameter) for parameter in self.arguments[0]]
