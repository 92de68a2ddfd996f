// JupyterLite says nothing when Python cannot be fetched: its cells wait forever. So we say it.
{
  const { src, dataset: { python } } = document.currentScript;
  const address = new URL(python, src);
  fetch(address).then((answer) => {
    if (!answer.ok) throw new Error(answer.statusText);
  }).catch(() => {
    const bar = document.createElement("p");
    bar.setAttribute("role", "alert");
    bar.style = "position: fixed; inset: auto 0 0; z-index: 1000; margin: 0; padding: 0.75rem 1rem;"
      + "background: #7a1f1f; color: #fff; font: 1rem/1.5 system-ui, sans-serif;";
    bar.textContent = `Python did not load, so the cells cannot run: your browser got nothing from `
      + `${address.host}. Check your connection, and whether your network blocks that address, `
      + `then reload this page. Without a connection, download the notebook from the chapter's page `
      + `and open it with Jupyter on your computer.`;
    document.body.append(bar);
  });
}
