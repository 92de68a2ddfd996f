/** Explorers in outputs: the page draws, Python holds the traits, each hears of the other. */

import { era, moved, onTraits } from "./python.js";

const here = new URL(".", import.meta.url);
const shown = new Map(); // which Python and which explorer of it: its pictures
const loading = new Map(); // name of a script: the promise that it is there

const style = (name) => {
  const href = new URL(`../${name}`, here);
  const there = [...document.styleSheets].some((sheet) => sheet.href?.startsWith(href));
  if (!there) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
};

/** Load the explorers' script and styles, or a lab's own, where the page came without. */
function load(name, css) {
  style(css);
  if (window.bookExplorers?.[name]) return Promise.resolve();
  if (!loading.has(name)) loading.set(name, new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), {
      src: new URL(`../${name}.js`, here), onload: done, onerror: failed,
    }));
  }));
  return loading.get(name);
}

/** Draw an explorer into `host`. What Python sets while the script is on its way is not lost. */
export async function mountExplorer(host, { id, config, state }) {
  const [name, css] = config.lab ? [`lab-${config.name}`, "labs.css"] : ["explorers", "explorers.css"];
  const mine = era(), key = `${mine}-${id}`;
  const waiting = { change: (values) => Object.assign(state, values) };
  const pictures = shown.get(key) ?? [];
  shown.set(key, pictures);
  const place = pictures.push(waiting) - 1;
  try {
    await load(name, css);
  } catch {
    loading.delete(name);
    host.textContent = "The explorer did not load. Check your connection, then run the cell again.";
    return;
  }
  const { mount, copied, called } = window.bookExplorers[name];
  host.id = `explorer-${key}-${place}`;
  pictures[place] = mount(host, config, {
    state,
    share: {
      title: "Copy as Python",
      copy: (now) => copied(called(config, now)),
    },
    changed: (values) => { if (mine === era()) moved(id, values); },
  });
}

/** Python has set traits: let every picture of that explorer follow. */
onTraits(({ explorer, values }) => {
  for (const picture of shown.get(`${era()}-${explorer}`) ?? []) picture.change(values, false);
});
