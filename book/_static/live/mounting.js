/** Explorers in outputs: the page draws, Python holds the traits, each hears of the other. */

import { era, moved, onTraits } from "./python.js";

const here = new URL(".", import.meta.url);
const shown = new Map(); // which Python and which explorer of it: its pictures
let script;

/** Load the explorers' script and styles, where the page came without. */
function load() {
  if (window.bookExplorers) return Promise.resolve();
  script ??= new Promise((done, failed) => {
    const link = Object.assign(document.createElement("link"), {
      rel: "stylesheet", href: new URL("../explorers.css", here),
    });
    const node = Object.assign(document.createElement("script"), {
      src: new URL("../explorers.js", here), onload: done, onerror: failed,
    });
    document.head.append(link, node);
  });
  return script;
}

/** Draw an explorer into `host`. What Python sets while the script is on its way is not lost. */
export async function mountExplorer(host, { id, config, state }) {
  const mine = era(), key = `${mine}-${id}`;
  const waiting = { change: (values) => Object.assign(state, values) };
  const pictures = shown.get(key) ?? [];
  shown.set(key, pictures);
  const place = pictures.push(waiting) - 1;
  try {
    await load();
  } catch {
    script = undefined;
    host.textContent = "The explorer did not load. Check your connection, then run the cell again.";
    return;
  }
  const { mount, copied, differences } = window.bookExplorers;
  host.id = `explorer-${key}-${place}`;
  pictures[place] = mount(host, config, {
    state,
    share: {
      title: "Copy as Python",
      copy: (now) => copied(`explorers.${config.name}(${differences(now, config.start)
        .map(([name, text]) => `${name}=${text}`).join(", ")})`),
    },
    changed: (values) => { if (mine === era()) moved(id, values); },
  });
}

/** Python has set traits: let every picture of that explorer follow. */
onTraits(({ explorer, values }) => {
  for (const picture of shown.get(`${era()}-${explorer}`) ?? []) picture.change(values, false);
});
