/**
 * Text such as (u + v) * u as a tree, by recursive descent. Written here, because JavaScript's own
 * eval would run anything, and its errors do not help. explorers/expressions.py reads the same.
 */

export const FUNCTIONS = ["exp", "log", "sin", "cos", "tanh", "sigmoid", "relu"];
const DEFAULTS = [2, -3, 0.5, 1.5, -1, 0.8]; // of numbers that nobody gave, in order of appearance
export const MOST = { names: 6, steps: 24 };
const TOKEN = /\s*(?:(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+(?:e[-+]?\d+)?)|([A-Za-z_]\w*)|(\*\*|[-+*/(),]))/iy;

/** Why a text cannot be read, in words. */
export class Unreadable extends Error {}

const fail = (words) => {
  throw new Unreadable(words);
};

function tokensOf(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      const at = from + text.slice(from).search(/\S/);
      const hint = text[at] === "^" ? " Write ** for a power." : "";
      fail(`“${text[at]}” at place ${at + 1} means nothing here.${hint}`);
    }
    const [whole, number, name, mark] = match;
    const at = from + whole.length - whole.trimStart().length;
    found.push({ kind: number ? "number" : name ? "name" : mark, text: number ?? name ?? mark, at });
  }
  return found;
}

/**
 * The tree: {constant}, {name}, or {op, parts} with op one of + - * / ** neg and FUNCTIONS.
 * Throws Unreadable.
 */
export function parse(text) {
  const tokens = tokensOf(text);
  if (!tokens.length) fail("Write a computation, such as (u + v) * u.");
  let next = 0;
  let depth = 0;
  const peek = () => tokens[next]?.kind;
  const before = () => tokens[next - 1]?.text;

  function sum() {
    if ((depth += 1) > 30) fail("There are more than 30 brackets in one another.");
    let left = product();
    while (peek() === "+" || peek() === "-") left = { op: tokens[next++].kind, parts: [left, product()] };
    depth -= 1;
    return left;
  }

  function product() {
    let left = sign();
    while (peek() === "*" || peek() === "/") left = { op: tokens[next++].kind, parts: [left, sign()] };
    return left;
  }

  function sign() {
    if (next > 200) fail("That is too long.");
    if (peek() === "+") return next++, sign();
    if (peek() === "-") return next++, { op: "neg", parts: [sign()] };
    return power();
  }

  function power() {
    const base = atom();
    if (peek() !== "**") return base;
    next += 1;
    const exponent = sign();
    if (namesIn(exponent).length) fail("An exponent must be a number. For u ** v write exp(v * log(u)).");
    return { op: "**", parts: [base, exponent] };
  }

  function atom() {
    const token = tokens[next];
    if (!token) fail(`Something is missing after “${before()}”.`);
    next += 1;
    if (token.kind === "number") return { constant: Number(token.text) };
    if (token.kind === "(") return closed(token);
    if (token.kind !== "name") fail(`“${token.text}” cannot ${next > 1 ? `follow “${tokens[next - 2].text}”` : "stand first"}.`);
    if (peek() !== "(") {
      if (FUNCTIONS.includes(token.text)) fail(`Say in brackets of what: ${token.text}(…).`);
      return { name: token.text };
    }
    if (!FUNCTIONS.includes(token.text)) fail(`“${token.text}” is no function here; there are ${FUNCTIONS.join(", ")}. For a product write *.`);
    return { op: token.text, parts: [closed(tokens[next++], token.text)] };
  }

  function closed(bracket, name) {
    const inside = sum();
    if (name && peek() === ",") fail(`${name} is of one number.`);
    if (next === tokens.length) fail(`The bracket at place ${bracket.at + 1} is not closed.`);
    if (peek() !== ")") stray();
    next += 1;
    return inside;
  }

  function stray() {
    const token = tokens[next];
    if (token.kind === ")") fail(`The bracket at place ${token.at + 1} was never opened.`);
    if (token.kind === ",") fail(`A comma at place ${token.at + 1} means nothing here. Decimals have a point.`);
    fail(`Write * between “${before()}” and “${token.text}”, or another sign.`);
  }

  const tree = sum();
  if (next < tokens.length) stray();
  const names = namesIn(tree);
  if (!names.length) fail("Use at least one name, such as u.");
  if (names.length > MOST.names) fail(`There are ${names.length} names; ${MOST.names} fit here.`);
  return tree;
}

/** The names in a tree, in order of appearance. */
export function namesIn(tree) {
  if (tree.name) return [tree.name];
  return [...new Set((tree.parts ?? []).flatMap(namesIn))];
}

/** The numbers of a text such as "u = 3, v = 4". Throws Unreadable. */
export function numbersIn(text) {
  const found = {};
  for (const part of text.split(",").filter((piece) => piece.trim())) {
    const match = /^\s*([A-Za-z_]\w*)\s*=\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*$/.exec(part);
    const value = Number(match?.[2]);
    if (!match || !Number.isFinite(value)) fail(`“${part.trim()}” is no value such as u = 3.`);
    found[match[1]] = value;
  }
  return found;
}

/** A number for each name: those given, and usual ones for the rest. */
export function valuesFor(names, given) {
  return Object.fromEntries(names.map((name, k) => [name, given[name] ?? DEFAULTS[k % DEFAULTS.length]]));
}
