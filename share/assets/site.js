// Comfort for pages that work without it: menus that close, filters that answer at once, drafts that are kept.
// Every part looks for its own mark in the page (data-…) and does nothing where there is none.

/** Menus: one open at a time; Escape and a click elsewhere close it. */
function enhanceMenus() {
  const open = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary").focus();
    }
  });
}

/** Tells screen readers something without moving the focus. */
function announce(text) {
  let region = document.getElementById("announcer");
  if (!region) {
    region = Object.assign(document.createElement("p"), { id: "announcer", className: "hidden-text" });
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = text ?? "";
}

function debounced(milliseconds, action) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}

/** The address that a GET form asks, without its empty fields. */
function addressOf(form, action = form.action) {
  const address = new URL(action, location.href);
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value !== "");
  address.search = new URLSearchParams(fields).toString();
  return address;
}

/** Filters: a change asks for the list again and puts in what differs; without an answer the form is sent as ever. */
function enhanceFilters(form) {
  let running;
  const refresh = async () => {
    running?.abort();
    running = new AbortController();
    const results = document.querySelector("[data-live-results]");
    if (!results) return form.requestSubmit();
    results.setAttribute("aria-busy", "true");
    const address = addressOf(form);
    try {
      const answer = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-live-results]");
      if (!fresh) throw new Error("no results in the answer");
      results.replaceWith(fresh);
      exchangeFilters(form, page);
      history.replaceState(null, "", address);
      announce(fresh.querySelector("[data-live-summary]")?.textContent);
      document.dispatchEvent(new CustomEvent("innocities:content", { detail: fresh }));
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  };
  form.addEventListener("change", refresh);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh();
  });
}

/** What finds a control of the filters again: options change their places, and with them their identifiers. */
function markOf(control) {
  if (control.value && control.name !== "q") return `[name="${control.name}"][value="${CSS.escape(control.value)}"]`;
  return control.id ? `#${control.id}` : control.localName;
}

/** New counts in the filters; the focus and the opened parts stay. */
function exchangeFilters(form, page) {
  const fresh = page.querySelector("form[data-live] .facet-body");
  const old = form.querySelector(".facet-body");
  if (!fresh || !old) return;
  const focused = old.contains(document.activeElement) && markOf(document.activeElement);
  const opened = [...old.querySelectorAll("details")].map((part) => part.open);
  old.replaceWith(fresh);
  fresh.querySelectorAll("details").forEach((part, position) => { part.open ||= opened[position] ?? false; });
  fresh.querySelectorAll("[data-suggest]").forEach(enhanceSuggestions);
  if (focused) fresh.querySelector(focused)?.focus({ preventScroll: true });
}

