/** On a page without a kernel: put an explorer in the place of each still picture. */

import { differences, mount, restored } from "./explorer.js";
import { copied } from "./jupyter.js";

/** Mount every explorer of the page. The one that the address names starts where the link says. */
export function mountAll() {
  for (const host of document.querySelectorAll("figure[data-explorer]")) {
    const config = JSON.parse(host.dataset.explorer);
    const here = location.hash === `#${host.id}`;
    const pairs = here ? [...new URLSearchParams(location.search)] : [];
    const { state, problems } = restored(pairs, config);
    const explorer = mount(host, config, { state, share: { title: "Link to this", copy } });
    if (problems.length) explorer.say(`The link could not be followed in full. ${problems.join(" ")}`);

    async function copy(now) {
      const query = new URLSearchParams(differences(now, config.start)).toString();
      const address = new URL(`?${query}#${host.id}`, location.href).href;
      history.replaceState(null, "", address);
      return copied(address);
    }
  }
}
