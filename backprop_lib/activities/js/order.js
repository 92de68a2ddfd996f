/** Put the derivation in order: lines to move and reasons to give, by pointer, touch and keyboard. */

import { fault } from "./judge.js";

const REASON = "Reason …";

function make(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

function button(text, label, act) {
  const made = make("button", { type: "button", textContent: text });
  if (label) made.setAttribute("aria-label", label);
  if (act) made.addEventListener("click", act);
  return made;
}

/** Build the exercise into `root`. `changed` hears of each answer, by part. */
export function mountOrder(root, { parts, page, number, store, changed = () => {} }) {
  const fresh = parts.map(shuffled);
  const key = (part) => `order/${page}/part-${part + 1}`;
  const kept = (part) => {
    const found = store.read(key(part));
    const labels = parts[part].map(({ label }) => label);
    const same = Array.isArray(found?.order) && [...found.order].sort().join() === [...labels].sort().join();
    return same ? found : { order: fresh[part], reasons: {}, solved: false };
  };
  const reasons = [...new Set(parts.flat().map(({ reason }) => reason))].sort();
  const body = make("div", { className: "bp-body" });
  root.querySelector(".bp-body")?.remove();
  root.querySelector(".bp-start").hidden = true;
  root.append(body);
  let current = Math.max(parts.findIndex((_, part) => !kept(part).solved), 0);
  draw(current);
  addEventListener("your-book", ({ detail }) => {
    const reset = detail.value === undefined && (detail.key === null || detail.key === key(current));
    if (reset && body.isConnected) draw(current);
  });

  function draw(part, focus) {
    current = part;
    const { order, reasons: given = {}, solved } = kept(part);
    const byLabel = new Map(parts[part].map((line) => [line.label, line]));
    const list = make("ol", { className: "bp-lines" });
    const verdict = make("p", { className: "bp-verdict" });
    verdict.setAttribute("role", "status");
    const items = order.map((label) => row(byLabel.get(label)));
    list.append(...items);
    body.replaceChildren(tabs(part), palette(), list,
      make("p", { className: "bp-buttons" }, button("Check", "", check), button("Shuffle again", "", () => {
        keep({ order: shuffled(parts[part]), reasons: {}, solved: kept(part).solved });
        draw(part, ".bp-lines button");
      })), verdict);
    number_();
    fit(list);
    if (solved) praise();
    if (focus) body.querySelector(focus)?.focus();

    function row(line) {
      const item = make("li");
      const select = make("select", { className: "bp-reason" }, ...["", ...reasons].map((reason) =>
        make("option", { value: reason, textContent: reason || REASON })));
      select.value = given[line.label] ?? "";
      select.addEventListener("change", () => { given[line.label] = select.value; altered(); });
      const grip = button("⠿", "", null);
      grip.className = "bp-grip";
      grip.addEventListener("keydown", (event) => {
        const step = { ArrowUp: -1, ArrowDown: 1, Home: -items.length, End: items.length }[event.key];
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        move(item, step);
      });
      grip.addEventListener("pointerdown", (event) => drag(event, item));
      const formula = make("div", { className: line.boxed ? "bp-formula bp-boxed" : "bp-formula", innerHTML: line.math });
      const shown = make("span", { className: "bp-shown" });
      item.append(grip, formula, shown, select, button("↑", "", () => move(item, -1)), button("↓", "", () => move(item, 1)));
      Object.assign(item, { line, select, grip, shown });
      item.classList.add("bp-line");
      return item;
    }

    /** Say each line's place in the names of its controls. */
    function number_() {
      [...list.children].forEach((item, k) => {
        const [up, down] = item.querySelectorAll("button:not(.bp-grip)");
        item.grip.setAttribute("aria-label", `Line ${k + 1} of ${items.length}: arrow keys move it`);
        item.select.setAttribute("aria-label", `Reason for line ${k + 1}`);
        up.setAttribute("aria-label", `Move line ${k + 1} up`);
        down.setAttribute("aria-label", `Move line ${k + 1} down`);
        up.disabled = k === 0;
        down.disabled = k === items.length - 1;
      });
    }

    function move(item, step) {
      const all = [...list.children], from = all.indexOf(item);
      const to = Math.max(0, Math.min(all.length - 1, from + step));
      const active = document.activeElement;
      // The others move around it, so that it keeps the focus and the pointer.
      for (let k = from; k < to; k++) list.insertBefore(all[k + 1], item);
      for (let k = from; k > to; k--) item.after(all[k - 1]);
      number_();
      if (active?.disabled) item.grip.focus();
      if (to === from) return;
      altered();
      verdict.textContent = `Now line ${to + 1} of ${all.length}.`;
    }

    function drag(event, item) {
      if (event.button) return;
      item.classList.add("bp-moving");
      const follow = ({ clientY }) => {
        const all = [...list.children], at = all.indexOf(item);
        const middle = (other) => { const box = other.getBoundingClientRect(); return box.top + box.height / 2; };
        if (at > 0 && clientY < middle(all[at - 1])) move(item, -1);
        else if (at < all.length - 1 && clientY > middle(all[at + 1])) move(item, 1);
        nearEdge(clientY);
      };
      pointerUntilUp(follow, () => item.classList.remove("bp-moving"));
    }

    /** The reasons, to be dragged onto lines; the keyboard chooses them in each line's own list. */
    function palette() {
      const chips = reasons.map((reason) => {
        const chip = make("span", { className: "bp-chip", textContent: reason });
        chip.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          const ghost = body.appendChild(make("span", { className: "bp-chip bp-ghost", textContent: reason }));
          let over = null;
          const follow = ({ clientX, clientY }) => {
            Object.assign(ghost.style, { left: `${clientX + 8}px`, top: `${clientY + 8}px` });
            over?.classList.remove("bp-over");
            over = document.elementsFromPoint(clientX, clientY).map((node) => node.closest?.(".bp-line")).find((node) => node && list.contains(node)) ?? null;
            over?.classList.add("bp-over");
            nearEdge(clientY);
          };
          follow(event);
          pointerUntilUp(follow, (dropped) => {
            ghost.remove();
            over?.classList.remove("bp-over");
            if (!over || !dropped) return;
            over.select.value = given[over.line.label] = reason;
            altered();
          });
        });
        return chip;
      });
      const box = make("p", { className: "bp-reasons" }, ...chips);
      box.setAttribute("aria-hidden", "true");
      return box;
    }

    function answer() {
      return [...list.children].map(({ line }) => line);
    }

    function keep(value) {
      store.write(key(part), value);
      changed(`part-${part + 1}`, value);
    }

    function altered() {
      for (const item of items) item.classList.remove("bp-wrong");
      verdict.textContent = "";
      verdict.className = "bp-verdict";
      keep({ order: answer().map(({ label }) => label), reasons: given, solved: kept(part).solved });
    }

    function check() {
      altered();
      const wrong = fault(answer(), given);
      if (wrong) {
        list.children[wrong.at].classList.add("bp-wrong");
        verdict.classList.add("bp-not-yet");
        verdict.innerHTML = `<b>✗ Not yet.</b> ${wrong.words}`;
        return;
      }
      keep({ order: answer().map(({ label }) => label), reasons: given, solved: true });
      body.querySelector(".bp-parts")?.replaceWith(tabs(part));
      if (parts.every((_, k) => kept(k).solved)) store.write(`exercise/${number}`, { passed: true });
      praise();
    }

    function praise() {
      if (fault(answer(), given)) return; // solved before, and moved again since
      for (const item of items) item.shown.textContent = item.line.shown;
      fit(list);
      verdict.className = "bp-verdict bp-right";
      const left = parts.filter((_, k) => !kept(k).solved).length;
      const more = left ? ` ${left === 1 ? "One part is" : `${left} parts are`} still open.` : "";
      verdict.innerHTML = `<b>✓ Right.</b> Every line is in place and has its reason.${more}`;
    }

    function tabs(shown) {
      if (parts.length === 1) return "";
      const buttons = parts.map((_, k) => {
        const tab = button(`Part ${k + 1}${kept(k).solved ? " ✓" : ""}`, "", () => draw(k, `.bp-parts button:nth-child(${k + 1})`));
        tab.setAttribute("aria-pressed", String(k === shown));
        return tab;
      });
      return make("p", { className: "bp-parts" }, ...buttons);
    }
  }
}

