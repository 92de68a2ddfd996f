/* Your book: what the reader wrote and solved, kept in this browser and nowhere else.

   yourBook.read(key)            the value that was written, or undefined
   yourBook.write(key, value)    keep a value that JSON can say; false if it is kept for this page only
   yourBook.remove(key)          forget it
   yourBook.keys(start)          the keys that begin so, in order
   addEventListener("your-book", ({ detail: { key, value } }) => …)
                                 after each change, in another tab, too; value is undefined once
                                 removed, key is null when everything may have changed

   A key says what is kept, where, and for what:
     cell/06-sigmoid-derivative/CELL-ID    an edited cell
     exercise/6.2                          { passed: true } once it is solved
   Others begin with a word of their own, such as predict/ or order/.

   Where storage is off or full, everything works until the page is left, and the reader is told.
   A classic script, since pages opened from a folder (file://) run no modules. */
window.yourBook = (() => {
  const PREFIX = "backprop-book:"; // other sites may share the address's storage
  const held = new Map(); // what storage did not take, as JSON, or null for what was removed
  let told = false;

  const disk = (work) => {
    try { return work(localStorage); } catch (error) { return error; }
  };
  const changed = (key, value) =>
    dispatchEvent(new CustomEvent("your-book", { detail: { key, value } }));

  function tell(error) {
    if (told) return;
    told = true;
    const full = error?.name === "QuotaExceededError";
    const note = document.createElement("p");
    note.className = "book-notice";
    note.setAttribute("role", "status");
    document.body.append(note);
    // A live region speaks what is put into it after it has come.
    setTimeout(() => {
      note.textContent = `${full ? "This browser's storage is full" : "This browser keeps no storage for this page"}, `
        + "so what you write here is lost when you leave the page. "
        + "Everything else works. Download the chapter with your answers to keep them.";
    }, 50);
  }

  function parsed(text) {
    try { return JSON.parse(text); } catch { return undefined; } // written by something else
  }

  function read(key) {
    if (held.has(key)) return held.get(key) === null ? undefined : parsed(held.get(key));
    const text = disk((store) => store.getItem(PREFIX + key));
    return typeof text === "string" ? parsed(text) : undefined;
  }

  function write(key, value) {
    const text = JSON.stringify(value);
    if (text === undefined) throw new TypeError(`value of "${key}" must be something JSON can say`);
    const error = disk((store) => store.setItem(PREFIX + key, text));
    if (error) {
      held.set(key, text);
      tell(error);
    } else held.delete(key);
    changed(key, parsed(text));
    return !error;
  }

  function remove(key) {
    const error = disk((store) => store.removeItem(PREFIX + key));
    if (error) held.set(key, null);
    else held.delete(key);
    changed(key, undefined);
  }

  function keys(start = "") {
    const found = disk((store) => Object.keys(store));
    const all = new Set(Array.isArray(found)
      ? found.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length))
      : []);
    for (const [key, text] of held) text === null ? all.delete(key) : all.add(key);
    return [...all].filter((key) => key.startsWith(start)).sort();
  }

  addEventListener("storage", ({ key, newValue }) => {
    if (key === null) changed(null, undefined);
    else if (key.startsWith(PREFIX)) {
      const own = key.slice(PREFIX.length);
      held.delete(own);
      changed(own, newValue === null ? undefined : parsed(newValue));
    }
  });

  return { read, write, remove, keys };
})();
