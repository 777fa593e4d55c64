/* Words chosen in the article fill the add-claim form. Positions count code points, as the server does: a character
   outside the basic plane is one, and what carries data-not-text (numbers, labels) is none. */
(() => {
  "use strict";
  const points = (text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "_").length;
  const before = (box, node, offset) => {
    const range = document.createRange();
    range.setStart(box, 0);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    part.querySelectorAll("[data-not-text]").forEach((label) => label.remove());
    return part.textContent;
  };
  const fill = () => {
    const box = document.querySelector("[data-draft-text]");
    const form = document.querySelector("form[data-add-claim]");
    const chosen = getSelection();
    if (!box || !form || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    if (!box.contains(range.commonAncestorContainer)) return;
    const lead = before(box, range.startContainer, range.startOffset);
    const raw = before(box, range.endContainer, range.endOffset).slice(lead.length);
    const words = raw.trim();
    if (!words) return;
    const start = points(lead) + points(raw) - points(raw.trimStart());
    form.querySelector("[data-start]").value = start;
    form.querySelector("[data-end]").value = start + points(words);
    form.querySelector("[data-exact]").value = words;
    /* What somebody wrote there stays hers */
    const statement = form.querySelector("[data-statement]");
    if (!("own" in statement.dataset)) statement.value = words.replace(/\s+/g, " ");
    form.closest("details").open = true;
  };
  /* Typing other words makes the positions void: the server then looks the words up */
  document.addEventListener("input", (e) => {
    if (e.target.matches("[data-statement]")) e.target.value ? e.target.dataset.own = "" : delete e.target.dataset.own;
    if (!e.target.matches("[data-exact]")) return;
    e.target.form.querySelectorAll("[data-start],[data-end]").forEach((field) => { field.value = ""; });
  });
  /* The end of a drag over a mark is a click on its link, which would open the claim in place of choosing words */
  document.addEventListener("click", (e) => {
    if (!e.detail || getSelection().isCollapsed || !e.target.closest("[data-draft-text] a")) return;
    e.preventDefault();
    e.stopPropagation();
  }, true);
  let clock;
  document.addEventListener("selectionchange", () => {
    clearTimeout(clock);
    clock = setTimeout(fill, 120);
  });
})();