/** Answers while one writes: the form's fields go to data-partial, its answer is put into data-target. */
function enhanceLiveAnswers(form) {
  const target = document.querySelector(form.dataset.target);
  if (!target) return;
  let running;
  form.addEventListener("input", debounced(450, async () => {
    running?.abort();
    running = new AbortController();
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(addressOf(form, form.dataset.partial), { signal: running.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      target.innerHTML = await answer.text();
      announce(target.querySelector("[data-live-summary]")?.textContent);
      target.removeAttribute("aria-busy");
    } catch (error) {
      // What is there stays; the button still sends the form.
      if (error.name !== "AbortError") target.removeAttribute("aria-busy");
    }
  }));
}

/** Typing help: what the typed words may become, in a list below the field (ARIA's editable combobox with a list). */
function enhanceSuggestions(field) {
  const list = Object.assign(document.createElement("ul"), { id: `${field.id}-suggestions`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.dataset.suggestLabel);
  field.after(list);
  // A combobox is a text field: the role is not allowed on others.
  Object.assign(field, { type: "text", enterKeyHint: "search" });
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  let running;
  let chosen = -1;
  let sent = field.value;

  const mark = (position) => {
    chosen = position;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    field.setAttribute("aria-activedescendant", list.children[chosen]?.id ?? "");
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const show = (items) => {
    list.replaceChildren(...items.map(({ text, language }, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, lang: language, textContent: text });
      option.setAttribute("role", "option");
      return option;
    }));
    list.hidden = items.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };
  const close = () => {
    running?.abort();
    show([]);
  };
  const take = (option) => {
    field.value = option.textContent;
    field.form.requestSubmit();
  };
  close();

  field.addEventListener("input", debounced(200, async () => {
    running?.abort();
    if (field.value.trim().length < 2 || field.value === sent) return close();
    running = new AbortController();
    const address = new URL(field.dataset.suggest, location.href);
    address.searchParams.set("q", field.value);
    try {
      const answer = await fetch(address, { signal: running.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { items } = await answer.json();
      if (document.activeElement === field) show(items);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }));
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") mark((chosen + 1) % count);
    else if (event.key === "ArrowUp") mark(chosen > 0 ? chosen - 1 : count - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", close);
  field.form.addEventListener("submit", () => {
    sent = field.value;
    close();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}

/** What a draft may hold: nothing secret, nothing hidden, no files. */
function draftFields(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type)
    && field.autocomplete !== "one-time-code");
}

function draftOf(form) {
  return draftFields(form).map((field) => [field.name, field.value, field.checked ?? null]);
}

function isUntouched(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked === field.defaultChecked;
  if (field.options) return [...field.options].every((option) => option.selected === option.defaultSelected) || field.selectedIndex <= 0;
  return field.value === field.defaultValue;
}

/** Keeps what is typed in this browser until it is sent; where it cannot be kept, leaving the page asks first. */
function enhanceDraft(form) {
  const key = `draft:${form.dataset.draft}`;
  let isKept = true;
  let isSending = false;
  restoreDraft(form, key);
  form.addEventListener("input", debounced(300, () => {
    try {
      localStorage.setItem(key, JSON.stringify(draftOf(form)));
    } catch {
      isKept = false;
    }
  }));
  form.addEventListener("submit", () => {
    isSending = true;
    try { sessionStorage.setItem("sent", key); } catch { /* the draft stays, which does no harm */ }
  });
  addEventListener("beforeunload", (event) => {
    if (!isKept && !isSending && draftFields(form).some((field) => !isUntouched(field))) event.preventDefault();
  });
}

function restoreDraft(form, key) {
  let draft;
  try { draft = JSON.parse(localStorage.getItem(key)); } catch { return; }
  const isAnswered = document.querySelector(".error-summary");
  if (!Array.isArray(draft) || isAnswered) return;
  const fields = draftFields(form);
  let changed = false;
  draft.forEach(([name, value, checked], position) => {
    const field = fields[position];
    if (!field || field.name !== name) return;
    if (checked !== null && (field.type === "checkbox" || field.type === "radio")) {
      changed ||= field.value === value && field.checked !== checked;
      if (field.value === value) field.checked = checked;
    } else if (field.value !== value && (field.value === "" || field.options)) {
      field.value = value;
      changed = true;
    }
  });
  if (changed) offerToDiscard(form, key);
}

function offerToDiscard(form, key) {
  const notice = Object.assign(document.createElement("div"), { className: "notice notice-information" });
  notice.setAttribute("role", "status");
  const text = Object.assign(document.createElement("p"), { textContent: form.dataset.draftRestored });
  const button = Object.assign(document.createElement("button"), {
    type: "button", className: "button button-quiet", textContent: form.dataset.draftDiscard,
  });
  button.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    notice.remove();
    draftFields(form)[0]?.focus();
  });
  const body = document.createElement("div");
  body.append(text, button);
  notice.append(body);
  form.before(notice);
}

/** A draft whose form was sent and did not come back with errors is no longer needed. */
function forgetSentDraft() {
  try {
    const key = sessionStorage.getItem("sent");
    if (!key) return;
    sessionStorage.removeItem("sent");
    if (!document.querySelector(".error-summary")) localStorage.removeItem(key);
  } catch { /* no storage, no drafts */ }
}

/** A link that copies its address. */
function enhanceCopy(link) {
  const words = link.querySelector("span");
  const before = words.textContent;
  link.setAttribute("role", "button");
  link.addEventListener("click", async (event) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    words.textContent = link.dataset.copied;
    announce(link.dataset.copied);
    setTimeout(() => { words.textContent = before; }, 3000);
  });
}

/** Messages that can be closed. */
function enhanceDismiss(notice) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "dismiss", textContent: "×" });
  button.setAttribute("aria-label", notice.dataset.dismissLabel);
  button.addEventListener("click", () => {
    notice.remove();
    document.getElementById("main")?.focus();
  });
  notice.append(button);
}

enhanceMenus();
forgetSentDraft();
document.querySelectorAll("form[data-live]").forEach(enhanceFilters);
document.querySelectorAll("form[data-partial][data-target]").forEach(enhanceLiveAnswers);
document.querySelectorAll("[data-suggest]").forEach(enhanceSuggestions);
document.querySelectorAll("form[data-draft]").forEach(enhanceDraft);
document.querySelectorAll("a[data-copy]").forEach(enhanceCopy);
document.querySelectorAll("[data-dismissible]").forEach(enhanceDismiss);
document.querySelector("[data-focus]")?.focus();
