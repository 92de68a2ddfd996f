/** On a page without a kernel: put an explorer in the place of each still picture. */

import { copied, differences, restored } from "./settings.js";

/** Mount each figure of the page that `selector` finds. The one that the address names starts where the link says. */
export function mountEach(selector, mount) {
  for (const host of document.querySelectorAll(selector)) {
    const config = JSON.parse(host.dataset.explorer ?? host.dataset.lab);
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
