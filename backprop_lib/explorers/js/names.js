/** What things are called: in symbols for the eye, in words for a screen reader. */

const LAYER = { 1: ["^{L-1}", "of layer L minus 1"], 2: ["^L", "of layer L"] };
const WORDS = { W: "weight", b: "bias", z: "weighted sum", a: "activation" };
const OTHERS = {
  x: ["x", "input"],
  y: ["y", "target"],
  C0: ["C_0", "cost"],
  h: ["h", "nudge"],
  size: ["size", "numbers to learn"],
  off: ["a^L-y", "output minus target"],
  rate: ["rate", "learning rate"],
  steps: ["steps", "steps of descent"],
  depth: ["depth", "number of layers"],
  width: ["width", "neurons in each layer"],
  spread: ["s", "spread of the start weights"],
  seed: ["seed", "number of the random start"],
  n0: ["n_0", "number of inputs"],
  n1: ["n_1", "neurons in layer L minus 1"],
  n2: ["n_2", "neurons in layer L"],
};

/** The symbol of a name in a scrap of TeX: W1 is W^{L-1}, dC0_dW2 is ∂C_0/∂W^L. */
export function symbol(name) {
  const ratio = /^(d|Δ)(.+)_\1(.+)$/.exec(name);
  if (ratio) {
    const d = ratio[1] === "d" ? "∂" : "Δ";
    return `${d}${symbol(ratio[2])}/${d}${symbol(ratio[3])}`;
  }
  return OTHERS[name]?.[0] ?? (LAYER[name[1]] ? name[0] + LAYER[name[1]][0] : name);
}

/** The name in words: "weight of layer L", "derivative of cost by input". */
export function words(name) {
  const ratio = /^(d|Δ)(.+)_\1(.+)$/.exec(name);
  if (ratio) {
    const kind = ratio[1] === "d" ? "derivative of" : "measured slope of";
    return `${kind} ${words(ratio[2])} by ${words(ratio[3])}`;
  }
  return OTHERS[name]?.[1] ?? (LAYER[name[1]] ? `${WORDS[name[0]]} ${LAYER[name[1]][1]}` : name);
}

/**
 * A number for reading: fixed decimals; powers of ten below a thousandth, in every view alike; zero
 * for what only rounding has left; a dash for what is none, such as the ratio 0/0 of a nudge that a
 * saturated neuron does not pass on.
 */
export function number(value, digits = 4) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  if (size < 1e-14) return (0).toFixed(digits);
  if (size >= 1e-3) return value.toFixed(digits).replace("-", "−");
  const [mantissa, power] = value.toExponential(1).split("e");
  const raised = power.slice(1).replace(/\d/g, (d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[d]);
  return `${mantissa.replace("-", "−")}·10⁻${raised}`;
}

/** A setting as a person would type it. */
export const plain = (value) => String(+value.toFixed(6)).replace("-", "−");

/** Cut a scrap of TeX into runs: {text, shift (1 up, -1 down, 0), italic}. */
export function runs(tex) {
  const found = [];
  for (const [, mark, group, one] of tex.matchAll(/([\^_]?)(?:\{([^}]*)\}|([A-Za-z]+|[^{^_]))/g)) {
    const [body, rest] = mark && !group ? [one[0], one.slice(1)] : [group ?? one, ""];
    const shift = { "^": 1, _: -1 }[mark] ?? 0;
    for (const text of body.match(/[A-Za-z]+|[^A-Za-z]+/g)) {
      found.push({ text: text.replace("-", "−"), shift, italic: /^[A-Za-z]$/.test(text) });
    }
    if (rest) found.push({ text: rest, shift: 0, italic: rest.length === 1 });
  }
  return found;
}
