/** The settings of one explorer or lab, and what happens when they change. */

/**
 * Return {state, control, change, reset, stop} for the settings of `config`, beginning with `state`.
 * A change draws with the next frame, empties `said` and tells `changed`, which is the kernel.
 */
export function storeOf(config, state, { draw, said, changed }) {
  const controls = Object.fromEntries(config.controls.map((control) => [control.name, control]));
  let frame = 0;
  const store = { state: { ...state }, control: (name) => controls[name], change, reset, stop };
  return store;

  function change(settings, tell = true) {
    const fresh = Object.entries(settings).filter(([name, value]) => store.state[name] !== value);
    if (!fresh.length) return;
    store.state = { ...store.state, ...Object.fromEntries(fresh) };
    said.textContent = "";
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
    if (tell) changed(Object.fromEntries(fresh), store.state);
  }

  function reset(rows) {
    rows.forEach((item) => item.clear?.());
    change(config.start);
    said.textContent = "Back to the book's numbers.";
  }

  function stop() {
    cancelAnimationFrame(frame);
  }
}
