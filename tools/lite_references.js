// A notebook cannot lead to an equation of another chapter. The book beside it can: its list of all
// equations knows where each one stands.
{
  const list = new URL("../book/equations.html", document.currentScript.src);
  document.addEventListener("click", async (event) => {
    const anchor = event.target.closest?.("a")?.hash ?? "";
    if (!/^#(eq|vec|deep)-\d+$/.test(anchor)) return;
    event.preventDefault();
    const text = await (await fetch(list)).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    const link = page.querySelector(`a[href$="#equation-${anchor.slice(1)}"]`);
    open(link ? new URL(link.getAttribute("href"), list) : list, "equation"); // one tab for all
  }, true);
}