/** Shuffle, but never into an order that is right already. */
function shuffled(lines) {
  const order = [...lines];
  do {
    for (let k = order.length - 1; k > 0; k--) {
      const other = Math.floor(Math.random() * (k + 1));
      [order[k], order[other]] = [order[other], order[k]];
    }
  } while (!fault(order, {})?.words.startsWith("Line"));
  return order.map(({ label }) => label);
}

function pointerUntilUp(follow, done) {
  const stop = (event) => {
    removeEventListener("pointermove", follow);
    for (const type of ["pointerup", "pointercancel"]) removeEventListener(type, stop);
    done(event.type === "pointerup");
  };
  addEventListener("pointermove", follow);
  for (const type of ["pointerup", "pointercancel"]) addEventListener(type, stop);
}

/** What is dragged to the edge of the window scrolls it. */
function nearEdge(y) {
  if (y < 90) scrollBy({ top: -14, behavior: "instant" });
  else if (y > innerHeight - 50) scrollBy({ top: 14, behavior: "instant" });
}

/** A line too wide for its place gets a row of its own, then smaller type; at last it scrolls. */
function fit(list) {
  for (const area of list.querySelectorAll(".bp-formula")) {
    if (area.scrollWidth > area.clientWidth + 1) area.parentNode.classList.add("bp-wide");
    const ratio = area.clientWidth / area.scrollWidth;
    if (ratio < 1) area.style.fontSize = `${Math.max(0.6, 0.97 * ratio)}em`;
    if (area.scrollWidth > area.clientWidth + 1) area.tabIndex = 0;
  }
}
