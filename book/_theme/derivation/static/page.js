// What a page does when it can: theme button, copy buttons, LaTeX on the clipboard, keyboard scrolling.
// The copy button is a few lines here; sphinx-copybutton brings 10 kB and its own place for it.

const root = document.documentElement;

const button = document.querySelector("button.theme");
const label = () => {
  button.textContent = root.dataset.theme === "dark" ? "Light" : "Dark";
  button.setAttribute("aria-label", `Switch to ${button.textContent.toLowerCase()} colors`);
};
button.hidden = false;
button.addEventListener("click", () => {
  const detail = root.dataset.theme === "dark" ? "light" : "dark";
  dispatchEvent(new CustomEvent("theme", { detail }));
});
new MutationObserver(label).observe(root, { attributeFilter: ["data-theme"] });
label();

// Copied mathematics is its LaTeX, not a row of letters.
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (selection.isCollapsed) return;
  const part = selection.getRangeAt(0).cloneContents();
  const formulas = part.querySelectorAll("math[data-tex]");
  if (!formulas.length) return;
  for (const math of formulas) {
    const mark = math.getAttribute("display") === "block" ? "$$" : "$";
    math.replaceWith(mark + math.dataset.tex + mark);
  }
  event.clipboardData.setData("text/plain", part.textContent);
  event.preventDefault();
});

for (const code of document.querySelectorAll(".cell_input .highlight, .highlight-bash .highlight")) {
  const copy = document.createElement("button");
  copy.className = "copy";
  copy.textContent = "Copy";
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.querySelector("pre").textContent);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 1500);
  });
  code.append(copy);
}

// What scrolls sideways must be reachable with the keyboard; what does not must not catch the tab key.
const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll(".formula, .wide, pre")) boxes.observe(box);

// In long contents the page itself should be in sight.
const contents = document.getElementById("contents");
const showHere = () => {
  const here = contents.querySelector("[aria-current]");
  if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
};
contents.addEventListener("toggle", showHere);
showHere();
