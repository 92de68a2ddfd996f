/* What can be done with your book: take a chapter along, open it again, take everything back.

   Loaded when it is asked for. A classic script, since it also serves pages opened from a folder. */
(() => {
  const place = document.querySelector(".your-book");
  const more = place.querySelector("button");
  const here = document.currentScript.src;
  const page = location.pathname.split("/").pop().replace(/\.html$/, "");
  const numbers = bookExercises[`book/${page}`] ?? [];
  const says = Object.assign(document.createElement("p"), { className: "your-book-says" });
  says.setAttribute("role", "status");

  function button(text, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.addEventListener("click", act);
    return made;
  }

  /** Load the part that reads and writes notebooks, and let it act. */
  const notebook = (act) => async () => {
    try {
      says.textContent = "";  // so that the same words are heard again
      if (location.protocol === "file:") throw new Error("a page opened from a folder cannot do this; serve the site");
      says.textContent = await act(await import(new URL("notebook.js", here)));
    } catch (error) {
      says.textContent = `That did not work: ${error.message}.`;
    }
  };

  /** Keep this page, and Python, for when there is no network; or forget all pages that are kept. */
  async function offline(event) {
    const pressed = event.target, forgets = pressed.dataset.kept;
    try {
      const keeping = await import(new URL("keeping.js", here));
      if (forgets) await keeping.forget();
      else {
        says.textContent = "Loading Python";
        const size = await keeping.keep((text) => { says.textContent = text; });
        says.textContent = `Kept, ${size.toFixed(1)} MB: this page opens and runs in this browser without a network. `
          + "What its cells have not loaded so far, such as Matplotlib before a figure was drawn, is not in it.";
      }
      if (forgets) says.textContent = "Done. No page is kept for use without a network.";
      offered(pressed, !forgets);
    } catch (error) {
      says.textContent = `That did not work: ${error.message}.`;
    }
  }

  function offered(button, kept) {
    button.textContent = kept ? "Forget kept pages" : "Keep for use without a network";
    button.dataset.kept = kept ? "yes" : "";
  }

  /** Forget what is kept under keys that begin so, once the reader has confirmed it. */
  function forget(question, starts) {
    if (!confirm(question)) return;
    for (const start of starts) yourBook.keys(start).forEach(yourBook.remove);
    says.textContent = "Done.";
    dispatchEvent(new CustomEvent("your-book-reset", { detail: starts }));
  }

  const file = Object.assign(document.createElement("input"), { type: "file", accept: ".ipynb", hidden: true });
  file.addEventListener("change", () => {
    const [chosen] = file.files;
    if (chosen) notebook(({ open }) => open(chosen))();
    file.value = ""; // so that the same file may be chosen again
  });

  /** What the reader wrote in cells that the chapter no longer has is shown, to be copied. */
  function orphans() {
    const start = `cell/${page}/`;
    const gone = yourBook.keys(start).filter((key) => !document.getElementById(`cell-${key.slice(start.length)}`));
    return gone.map((key) => {
      const box = document.createElement("details");
      box.append(document.createElement("summary"), document.createElement("pre"), button("Forget it", () => {
        yourBook.remove(key);
        box.remove();
      }));
      box.firstChild.textContent = "You edited a cell that this chapter no longer has";
      box.children[1].textContent = yourBook.read(key)?.source ?? "";
      return box;
    });
  }

  const tools = document.createElement("div");
  tools.className = "your-book-tools";
  if (numbers.length) {
    const keeper = button("", offline);
    offered(keeper, false);
    const address = location.origin + location.pathname; // as keeping.js keeps it
    window.caches?.match(address, { cacheName: "backprop-book" }).then((kept) => offered(keeper, kept), () => {});
    const chapter = [`cell/${page}/`, ...numbers.map((number) => `exercise/${number.split("#")[0]}`)];
    tools.append(
      button("Download with your answers", notebook(({ download }) => download())),
      button("Open a downloaded chapter", () => file.click()),
      file,
      keeper,
      button("Reset this chapter", () => forget("Forget your edits and results in this chapter?",
        [...chapter, ...["predict", "order"].flatMap((kind) => [`${kind}/${page}/`, `${kind}/${page.slice(0, 2)}/`])])));
  }
  tools.append(button("Reset the whole book", () => forget("Forget all your edits and results, in every chapter?", [""])));
  const pressed = document.activeElement === more; // else it came by itself, to show an orphan
  more.replaceWith(...(numbers.length ? orphans() : []), tools, says);
  if (pressed) tools.querySelector("button").focus();
})();
