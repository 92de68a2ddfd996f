/* The small box: an equation where it is cited, the value of a symbol where it stands. */
window.equationBox = (() => {
  const { equations, pages, symbols, maps } = window.equationData;
  const HERE = location.pathname.split("/").pop().replace(/\.html$/, "");
  const picture = document.querySelector('main img[alt^="Map of the network"]');
  const box = make("div", { id: "equation-box", className: "equation-box", popover: "manual" });
  document.querySelector("main").append(box);
  let anchor = null, hovered = false, timer = 0;

  function make(name, properties = {}, ...children) {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  }

  /** The formula, of this book's own making, so its markup can be trusted. */
  function formula(markup, boxed) {
    return make("div", { className: boxed ? "formula boxed" : "formula", innerHTML: markup });
  }

  function show(at, parts, { role, label, hover = false }) {
    clearTimeout(timer);
    hide();
    anchor = at;
    hovered = hover;
    box.replaceChildren(...parts);
    box.setAttribute("role", role);
    label ? box.setAttribute("aria-label", label) : box.removeAttribute("aria-label");
    box.showPopover();
    fit();
    place(at.getBoundingClientRect());
  }

  /** A formula wider than the box is set smaller; one still too wide scrolls. */
  function fit() {
    for (const area of box.querySelectorAll(".formula")) {
      const ratio = area.clientWidth / area.scrollWidth;
      if (ratio < 1) area.style.fontSize = `${Math.max(0.6, 0.98 * ratio)}em`;
      if (area.scrollWidth > area.clientWidth + 1) area.tabIndex = 0;
    }
  }

  function place(target) {
    const gap = 6, edge = 8, { width, height } = box.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - edge;
    const below = target.bottom + gap + height < innerHeight || target.top < height + gap + 60;
    const left = Math.max(edge, Math.min(target.left + target.width / 2 - width / 2, room));
    box.style.left = `${left + scrollX}px`;
    box.style.top = `${(below ? target.bottom + gap : target.top - gap - height) + scrollY}px`;
  }

  function hide() {
    clearTimeout(timer);
    if (!anchor) return;
    anchor.removeAttribute("aria-describedby");
    if (anchor.matches(".values")) anchor.setAttribute("aria-expanded", "false");
    anchor = null;
    light([], null);
    box.hidePopover();
  }

  // References

  function cite(link, type) {
    if (type === "focusin" ? link !== document.activeElement : anchor === link) return;
    if (type === "pointerover") return later(link, () => cite(link, "hover"));
    const { number, page, math, words, boxed } = equations[link.hash.replace("#equation-", "")] ?? {};
    if (!number) return;
    const where = page === HERE ? "on this page" : pages[page];
    const head = make("p", { className: "where" }, make("b", { textContent: `(${number})` }), ` ${where}`);
    const spoken = make("span", { className: "unseen", textContent: `: ${words}` });
    if (type === "click") {
      const go = make("a", { href: link.href, textContent: `Go to (${number})` });
      go.addEventListener("click", hide);
      show(link, [head, formula(math, boxed), make("p", {}, go)], { role: "group", label: `Equation (${number})` });
    } else {
      head.append(spoken);
      show(link, [head, formula(math, boxed)], { role: "tooltip", hover: type === "hover" });
      link.setAttribute("aria-describedby", box.id);
    }
  }

  // Symbols

  const TAGS = /^(mi|msup|msub|mfrac)$/;
  const found = (node) => (TAGS.test(node.localName) ? symbols[node.textContent] : undefined);

  /** The whole symbol that a part belongs to: for the z of a fraction ∂a/∂z, the fraction. */
  function symbolAt(part) {
    let whole = null;
    for (let node = part; node && node.localName !== "math"; node = node.parentElement) if (found(node)) whole = node;
    return whole;
  }

  function symbolsIn(equation) {
    const all = [...equation.querySelectorAll(".formula math *")];
    return all.filter((node) => found(node) && symbolAt(node) === node);
  }

  function value(part, type) {
    const symbol = symbolAt(part);
    if (!symbol || symbol === anchor) return;
    if (type === "pointerover") return later(symbol, () => value(symbol, "hover"));
    show(symbol, [detail(found(symbol))], { role: "status", hover: type === "hover" });
    light(found(symbol).nodes, symbol);
  }

  function detail({ math, value: number, words, code, nodes }) {
    const line = make("p", { className: "value" });
    line.innerHTML = math;
    line.append(` = ${number}`);
    const what = make("p", { className: "where" }, `${words}, `, make("code", { textContent: code }));
    const parts = [line, what];
    if (picture && maps[HERE]) {
      const map = make("div", { className: "map" }, make("img", { src: picture.src, alt: "" }), ...rings(nodes));
      map.setAttribute("aria-hidden", "true");
      parts.push(map);
    }
    return make("div", { className: "detail" }, ...parts);
  }

  function rings(nodes) {
    return nodes.filter((name) => maps[HERE]?.[name]).map((name) => {
      const [x, y, size] = maps[HERE][name];
      const ring = make("i", { className: "ring" });
      Object.assign(ring.style, { left: `${x}%`, top: `${y}%`, width: `${size}%` });
      ring.dataset.node = name;
      return ring;
    });
  }

  /** Light the nodes on the chapter's own map, and the symbol in its equation. */
  function light(nodes, symbol) {
    for (const lit of document.querySelectorAll("math .lit")) lit.classList.remove("lit");
    symbol?.classList.add("lit");
    document.querySelector(".map-light")?.remove();
    if (!picture || !nodes.length) return;
    const { offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height } = picture;
    const pad = parseFloat(getComputedStyle(picture).paddingLeft);
    const layer = make("div", { className: "map-light" }, ...rings(nodes));
    Object.assign(layer.style, {
      left: `${left + pad}px`, top: `${top + pad}px`, width: `${width - 2 * pad}px`, height: `${height - 2 * pad}px`,
    });
    picture.after(layer);
  }

  /** All symbols of an equation, for the keyboard: arrows move, Escape and Tab lead back. */
  function list(button) {
    if (anchor === button) return hide();
    const equation = button.closest(".equation");
    const unique = new Map(symbolsIn(equation).map((node) => [node.textContent, node]).reverse());
    const nodes = [...unique.values()].reverse();
    if (!nodes.length) return;
    const options = nodes.map((node) => {
      const { math, name, value: number, words } = found(node);
      const option = make("li", { tabIndex: -1, innerHTML: math });
      option.setAttribute("role", "option");
      option.setAttribute("aria-label", `${name} = ${number}, ${words}`);
      return option;
    });
    const label = button.getAttribute("aria-label");
    const choice = make("ul", {}, ...options);
    choice.setAttribute("role", "listbox");
    choice.setAttribute("aria-label", `${label}: arrow keys move`);
    choice.setAttribute("aria-orientation", "horizontal");
    const place = make("div");
    let chosen = 0;
    const choose = (index) => {
      chosen = (index + nodes.length) % nodes.length;
      options.forEach((option, k) => {
        option.setAttribute("aria-selected", String(k === chosen));
        option.tabIndex = k === chosen ? 0 : -1;
      });
      place.replaceChildren(detail(found(nodes[chosen])));
      light(found(nodes[chosen]).nodes, nodes[chosen]);
      options[chosen].focus({ preventScroll: true });
    };
    options.forEach((option, k) => option.addEventListener("click", () => choose(k)));
    choice.addEventListener("keydown", (event) => {
      const to = { ArrowRight: chosen + 1, ArrowDown: chosen + 1, ArrowLeft: chosen - 1, ArrowUp: chosen - 1, Home: 0, End: -1 }[event.key];
      if (event.key === "Tab") button.focus({ preventScroll: true }), hide();
      if (to === undefined) return;
      event.preventDefault();
      choose(to);
    });
    show(equation, [choice, place], { role: "group", label });
    anchor = button;
    button.setAttribute("aria-expanded", "true");
    choose(0);
    fit();
  }

  // Coming and going

  /** Show only what is still pointed at after a moment, so that a passing pointer opens nothing. */
  function later(at, then) {
    clearTimeout(timer);
    timer = setTimeout(() => { if (at.matches(":hover")) then(); }, 120);
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !anchor) return;
    if (box.contains(document.activeElement)) anchor.focus?.({ preventScroll: true });
    hide();
    event.preventDefault();
  });
  addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || !anchor || !hovered) return;
    if (anchor.contains(event.target) || box.contains(event.target)) return clearTimeout(timer);
    clearTimeout(timer);
    timer = setTimeout(hide, 250); // time to move into the box
  }, true);
  addEventListener("focusout", (event) => {
    if (anchor && (event.target === anchor || box.contains(event.target)) && !box.contains(event.relatedTarget)) hide();
  });
  addEventListener("pointerdown", (event) => {
    if (anchor && !anchor.contains(event.target) && !box.contains(event.target)) hide();
  });
  addEventListener("pagehide", hide);

  return { cite, value, list, shows: (at) => anchor === at };
})();
