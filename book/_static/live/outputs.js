/** What a cell shows, as in a notebook. Text is inserted as text; nothing a cell says becomes HTML. */

import { mountExplorer } from "./mounting.js";

const MATH = new Set(`math mrow mi mn mo ms mtext mspace msup msub msubsup mfrac msqrt mroot mover
  munder munderover mtable mtr mtd mfenced mstyle mpadded menclose`.split(/\s+/));
const ATTRIBUTES = new Set(["display", "mathvariant", "stretchy", "lspace", "rspace", "open", "close"]);

const made = (tag, className, text = "") =>
  Object.assign(document.createElement(tag), { className, textContent: text });

/** The output of one cell. The old one stays until the first new piece, or the end, replaces it. */
export class Output {
  constructor(cell) {
    this.cell = cell;
    this.old = cell.node.querySelector(":scope > .cell_output");
    this.box = made("div", "cell_output docutils container");
    this.shown = false;
  }

  /** Put the new output in the place of the old. */
  place() {
    if (this.shown) return;
    this.shown = true;
    if (this.old) this.old.replaceWith(this.box);
    else this.cell.node.append(this.box);
  }

  /** Begin again: the cell is run once more, with a package it lacked. */
  clear() {
    this.box.replaceChildren();
  }

  add(node) {
    this.box.append(node);
    this.place();
    return node;
  }

  hear({ kind, ...facts }) {
    if (kind === "stream") this.stream(facts);
    else if (kind === "output") this.value(facts.data);
    else if (kind === "again") this.clear();
  }

  /** Append printed text; a carriage return starts the line anew, as progress bars expect. */
  stream({ name, text }) {
    let last = this.box.lastElementChild;
    if (last?.dataset.stream !== name) {
      last = made("div", "output stream highlight");
      last.dataset.stream = name;
      last.append(document.createElement("pre"));
      this.add(last);
    }
    const pre = last.firstElementChild;
    pre.textContent = (pre.textContent + text).replace(/[^\n]*\r(?!\n)/g, "");
  }

  value(data) {
    if (data["application/x-explorer"]) this.explorer(JSON.parse(data["application/x-explorer"]));
    else if (data["image/svg+xml"]) this.figure(data["image/svg+xml"]);
    else if (data["application/mathml+xml"]) this.mathematics(data["application/mathml+xml"], data["text/plain"]);
    else {
      const box = this.add(made("div", "output text_plain highlight"));
      box.append(made("pre", "", `${data["text/plain"]}\n`));
    }
  }

  figure(svg) {
    const image = new Image();
    const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    image.alt = drawing.querySelector("title")?.textContent ?? "A figure drawn by this cell";
    const [, , width, height] = (drawing.getAttribute("viewBox") ?? "").split(" ").map(Number);
    if (height) Object.assign(image, { width: Math.round(width * 4 / 3), height: Math.round(height * 4 / 3) });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    this.add(image);
  }

  mathematics(text, plain) {
    const read = new DOMParser().parseFromString(`<math display="block">${text}</math>`, "text/html");
    const box = this.add(made("div", "equation"));
    box.dataset.plain = plain;
    box.append(made("div", "formula"));
    box.firstChild.append(clean(read.querySelector("math")));
  }

  explorer(facts) {
    mountExplorer(this.add(made("figure", "backprop-explorer")), facts);
  }

  /** The last lines that matter, and where. */
  error({ error, text, line, calls }, source, above) {
    const box = this.add(made("div", "live-error"));
    if (above) box.append(made("p", "", `This cell builds on cell ${above.number}, which failed:`));
    const rows = source.split("\n");
    const steps = calls?.length ? calls.map(([, number]) => number) : line ? [line] : [];
    const text2 = [...new Set(steps)].map((number) => `line ${number}:  ${rows[number - 1]?.trim() ?? ""}`);
    box.append(made("pre", "", [...text2, text].join("\n")));
    box.dataset.error = error;
  }

  /** All there is has come. */
  end() {
    this.place();
    this.box.hidden = !this.box.hasChildNodes();
  }

  get text() {
    return [...this.box.children].map((part) => part.querySelector("pre")?.textContent
      ?? part.dataset.plain ?? part.alt ?? "").join("");
  }
}

/** Copy mathematics, and only that: elements and attributes that MathML has for layout. */
function clean(node) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  const tag = node.localName;
  if (!MATH.has(tag)) return document.createTextNode(node.textContent ?? "");
  const copy = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
  for (const { name, value } of node.attributes ?? []) {
    if (ATTRIBUTES.has(name)) copy.setAttribute(name, value);
  }
  copy.append(...[...node.childNodes].map(clean));
  return copy;
}
