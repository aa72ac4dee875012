// Words that were not read for certain become buttons: each finds its word in the text and selects it there.
(() => {
  "use strict";
  const selectIn = (area, word, near) => {
    const places = [];
    for (let at = area.value.indexOf(word); at >= 0; at = area.value.indexOf(word, at + 1)) places.push(at);
    if (!places.length) return;                      // it was corrected already
    const start = places.reduce((best, at) => (Math.abs(at - near) < Math.abs(best - near) ? at : best));
    const measure = area.cloneNode();                // how far down the word stands, lines being wrapped
    measure.removeAttribute("id");
    Object.assign(measure.style, { position: "absolute", visibility: "hidden", flex: "none", minHeight: "0", height: "0", width: `${area.offsetWidth}px` });
    measure.value = area.value.slice(0, start);
    area.after(measure);
    const down = measure.scrollHeight;
    measure.remove();
    area.focus();
    area.setSelectionRange(start, start + word.length);
    area.scrollTop = Math.max(0, down - area.clientHeight / 2);
  };
  const enhance = () => document.querySelectorAll(".doubt-words mark").forEach((mark) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: mark.textContent });
    button.addEventListener("click", () => selectIn(document.getElementById("text"), mark.textContent, Number(mark.dataset.start)));
    mark.replaceWith(button);
  });
  document.addEventListener("DOMContentLoaded", enhance);
  document.addEventListener("htmx:afterSettle", enhance);
})();
