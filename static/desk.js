/* Comfort: pages work without. docs/developers/pages.md */
(() => {
  const d = document, root = d.documentElement;
  const map = JSON.parse(root.dataset.keymap || "{}"); /* what is pressed → what pages carry */
  const one = (s, from = d) => from.querySelector(s), all = (s, from = d) => [...from.querySelectorAll(s)];
  const on = (name, fn) => d.addEventListener(name, fn);
  const shown = (el) => el.getClientRects().length && !el.disabled;
  const typing = (el) => el.closest("textarea,select,[contenteditable]:not([contenteditable=false]),[role=textbox]," +
    "[role=searchbox],[role=combobox],input:not([type=checkbox],[type=radio],[type=button],[type=submit])");

  const say = (text, where) => {
    const region = one(where) || {};
    region.textContent = "";
    setTimeout(() => { region.textContent = text; }, 60);
  };
  on("announce", (e) => say(e.detail.value, "[data-live]"));
  on("htmx:error", (e) => e.detail.ctx && say(root.dataset.offline, "[data-live-error]"));
  on("htmx:config:request", (e) => {
    if (d.hidden && e.detail.ctx.sourceEvent?.type === "every") e.preventDefault();
  });

  const free = (form) => {
    delete form.dataset.sent;
    all("[data-held]", form).forEach((b) => { b.disabled = false; delete b.dataset.held; });
  };
  on("submit", (e) => {
    const form = e.target;
    if (form.dataset.sent) return e.preventDefault();
    if (e.defaultPrevented || form.method === "dialog" || "resubmit" in form.dataset) return;
    form.dataset.sent = 1;
    setTimeout(() => all("[type=submit]:enabled", form).forEach((b) => { b.disabled = true; b.dataset.held = ""; }));
    setTimeout(free, 10000, form);
  });
  addEventListener("pageshow", () => all("form[data-sent]").forEach(free));

  const place = "[data-row],[data-key-scope]";
  const find = (key) => {
    const has = (el) => el.dataset.key === key && shown(el), at = d.activeElement.closest(place);
    return (at && all("[data-key]", at).find(has)) || all("[data-key]").find((el) => has(el) && !el.closest(place));
  };
  const move = (step) => {
    const rows = all("[data-row]").filter(shown), now = rows.indexOf(d.activeElement.closest("[data-row]"));
    const row = step === "unfinished" ? rows.find((r, n) => n > now && "unfinished" in r.dataset)
      : rows[now < 0 ? 0 : now + +step];
    if (row) (one("[data-row-focus]", row) || row).focus();
  };
  const act = (el) => {
    const into = el.dataset.keyFocus;
    if (into) { el.open = true; return one(into, el).focus(); }
    if (!typing(el) && !el.matches("[open]>summary")) el.click();
    if (el.matches("input,select,textarea,summary")) el.focus();
  };
  const list = () => {
    const seen = {}, box = one("[data-keys-dialog]");
    one("dl", box).replaceChildren(...all("[data-key]").filter(shown).flatMap((el) => {
      if (seen[el.dataset.key]) return [];
      seen[el.dataset.key] = 1;
      const dt = d.createElement("dt"), dd = d.createElement("dd");
      dt.textContent = el.dataset.key.replace(/^\S/, (k) => Object.keys(map).find((own) => map[own] === k) || k);
      dd.textContent = el.dataset.keyWord || el.textContent;
      return [dt, dd];
    }));
    box.showModal();
  };
  on("click", (e) => {
    const el = e.target.closest("[data-move],[data-opens-keys]");
    if (el) el.dataset.move ? move(el.dataset.move) : list();
    all(".menu[open]").forEach((m) => { m.open = m.contains(e.target); });
    const ticks = all(`[name="${e.target.dataset.ticks}"]`), some = ticks.some((b) => !b.checked);
    ticks.forEach((b) => { b.checked = some; });
  });

  let first = "", clock;
  on("keydown", (e) => {
    const el = e.target;
    if (e.isComposing || e.defaultPrevented) return;
    if (e.ctrlKey || e.metaKey || e.altKey) {
      if (e.key !== "Enter" || e.altKey || !el.form) return;
      e.preventDefault();
      return el.form.requestSubmit(el.matches("button") ? el : one("[type=submit]", el.form));
    }
    const box = e.key === "Escape" && el.closest("details[open]");
    if (box) { box.open = false; box.firstElementChild.focus(); }
    if (root.dataset.keys === "off" || typing(el) || one("dialog[open]")) return;
    const k = map[e.key] ?? e.key, key = (first && find(first + " " + e.key)) || find(k);
    clearTimeout(clock);
    first = !first && k && one(`[data-key^="${CSS.escape(k)} "]`) ? k : "";
    clock = setTimeout(() => { first = ""; }, 1500);
    if (key && !(e.key === "Enter" && el.closest("a,button,summary"))) { e.preventDefault(); act(key); }
  });

  if (!location.hash) one("[data-chosen]")?.scrollIntoView({ block: "center" });
  root.dataset.scripted = "";
})();
