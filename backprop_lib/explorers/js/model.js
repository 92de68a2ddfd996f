/**
 * The network's arithmetic: the formulas of backprop_lib/core.py, in the same order.
 * A state holds x, W1, b1, W2, b2, y and an explorer's settings. Numbers in brackets are equations.
 */

/** σ(z), (13). The exponential is only taken of a number that is not positive: no overflow. */
export function sigmoid(z) {
  const e = Math.exp(z < 0 ? z : -z);
  return (z < 0 ? e : 1) / (1 + e);
}

/** The forward pass. A state that holds z2 or a2 fixes it. */
export function forward(state) {
  const z1 = state.W1 * state.x + state.b1; // (1)
  const a1 = sigmoid(z1); // (2)
  const z2 = state.z2 ?? state.W2 * a1 + state.b2; // (3)
  const a2 = state.a2 ?? sigmoid(z2); // (4)
  return { z1, a1, z2, a2 };
}

/** Every value and every derivative of the chain, after the steps of descent if there are any. */
export function quantities(state) {
  const now = state.steps ? descended(state) : state;
  const { x, y, W1, b1, W2, b2 } = now;
  const { z1, a1, z2, a2 } = forward(now);
  const dC0_da2 = a2 - y; // (12)
  const C0 = 0.5 * dC0_da2 * dC0_da2; // (5)
  const da2_dz2 = a2 * (1 - a2); // (28)
  const da1_dz1 = a1 * (1 - a1); // (43)
  const dC0_dz2 = da2_dz2 * dC0_da2;
  const dC0_da1 = W2 * dC0_dz2;
  const dC0_dz1 = da1_dz1 * dC0_da1;
  return {
    ...state, W1, b1, W2, b2, z1, a1, z2, a2, C0,
    dC0_da2, da2_dz2, dC0_dz2, dC0_da1, da1_dz1, dC0_dz1,
    off: a2 - y, size: state.n1 * (state.n0 + 1) + state.n2 * (state.n1 + 1),
    dz2_dW2: a1, dz2_db2: 1, dz2_da1: W2, // (33), (38), (44)
    dz1_dW1: x, dz1_db1: 1, // (42), (49)
    dC0_dW2: dC0_dz2 * a1, // (52)
    dC0_db2: dC0_dz2, // (53)
    dC0_dW1: dC0_dz1 * x, // (54)
    dC0_db1: dC0_dz1, // (55)
  };
}

/** The value of a name: a quantity, or a measured ratio such as ΔC0_Δa2 for a nudge by h. */
export function measure(name, state, nudge) {
  const now = quantities(state);
  if (!name.startsWith("Δ")) return now[name];
  const [above, below] = name.slice(1).split("_Δ");
  const then = quantities({ ...state, [nudge]: state[nudge] + state.h });
  return (then[above] - now[above]) / (then[below] - now[below]);
}

/** The states of gradient descent: path[k] is `state` after k steps. The latest path is kept. */
export function path(state, length = state.steps) {
  const key = ["x", "y", ...PARAMETERS, "rate"].map((name) => state[name]).join();
  if (key !== latest.key) latest = { key, path: [{ ...state, steps: 0 }] };
  while (latest.path.length <= length) {
    const last = latest.path.at(-1);
    const q = quantities(last);
    const next = { ...last };
    for (const name of PARAMETERS) next[name] -= state.rate * q[`dC0_d${name}`];
    latest.path.push(next);
  }
  return latest.path;
}

export const PARAMETERS = ["W1", "b1", "W2", "b2"];
let latest = { key: null, path: [] };
const descended = (state) => path(state)[state.steps];
