"""Correct answers that look different: loops, einsum, other orders, other types, other names."""

from fractions import Fraction

import numpy as np
import sympy as sp

from backprop_lib import Gradients, Network, gradients, sigmoid
from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.exercise import NUMBER, PROOF


def loop_layer(W, a, b):
    out = np.zeros((W.shape[0], a.shape[1]))
    for j in range(W.shape[0]):
        for k in range(a.shape[1]):
            total = b[j, 0]
            for i in range(W.shape[1]):
                total = total + W[j, i] * a[i, k]
            out[j, k] = 1 / (1 + np.exp(-total))
    return out


def loop_cost(a2, y):
    total = 0
    for column in range(a2.shape[1]):
        for row in range(a2.shape[0]):
            total += 0.5 * (a2[row][column] - y[row][column]) ** 2
    return total / a2.shape[1]


def error(a2, y):
    return (a2 - y) * (1 - a2) * a2


def loop_weight_gradient(a1, a2, y):
    total = 0
    for k in range(a1.shape[1]):
        total = total + np.outer(error(a2[:, k], y[:, k]), a1[:, k])
    return total / a1.shape[1]


def loop_table(a1, n2):
    table = np.zeros((n2, n2, len(a1)))
    for k in range(n2):
        table[k, k] = a1
    return table


def slopes_by_complex_steps(f, slope, points):
    measured = [f(x + 1e-20j).imag / 1e-20 for x in points]
    return sum(abs(m - slope(x)) > 1e-6 * abs(m) for m, x in zip(measured, points, strict=True))


def slopes_all_at_once(f, slope, points):
    forward = (f(points.astype(float) + 1e-6) - f(points.astype(float))) / 1e-6
    return np.sum(~np.isclose(forward, slope(points), rtol=5e-3, atol=0))


def backward_einsum(x, a1, W2, a2, y):
    e2 = error(a2, y) / x.shape[1]
    e1 = np.einsum("ji,jk->ik", W2, e2) * (a1 - a1**2)
    return {
        "W1": np.einsum("ik,hk->ih", e1, x),
        "b1": e1.sum(1)[:, None],
        "W2": np.einsum("jk,ik->ji", e2, a1),
        "b2": e2.sum(1)[:, None],
    }


def backward_by_example(x, a1, W2, a2, y):
    m = x.shape[1]
    total = [0, 0, 0, 0]
    for k in range(m):
        one = [v[:, [k]] for v in (x, a1, a2, y)]
        e2 = error(one[2], one[3])
        e1 = one[1] * (1 - one[1]) * (W2.T @ e2)
        for place, value in enumerate((e1 @ one[0].T, e1, e2 @ one[1].T, e2)):
            total[place] = total[place] + value / m
    return total


def step_with_library(W1, b1, W2, b2, x, y):
    network = Network(W1, b1, W2, b2)
    return [p - g / 2 for p, g in zip(network, gradients(network, x, y), strict=True)]


def step_with_network(W1, b1, W2, b2, x, y):
    a1 = sigmoid(W1 @ x + b1)
    a2 = sigmoid(W2 @ a1 + b2)
    slopes = backward_by_example(x, a1, W2, a2, y)
    return Network(*(p - 0.5 * g for p, g in zip((W1, b1, W2, b2), slopes, strict=True)))


def step_einsum(W1, b1, W2, b2, x, y):
    a1 = 1 / (1 + np.exp(-(b1 + W1 @ x)))
    a2 = 1 / (1 + np.exp(-(b2 + W2 @ a1)))
    slopes = backward_einsum(x, a1, W2, a2, y)
    return (
        W1 - slopes["W1"] / 2,
        b1 - slopes["b1"] / 2,
        W2 - slopes["W2"] / 2,
        b2 - slopes["b2"] / 2,
    )


def repaired_by_copy(a1, W2, a2, y):
    old = W2.copy()
    e2 = error(a2, y)
    new = W2 - 0.5 * e2 @ a1.T / a1.shape[1]
    return [new, a1 * (1 - a1) * (old.T @ e2)]


