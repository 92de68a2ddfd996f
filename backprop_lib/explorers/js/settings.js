/** Settings as text: those of a link, and those that Python would be given. */

import { read } from "./controls.js";

/** The settings of `state` that differ from the start, as [name, text] pairs. */
export function differences(state, start) {
  const names = Object.keys(start).filter((name) => state[name] !== start[name]);
  return names.map((name) => [name, String(state[name])]);
}

/** Read settings from [name, text] pairs; what cannot be used is named in `problems`. */
export function restored(pairs, config) {
  const state = { ...config.start };
  const problems = [];
  for (const [name, text] of pairs) {
    const control = config.controls.find((item) => item.name === name);
    const { value, problem } = control ? read(text, control) : unbounded(name, text, config);
    if (problem) problems.push(`${name}: ${problem}`);
    else state[name] = value;
  }
  return { state, problems };
}

function unbounded(name, text, config) {
  if (!(name in config.start)) return { problem: "is no setting of this explorer." };
  return read(text, { name, min: -100, max: 100 });
}

/** The call in Python that shows the explorer of `config` as it stands. */
export function called(config, state) {
  const given = differences(state, config.start).map(([name, text]) => {
    return `${name}=${typeof state[name] === "string" ? JSON.stringify(text) : text}`;
  });
  return `explorers.${config.name}(${given.join(", ")})`;
}

/** Put text on the clipboard; where that is forbidden, show it, so that it can be copied by hand. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return `Copied: ${text}`;
  } catch {
    return text;
  }
}
