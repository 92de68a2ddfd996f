/** Explorers in outputs: the page draws, Python holds the traits, each hears of the other. */

import { era, moved, onTraits } from "./python.js";

const here = new URL(".", import.meta.url);
const shown = new Map(); // which Python and which explorer of it: its pictures
let script;

const style = (name) => {
  const href = new URL(`../${name}`, here);
  const there = [...document.styleSheets].some((sheet) => sheet.href?.startsWith(href));
  if (!there) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
};

/** Load the explorers' script and styles, where the page came without. */
function load() {
  style("explorers.css");
  if (window.bookExplorers) return Promise.resolve();
  script ??= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), {
      src: new URL("../explorers.js", here), onload: done, onerror: failed,
    }));
  });
  return script;
}

/** Draw a lab, such as the playground: its script came with it, since no other page has it. */
async function mountLab(host, { config, script: text }) {
  style("labs.css");
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const { default: { render } } = await import(address);
  URL.revokeObjectURL(address);
  render({ el: host, model: { get: () => config } });
}

/** Draw an explorer into `host`. What Python sets while the script is on its way is not lost. */
export async function mountExplorer(host, facts) {
  if (facts.script) return mountLab(host, facts);
  const { id, config, state } = facts;
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
    return undefined;
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
  return undefined;
}

/** Python has set traits: let every picture of that explorer follow. */
onTraits(({ explorer, values }) => {
  for (const picture of shown.get(`${era()}-${explorer}`) ?? []) picture.change(values, false);
});
