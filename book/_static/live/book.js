/* Your book: how far the reader is, on every page, and what can be done with it. */
(() => {
  const root = new URL(document.documentElement.dataset.content_root, location);
  const here = new URL(".", document.currentScript.src);
  const exercises = window.bookExercises.map(([page, number, anchor, title]) => ({
    page, number, title, address: new URL(`${page}.html#${anchor}`, root).href,
  }));
  const solved = ({ number }) => yourBook.read(`exercise/${number}`)?.passed === true;
  const path = (address) => new URL(address, location).pathname;
  const mine = exercises.filter(({ address }) => path(address) === location.pathname);
  const element = (tag, className, ...parts) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...parts);
    return made;
  };

  /** Tick the chapters in the contents, by what is solved of each. */
  function tick() {
    for (const link of document.querySelectorAll("#contents a, .toctree-wrapper a")) {
      link.querySelector(".tick")?.remove();
      const all = exercises.filter(({ address }) => path(address) === path(link.href));
      const done = all.filter(solved).length;
      if (!done) continue;
      const words = done === all.length ? "all exercises solved" : `${done} of ${all.length} exercises solved`;
      const sign = element("span", "", done === all.length ? "✓" : `${done}/${all.length}`);
      sign.setAttribute("aria-hidden", "true");
      link.append(element("span", "tick", sign, element("span", "unseen", `, ${words}`)));
    }
  }

  /** Return in a sentence how far the reader is, and the next open exercise. */
  function sentence() {
    const done = exercises.filter(solved).length;
    const chapter = mine.length ? `, ${mine.filter(solved).length} of ${mine.length} in this chapter` : "";
    const after = mine.length ? exercises.indexOf(mine[0]) : 0;
    const open = [...exercises.slice(after), ...exercises].find((one) => !solved(one));
    const line = element("p", "", `${done} of ${exercises.length} exercises solved${chapter}. `);
    if (!open) line.append("You have solved them all.");
    else {
      const link = element("a", "", `${open.number} ${open.title}`);
      link.href = open.address;
      line.append("Next open exercise: ", link, ".");
    }
    return line;
  }

  const says = element("p", "your-book-says");
  says.setAttribute("role", "status");

  function button(text, act) {
    const made = element("button", "", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  /** Load the part that reads and writes notebooks, and let it act. */
  const notebook = (act) => async () => {
    try {
      if (location.protocol === "file:") throw new Error("a page opened from a folder cannot do this; serve the site");
      says.textContent = await act(await import(new URL("notebook.js", here)));
    } catch (error) {
      says.textContent = `That did not work: ${error.message}.`;
    }
  };

  /** Forget what is kept under keys that begin so, once the reader has confirmed it. */
  function forget(question, starts) {
    if (!confirm(question)) return;
    for (const start of starts) yourBook.keys(start).forEach(yourBook.remove);
    says.textContent = "Done.";
    dispatchEvent(new CustomEvent("your-book-reset", { detail: starts }));
  }

  const page = location.pathname.split("/").pop().replace(/\.html$/, "");
  const tools = () => {
    const file = Object.assign(document.createElement("input"), { type: "file", accept: ".ipynb", hidden: true });
    file.addEventListener("change", () => {
      const [chosen] = file.files;
      if (chosen) notebook(({ open }) => open(chosen))();
      file.value = ""; // so that the same file may be chosen again
    });
    const chapter = [`cell/${page}/`, `predict/${page}/`, `order/${page}/`,
      ...mine.map(({ number }) => `exercise/${number}`)];
    return element("div", "your-book-tools",
      button("Download with your answers", notebook(({ download }) => download())),
      button("Open a downloaded chapter", () => file.click()),
      file,
      button("Reset this chapter", () => forget("Forget your edits and results in this chapter?", chapter)),
      button("Reset the whole book", () => forget("Forget all your edits and results, in every chapter?", [""])));
  };

  /** What the reader wrote in cells that the chapter no longer has is shown, to be copied. */
  function orphans() {
    const start = `cell/${page}/`;
    const keys = yourBook.keys(start).filter((key) => !document.getElementById(`cell-${key.slice(start.length)}`));
    return keys.map((key) => {
      const box = element("details", "", element("summary", "", "You edited a cell that this chapter no longer has"));
      box.append(element("pre", "", yourBook.read(key)?.source ?? ""), button("Forget it", () => {
        yourBook.remove(key);
        box.remove();
      }));
      return box;
    });
  }

  const cover = document.getElementById("your-book");
  const panel = window.bookExercises.some(([name]) => path(new URL(`${name}.html`, root)) === location.pathname)
    && element("section", "your-book");
  if (panel) {
    panel.setAttribute("aria-label", "Your book");
    const kept = element("p", "muted", "What you write and solve is kept in this browser, and sent nowhere.");
    const lost = orphans();
    panel.append(element("h2", "", "Your book"), sentence(), kept, ...lost, tools(), says);
    (document.querySelector("nav.onward") ?? document.querySelector("main").lastChild).before(panel);
  }
  function refresh() {
    tick();
    panel?.querySelector?.("p")?.replaceWith(sentence());
    cover?.replaceChildren(sentence());
  }
  refresh();
  addEventListener("your-book", ({ detail: { key } }) => {
    if (key === null || key.startsWith("exercise/")) refresh();
  });
})();
