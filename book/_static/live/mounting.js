/** Explorers in outputs: the page draws, Python holds the traits, each hears of the other. */

import { moved, onTraits } from "./python.js";

const here = new URL(".", import.meta.url);
const shown = new Map();
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

/** Draw an explorer into `host`. */
export async function mountExplorer(host, { id, config, state }) {
  await load();
  const { mount, copied, differences } = window.bookExplorers;
  host.id = `explorer-${id}-${shown.size}`;
  const explorer = mount(host, config, {
    state,
    share: {
      title: "Copy as Python",
      copy: (now) => copied(`explorers.${config.name}(${differences(now, config.start)
        .map(([name, text]) => `${name}=${text}`).join(", ")})`),
    },
    changed: (values) => moved(id, values),
  });
  shown.set(id, [...(shown.get(id) ?? []), explorer]);
}

/** Python has set traits: let every picture of that explorer follow. */
onTraits(({ explorer, values }) => {
  for (const picture of shown.get(explorer) ?? []) picture.change(values, false);
});
