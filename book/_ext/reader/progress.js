/* Your book: how far the reader is, on every page; what else can be done with it is in panel.js.

   The page as it was built says it for a reader who has solved nothing yet (reader.py). */
(() => {
  const root = new URL(document.documentElement.dataset.content_root, location);
  const path = (address) => new URL(address, location).pathname;
  const exercises = Object.entries(bookExercises).flatMap(([page, numbers]) => numbers.map((entry) => {
    const [number, anchor = `exercise-${number}`] = entry.split("#");
    const solved = () => yourBook.read(`exercise/${number}`)?.passed === true;
    return { number, solved, anchor, page: new URL(`${page}.html`, root) };
  }));
  const of = (address) => exercises.filter(({ page }) => page.pathname === path(address));
  const solved = (some) => some.filter((exercise) => exercise.solved()).length;
  const element = (tag, className, ...parts) => {
    const made = Object.assign(document.createElement(tag), { className });
    made.append(...parts);
    return made;
  };

  /** Tick the chapters in the contents, by what is solved of each. */
  function tick() {
    for (const link of document.querySelectorAll("#contents a, .toctree-wrapper a")) {
      link.querySelector(".tick")?.remove();
      const all = of(link.href), done = solved(all);
      if (!done) continue;
      const sign = element("span", "", done === all.length ? "✓" : `${done}/${all.length}`);
      sign.setAttribute("aria-hidden", "true");
      const words = done === all.length ? "all exercises solved" : `${done} of ${all.length} exercises solved`;
      link.append(element("span", "tick", sign, element("span", "unseen", `, ${words}`)));
    }
  }

  const mine = of(location);

  /** Return in a sentence how far the reader is, and the next open exercise. */
  function sentence() {
    const chapter = mine.length ? `, ${solved(mine)} of ${mine.length} in this chapter` : "";
    const line = element("p", "", `${solved(exercises)} of ${exercises.length} exercises solved${chapter}. `);
    const from = mine.length ? exercises.indexOf(mine[0]) : 0;
    const open = [...exercises.slice(from), ...exercises].find((exercise) => !exercise.solved());
    if (open) {
      const link = element("a", "", `Exercise ${open.number}`);
      link.href = new URL(`#${open.anchor}`, open.page);
      line.append("Next open: ", link, ".");
    } else line.append("You have solved them all.");
    return line;
  }

  const place = document.getElementById("your-book");

  function refresh() {
    tick();
    place?.querySelector("p").replaceWith(sentence());
  }

  const start = `cell/${location.pathname.split("/").pop().replace(/\.html$/, "")}/`;
  const gone = (key) => !document.getElementById(`cell-${key.slice(start.length)}`);
  // An edit of a cell that is no more is shown at once.
  if (mine.length && yourBook.keys(start).some(gone)) place.querySelector("button")?.click();
  refresh();
  addEventListener("your-book", ({ detail: { key } }) => {
    if (key === null || key.startsWith("exercise/")) refresh();
  });
})();
