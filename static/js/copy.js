// A button with data-copy="id" copies the text of the element with that id, and says so.
(() => {
  "use strict";

  const announce = (button, words) => {
    let status = button.nextElementSibling;
    if (!status?.matches("[role=status]")) {
      status = document.createElement("span");
      status.className = "copied";
      status.setAttribute("role", "status");
      button.after(status);
    }
    // The live region has to be in the page before its text changes, or it is not read out.
    requestAnimationFrame(() => { status.textContent = words; });
  };

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    const element = button && document.getElementById(button.dataset.copy);
    if (!element) return;
    try {
      await navigator.clipboard.writeText(element.innerText.trim());
      announce(button, "Copied");
    } catch {
      select(element); // Plain HTTP has no clipboard: leave the words selected, ready for the keys.
      announce(button, "Selected, ready to copy");
    }
  });
})();
