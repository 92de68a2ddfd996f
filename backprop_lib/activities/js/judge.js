/** What is wrong with an order of lines, or with their reasons: the first thing, as place and words. */

/** Words may hold the book's own MathML, so they are HTML; nothing a reader wrote is in them. */
export function fault(lines, reasons) {
  return outOfPlace(lines) ?? unreasoned(lines, reasons);
}

function outOfPlace(lines) {
  const place = new Map(lines.map(({ label }, k) => [label, k]));
  for (const [k, line] of lines.entries()) {
    const above = lines[k - 1];
    const here = `Line ${k + 1}`;
    if (line.after && above?.label !== line.after) {
      const words = above ? `but it does not go on from line ${k}.` : "so it cannot be the first.";
      return { at: k, words: `${here} begins with “=”, ${words}` };
    }
    const onward = lines.findIndex(({ after }) => above && after === above.label);
    if (onward > k) {
      return { at: k, words: `${here} comes between line ${k} and the line that goes on from it, line ${onward + 1}.` };
    }
    for (const need of line.needs) {
      const other = place.get(need.label);
      if (other > k) return { at: k, words: `${here} ${because(need, `line ${other + 1}`)}` };
    }
  }
  return undefined;
}

function because({ because: kind, what }, other) {
  if (kind === "uses") return `uses ${what}, and ${other} says what that is. So ${other} must come first.`;
  if (kind === "left") return `has the same left side as ${other}, and follows from it. So ${other} must come first.`;
  return `rests on ${other}, which must come first.`;
}

function unreasoned(lines, reasons) {
  const missing = lines.findIndex(({ label }) => !reasons[label]);
  if (missing >= 0) return { at: missing, words: `The order is right. Line ${missing + 1} has no reason yet.` };
  const other = lines.findIndex(({ label, reason }) => reasons[label] !== reason);
  if (other < 0) return undefined;
  const quote = lines[other].words ? ` It says: “${lines[other].words}”` : "";
  return { at: other, words: `The order is right. For line ${other + 1} the chapter gives another reason.${quote}` };
}
