/* Comfort on top of pages that work without it: keys, announcements, one submit per form, words chosen in an article. */
(() => {
  "use strict";
  const d = document, root = d.documentElement;
  const one = (selector, from = d) => from.querySelector(selector);
  const all = (selector, from = d) => [...from.querySelectorAll(selector)];
  const shown = (el) => el.getClientRects().length > 0 && !el.disabled;
  const typing = (el) => el.closest?.("textarea,select,[contenteditable=''],[contenteditable=true],[role=textbox]," +
    "[role=searchbox],[role=combobox],input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])");

  /* Announcements: HX-Trigger {"announce": "…"} */
  const say = (text, where = "[data-live]") => {
    const region = one(where);
    if (!region) return;
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  };
  d.addEventListener("announce", (e) => say(e.detail.value));
  d.addEventListener("htmx:error", (e) => {
    if (e.detail.ctx) say(root.dataset.offline || "", "[data-live-error]");
  });
  d.addEventListener("htmx:config:request", (e) => {
    if (d.hidden && e.detail.ctx.sourceEvent?.type === "every") e.preventDefault();
  });

  /* One submit; the buttons come back with the page, or after ten seconds */
  const free = (form) => {
    delete form.dataset.sent;
    all("[data-held]", form).forEach((b) => { b.disabled = false; delete b.dataset.held; });
  };
  d.addEventListener("submit", (e) => {
    const form = e.target;
    if (form.dataset.sent) { e.preventDefault(); return; }
    if (e.defaultPrevented || form.method === "dialog" || "resubmit" in form.dataset) return;
    form.dataset.sent = "1";
    setTimeout(() => all("[type=submit]:not(:disabled)", form).forEach((b) => { b.disabled = true; b.dataset.held = ""; }));
    setTimeout(free, 10000, form);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach(free));

  /* Keys: the element that carries data-key is the key */
  const find = (key) => {
    const at = d.activeElement.closest("[data-row],[data-key-scope]");
    const has = (el) => el.dataset.key === key && shown(el);
    return (at && all("[data-key]", at).find(has)) ||
      all("[data-key]").find((el) => has(el) && !el.closest("[data-row],[data-key-scope]"));
  };
  const move = (step) => {
    const rows = all("[data-row]").filter(shown);
    let i = rows.indexOf(d.activeElement.closest("[data-row]"));
    if (step === "unfinished") i = rows.findIndex((row, n) => n > i && "unfinished" in row.dataset);
    else i = i < 0 ? 0 : i + Number(step);
    if (rows[i]) (one("[data-row-focus]", rows[i]) || rows[i]).focus();
  };
  const act = (el) => {
    if (el.dataset.move) move(el.dataset.move);
    else if (el.matches("[data-focus-only],select,textarea") || typing(el)) el.focus();
    else { el.click(); if (el.matches("input,summary")) el.focus(); }
  };
  const keyList = (dialog) => {
    const list = one("dl", dialog);
    const seen = new Set();
    list.replaceChildren();
    all("[data-key]").forEach((el) => {
      if (seen.has(el.dataset.key) || !shown(el)) return;
      seen.add(el.dataset.key);
      const dt = d.createElement("dt"), dd = d.createElement("dd"), kbd = d.createElement("kbd");
      kbd.className = "key";
      kbd.textContent = el.dataset.key;
      const label = el.labels?.[0] || el;
      dd.textContent = el.dataset.keyWord || el.getAttribute("aria-label") || label.textContent.trim();
      dt.append(kbd);
      list.append(dt, dd);
    });
    dialog.showModal();
  };
  d.addEventListener("click", (e) => {
    const move1 = e.target.closest?.("button[data-move]");
    const opens = e.target.closest?.("[data-opens-keys]");
    if (move1 && e.isTrusted) move(move1.dataset.move);
    if (opens) keyList(one("[data-keys-dialog]"));
    all(".menu[open]").forEach((m) => { if (!m.contains(e.target)) m.open = false; });
  });
  let first = "", clock;
  d.addEventListener("keydown", (e) => {
    const el = e.target;
    if (e.isComposing || e.defaultPrevented) return;
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && el.form) {
      e.preventDefault();
      el.form.requestSubmit(one("[type=submit]", el.form));
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Escape") {
      const open = el.closest("details[open]");
      if (open) { open.open = false; one("summary", open).focus(); e.preventDefault(); return; }
    }
    if (root.dataset.keys === "off" || typing(el) || one("dialog[open]")) return;
    const key = (first && find(first + " " + e.key)) || find(e.key);
    clearTimeout(clock);
    const starts = !first && all("[data-key]").some((k) => k.dataset.key.startsWith(e.key + " "));
    first = starts ? e.key : "";
    clock = setTimeout(() => { first = ""; }, 1500);
    if (key) { e.preventDefault(); act(key); }
  });

  /* Words chosen in the article fill the add-claim form; positions count code points, as the server does */
  const points = (text) => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, "_").length;
  const before = (box, node, offset) => {
    const range = d.createRange();
    range.setStart(box, 0);
    range.setEnd(node, offset);
    const part = range.cloneContents();
    all("[data-not-text]", part).forEach((label) => label.remove());
    return part.textContent;
  };
  d.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const box = one("[data-draft-text]"), form = one("form[data-add-claim]");
    if (!box || !form || !chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    if (!box.contains(range.commonAncestorContainer)) return;
    const lead = before(box, range.startContainer, range.startOffset);
    const raw = before(box, range.endContainer, range.endOffset).slice(lead.length);
    const words = raw.trim();
    if (!words) return;
    const start = points(lead) + points(raw) - points(raw.trimStart());
    one("[data-start]", form).value = start;
    one("[data-end]", form).value = start + points(words);
    one("[data-exact]", form).value = words;
  });

  all("[data-js]").forEach((el) => { el.hidden = false; });
})();
