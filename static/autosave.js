/* What is typed saves itself on the server; who else has the page open; a session's end is told in time.
   docs/developers/pages.md */
(() => {
  const d = document, root = d.documentElement;
  const SAVE_AFTER = 2500, AT_LATEST = 8000, LOOK_EVERY = 60000, WARN_BEFORE = 120;
  const ASIDE = new Set(["csrf_token", "form_key", "autosave", "next"]);
  const NO_TEXT = new Set(["file", "password", "submit", "button", "image", "reset"]);
  const forms = new WeakMap();
  const token = () => d.querySelector("input[name=csrf_token]")?.value || "";
  const post = (path, fields, more) => fetch(path, {
    method: "POST", headers: { Accept: "application/json" }, credentials: "same-origin",
    body: new URLSearchParams({ csrf_token: token(), ...fields }), ...more });

  /* Fields of a form as pairs of name and value; the version it was opened with belongs to what was typed */
  const told = (el) => el.type !== "hidden" || /(^|-)(version|number|revision|after)$/.test(el.name);
  const kept = (el) => el.name && told(el) && !ASIDE.has(el.name) && !NO_TEXT.has(el.type) && el.tagName !== "BUTTON" && el.tagName !== "FIELDSET";
  const ticks = (el) => el.type === "checkbox" || el.type === "radio";
  const fields = (form) => [...form.elements].filter((el) => kept(el) && (!ticks(el) || el.checked))
    .map((el) => [el.name, el.value]);
  const say = (form, words) => {
    const line = form.querySelector("[data-autosave-status]");
    if (line) line.textContent = words;
  };

  const save = async (form, more) => {
    const state = forms.get(form);
    clearTimeout(state.clock);
    state.clock = 0;
    const now = JSON.stringify(fields(form));
    if (state.sent || now === state.saved) return;
    state.since = 0;
    state.under = new AbortController();
    try {
      const asked = { key: form.elements.autosave.value, fields: now };
      const answer = await post("/form-drafts", asked, { signal: state.under.signal, ...more });
      if (!answer.ok) throw new Error(answer.status);
      state.saved = now;
      if (!state.sent) say(form, `Saved ${(await answer.json()).saved}`);
    } catch (error) {
      if (!state.sent && error.name !== "AbortError") say(form, "Not saved yet. What you typed is still here; send the form, or copy it.");
    }
  };
  const soon = (form) => {
    const state = forms.get(form), now = Date.now();
    state.sent = false;
    state.since ||= now;
    clearTimeout(state.clock);
    state.clock = setTimeout(save, Math.max(0, Math.min(SAVE_AFTER, state.since + AT_LATEST - now)), form);
  };

  const fill = (form, pairs) => {
    const values = new Map();
    pairs.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
    [...form.elements].filter(kept).forEach((el) => {
      const mine = values.get(el.name) || [];
      if (ticks(el)) el.checked = mine.includes(el.value);
      else if (mine.length) {
        const text = mine.shift();
        if (el.value === text) return;
        el.value = text;
      } else return;
      const box = el.closest("details");
      if (box && (el.checked || el.tagName === "TEXTAREA")) box.open = true;
    });
  };
  const bring = (form, found) => {
    const state = forms.get(form), before = JSON.stringify(fields(form));
    // Whoever began to type meanwhile keeps her words.
    if (before !== state.saved) return;
    fill(form, found.fields);
    state.saved = JSON.stringify(fields(form));
    if (state.saved === before) return;
    const line = form.querySelector("[data-autosave-status]");
    if (!line) return;
    const button = d.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small";
    button.textContent = "Discard it";
    button.addEventListener("click", async () => {
      await post("/form-drafts/discard", { key: found.key });
      location.reload();
    });
    line.replaceChildren(`What you typed at ${found.saved} and did not send is back. `, button);
  };

  const meet = async () => {
    const fresh = [...d.querySelectorAll("input[name=autosave]")].map((el) => el.form).filter((f) => f && !forms.has(f));
    fresh.forEach((form) => {
      const refused = form.querySelector(".field-error");
      forms.set(form, { saved: refused ? "" : JSON.stringify(fields(form)), since: 0, clock: 0, sent: false });
      // Whoever goes elsewhere instead of mending it finds her words again.
      if (refused) soon(form);
    });
    // A form that came back with an error holds what was typed last.
    const asked = fresh.filter((form) => !d.querySelector(".error-summary"));
    if (!asked.length) return;
    const query = asked.map((form) => `key=${encodeURIComponent(form.elements.autosave.value)}`).join("&");
    try {
      const answer = await fetch(`/form-drafts?${query}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      (await answer.json()).forms.forEach((found) =>
        asked.filter((form) => form.elements.autosave.value === found.key).forEach((form) => bring(form, found)));
    } catch { /* The desk is away; saving will say so. */ }
  };

  const typed = (e) => { const form = e.target.form; if (form && forms.has(form)) soon(form); };
  d.addEventListener("input", typed);
  d.addEventListener("change", typed);
  d.addEventListener("submit", (e) => {
    const state = forms.get(e.target);
    if (state) { state.sent = true; clearTimeout(state.clock); state.under?.abort(); }
  });
  addEventListener("pagehide", () => d.querySelectorAll("input[name=autosave]").forEach((el) => {
    if (el.form && forms.get(el.form)?.clock) save(el.form, { keepalive: true });
  }));
  meet();
  new MutationObserver(meet).observe(d.body, { childList: true, subtree: true });

  /* Who else has this open */
  const others = d.querySelector("[data-presence]");
  const look = async () => {
    if (d.hidden) return;
    try {
      const answer = await post("/presence", { key: others.dataset.presence });
      if (answer.ok) others.title = others.textContent = (await answer.json()).words;
    } catch { /* It is advice only. */ }
  };
  if (others) { look(); setInterval(look, LOOK_EVERY); }

  /* The end of the session */
  const idle = +root.dataset.idle, box = d.querySelector("[data-session-box]");
  if (idle && box) {
    let ends = Date.now() + idle * 1000;
    const ask = window.fetch;
    window.fetch = (...given) => {
      if (!String(given[0]?.url || given[0]).includes("/presence")) ends = Date.now() + idle * 1000;
      return ask(...given);
    };
    setInterval(() => {
      const left = Math.round((ends - Date.now()) / 1000);
      box.hidden = left > WARN_BEFORE;
    }, 5000);
    box.querySelector("button").addEventListener("click", async () => {
      await window.fetch("/stay");
      box.hidden = true;
    });
  }
})();