def repaired_loop(a1, W2, a2, y):
    e2 = error(a2, y)
    e1 = np.array(
        [
            [sum(W2[j, i] * e2[j, k] for j in range(len(W2))) for k in range(a1.shape[1])]
            for i in range(W2.shape[1])
        ]
    )
    return W2 - loop_weight_gradient(a1, a2, y) / 2, e1 * a1 * (1 - a1)


# At least two for every function, written by hand.
FUNCTIONS = {
    "1.2": [
        lambda n0, n1, n2: n1 * (n0 + 1) + n2 * (n1 + 1),
        lambda i, h, o: np.sum([h * i, h, o * h, o]),
    ],
    "1.3": [
        lambda i, h, o: np.array([[h, i], [h, 1], [o, h], [o, 1]]),
        lambda i, h, o: tuple(np.zeros(s).shape for s in ((h, i), (h, 1), (o, h), (o, 1))),
    ],
    "2.2": [lambda W, a, b: b + a * W, lambda W, a, b: float(np.dot([W, b], [a, 1]))],
    "2.3": [
        lambda x, p, q, r, s: sigmoid(s + r * sigmoid(q + p * x)),
        lambda x, p, q, r, s: 1 / (1 + np.exp(-(r / (1 + np.exp(-(p * x + q))) + s))),
    ],
    "2.4": [
        loop_layer,
        lambda W, a, b: sigmoid(np.einsum("ji,ik->jk", W, a) + b),
        lambda W, a, b: sigmoid((a.T @ W.T + b.T).T),
    ],
    "3.2": [lambda a, y: 0.5 * (y - a) ** 2, lambda a, y: (a * a - 2 * a * y + y * y) / 2],
    "3.3": [
        lambda a, y: float(((y - a).T @ (y - a)).item() / 2),
        lambda a, y: sum((p - q) ** 2 for p, q in zip(a.ravel(), y.ravel(), strict=True)) / 2,
    ],
    "3.4": [
        loop_cost,
        lambda a, y: np.mean(np.sum((y - a) ** 2, axis=0)) / 2,
        lambda a, y: np.linalg.norm(a - y) ** 2 / (2 * len(a.T)),
    ],
    "4.2": [lambda p, q, r: r * q * p, lambda *slopes: np.prod(slopes)],
    "4.3": [lambda p, q, r, s: s * r + q * p, lambda p, q, r, s: np.dot([p, r], [q, s])],
    "5.2": [lambda a, y: -(y - a), lambda a, y: -y + a],
    "5.4": [
        lambda a, y: a / a.shape[1] - y / a.shape[1],
        lambda a, y: np.subtract(a, y) / len(a[0]),
    ],
    "6.2": [lambda a: a - a**2, lambda a: (1 - a) * a, lambda a: 0.25 - (a - 0.5) ** 2],
    "6.3": [
        lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
        lambda z: sigmoid(z) * sigmoid(-z),
        lambda z: 0.25 / np.cosh(z / 2) ** 2,
    ],
    "7.3": [
        loop_table,
        lambda a, n: np.einsum("kj,i->kji", np.eye(n), a),
        lambda a, n: np.multiply.outer(np.identity(n), a),
    ],
    "8.2": [
        lambda p, a, y: (a - y) * (a - a * a) * p,
        lambda p, a, y: np.prod([p, a, 1 - a, a - y]),
    ],
    "8.3": [
        loop_weight_gradient,
        lambda p, a, y: np.einsum("jk,ik->ji", error(a, y), p) / p.shape[1],
        lambda p, a, y: (p @ (error(a, y) / p.shape[1]).T).T,
    ],
    "8.4": [
        lambda p, z, y: loop_weight_gradient(p, sigmoid(z), y),
        lambda p, z, y: error(sigmoid(z), y) @ p.T / len(y.T),
    ],
    "9.2": [lambda d, a: d * a, lambda d, a: np.multiply(a, d)],
    "9.3": [
        lambda a, y: error(a, y) @ np.ones((a.shape[1], 1)) / a.shape[1],
        lambda a, y: [[sum(row) / len(row)] for row in error(a, y)],
        lambda a, y: np.einsum("jk->j", error(a, y))[:, None] / a.shape[1],
    ],
    "9.4": [
        lambda a, y: error(a, y).sum(axis=0).mean(),
        lambda a, y: error(a, y).mean(axis=1).sum(),
        lambda a, y: sum(sum(row) for row in error(a, y).tolist()) / a.shape[1],
    ],
    "10.2": [
        lambda x, p, W, a, y: [x * W * (p - p**2) * error(a, y), error(a, y) * W * p * (1 - p)],
        lambda x, p, W, a, y: np.array([x, 1]) * (error(a, y) * p * (1 - p) * W),
    ],
    "10.3": [
        lambda W, e: np.einsum("ji,jk->ik", W, e),
        lambda W, e: (e.T @ W).T,
        lambda W, e: sum(np.outer(W[j], e[j]) for j in range(len(W))),
    ],
    "10.4": [
        lambda x, p, d: np.einsum("ik,hk->ih", d * (p - p * p), x) / x.shape[1],
        lambda x, p, d: (x @ (d * p * (1 - p)).T).T / len(x.T),
    ],
    "11.2": [
        backward_einsum,
        backward_by_example,
        lambda *args: Gradients(*backward_by_example(*args)),
    ],
    "11.3": [step_with_library, step_with_network, step_einsum],
    "11.4": [repaired_by_copy, repaired_loop],
    "12.2": [
        lambda m, size, passes: passes * ((m + size - 1) // size),
        lambda m, size, passes: passes * int(np.ceil(m / size)),
        lambda m, size, passes: passes * len(range(0, m, size)),
    ],
    "12.3": [
        lambda W1, p, W2, a, y: np.einsum("ih,ik->hk", W1, p * (1 - p) * (W2.T @ error(a, y))),
        lambda W1, p, W2, a, y: ((error(a, y).T @ W2) * (p - p**2).T @ W1).T,
    ],
    "12.4": [
        lambda W, a, d, rate: W - rate * np.einsum("jk,ik->ji", d, a) / a.shape[1],
        lambda W, a, d, rate: W - rate * (a @ d.T).T / len(d.T),
    ],
    "15.2": [
        lambda a, y: a / (a - a**2) - y / (a * (1 - a)),
        lambda a, y: (1 - y) / (1 - a) - y / a,
    ],
    "15.4": [lambda a, y: -(y - a), lambda a, y: np.subtract(a, y)],
    "15.5": [
        lambda z, W, d: (z > 0) * np.einsum("ji,jk->ik", W, d),
        lambda z, W, d: np.heaviside(z, 0) * (d.T @ W).T,
    ],
    "16.2": [lambda u, v: [v, u], lambda u, v: np.array([u, v])[::-1]],
    "16.4": [
        lambda p, q, r, s, t, u: p * q + r * s + t * u,
        lambda *d: np.dot(d[::2], d[1::2]),
    ],
    "16.5": [lambda u: 3 * u**2, lambda u: u * u + u * (u + u)],
    "13.2": [
        lambda w, h: (2 * h * (3 * w * w + h * h)) / (2 * h),
        lambda w, h: 0.5 * (((w + h) ** 3 - w**3) / h + (w**3 - (w - h) ** 3) / h),
    ],
    "13.4": [
        lambda v, s: float(np.vdot(v, s)),
        lambda v, s: np.trace(v @ s.T),
        lambda v, s: sum(p * q for p, q in zip(v.ravel(), s.ravel(), strict=True)),
    ],
    "13.5": [
        lambda v, r: np.linalg.norm((v - r).ravel(), np.inf) / np.linalg.norm(r.ravel(), np.inf),
        lambda v, r: max(abs(v - r).ravel()) / max(abs(r).ravel()),
    ],
    "14.2": [
        lambda a, W, d: (a - a**2) * np.einsum("ji,jk->ik", W, d),
        lambda a, W, d: (d.T @ W).T * a * (1 - a),
    ],
    "14.3": [
        lambda d, a: [np.einsum("jk,ik->ji", d, a) / a.shape[1], d.sum(1)[:, None] / a.shape[1]],
        lambda d, a: ((a @ d.T).T / len(d.T), d @ np.ones((len(d.T), 1)) / len(d.T)),
    ],
    "14.4": [lambda p, q: (2 / (p + q)) ** 0.5, lambda p, q: 1 / np.sqrt((p + q) / 2)],
    "14.5": [
        lambda a1, a2, W2, W3, d: a1 * (1 - a1) * (W2.T @ ((a2 - a2**2) * (W3.T @ d))),
        lambda a1, a2, W2, W3, d: (((d.T @ W3) * (a2 * (1 - a2)).T) @ W2).T * a1 * (1 - a1),
    ],
    "1.4": [lambda n0, n1, n2: sum(n2 for _ in range(n1)), lambda n0, n1, n2: n2 * n1 * n0 / n0],
    "2.5": [lambda a: -np.log(1 / a - 1), lambda a: np.log(a) - np.log1p(-a)],
    "5.5": [slopes_by_complex_steps, slopes_all_at_once],
    "8.5": [lambda a1, a2, y: a1 * a2 - a1 * y, lambda a1, a2, y: -(y - a2) * a1],
    "10.6": [
        lambda x, a1, w, a2, y: error(a2, y) * (a1 + x * w * (a1 - a1**2)),
        lambda x, a1, w, a2, y: sum((a1, x * a1 * (1 - a1) * w)) * error(a2, y),
    ],
}


def right_answers(exercise):
    """Return at least five correct answers to an exercise: {what is different: answer}."""
    solution = solve(exercise)
    if exercise.kind == NUMBER:
        value = exercise.answer
        return {
            "float": float(value),
            "NumPy float32": np.float32(value),
            "zero-dimensional array": np.array(value),
            "one-entry matrix": np.array([[value]]),
            "list": [value],
            "fraction": Fraction(value).limit_denominator(10**6),
            "SymPy number": sp.Rational(str(value)),
            "rounded differently": value + 4e-5,
        }
    if exercise.kind == PROOF:
        reals = {s: sp.Symbol(s.name, real=True) for s in solution.free_symbols}
        extra = sp.Symbol(exercise.symbols[0])
        return {
            "expanded": sp.expand(solution),
            "factored": sp.factor(solution),
            "real symbols": solution.xreplace(reals),
            "collected": sp.collect(sp.expand(solution), extra),
            "in decimals": solution * sp.Float("0.5") * 2,
            "nothing added": sp.Add(solution, sp.S.Zero * extra),
        }
    hand = {f"by hand {k}": answer for k, answer in enumerate(FUNCTIONS[exercise.id])}
    return hand | {
        "other names": lambda *args: solution(*args),
        "lists": lambda *args: listed(solution(*args)),
        "float32": lambda *args: solution(*map(single, args)),
        "column-major copies": lambda *args: (
            solution(*map(np.asfortranarray, args)) if all(map(np.ndim, args)) else solution(*args)
        ),
        "a callable object": type("Answer", (), {"__call__": lambda self, *a: solution(*a)})(),
    }


def solve(exercise):
    """Run the worked solution as a reader would, and return the answer."""
    names = {"np": np, "sp": sp, "sigmoid": sigmoid}
    exec(exercise.solution, names)
    return names[exercise.name]


def listed(value):
    return [listed(v) for v in value] if isinstance(value, tuple) else np.asarray(value).tolist()


def single(value):
    whole = isinstance(value, int) or callable(value)  # a size stays whole
    return value if whole else np.float32(value)


ALL = {exercise.id: right_answers(exercise) for exercise in EXERCISES.values()}
