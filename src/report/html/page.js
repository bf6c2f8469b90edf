"use strict";
// The filters, the card that tells of a finding, the way from one finding to the next, and notes for paper.
// The page can be read without: the texts, the marks, the charts and the table stand in it.
(() => {
  const at = (id) => document.getElementById(id);
  const findings = JSON.parse(at("data").textContent);
  const form = at("filters");
  const card = at("card");
  const levels = ["low", "medium", "high"];

  at("theme").addEventListener("change", (event) => {
    const theme = event.target.value;
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  });
  if (!form) return;

  // Each mark with what it marks.
  const marks = [];
  const files = [...document.querySelectorAll("section.file")];
  files.forEach((section, file) => {
    for (const mark of section.querySelectorAll("mark")) {
      mark.finding = findings[file][mark.dataset.at];
      mark.file = file;
      marks.push(mark);
    }
  });
  const starts = marks.filter((mark) => mark.tabIndex === 0);
  const family = (rule) => rule.split("/", 1)[0];

  // Filters. `only` is a rule, when one was chosen in the table.
  let only = null;
  const bars = new Map();
  for (const group of document.querySelectorAll("figure.chart g")) {
    bars.set(group.closest("figure").dataset.of + " " + group.dataset.key, group);
  }
  const rows = [...document.querySelectorAll("#rules tbody tr")];

  function filter() {
    const checked = (name) => new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
    const families = checked("family");
    const severities = checked("severity");
    const least = levels.indexOf(form.elements.confidence.value);
    const shows = (finding) =>
      families.has(family(finding.rule)) &&
      severities.has(finding.severity) &&
      levels.indexOf(finding.confidence) >= least &&
      (only === null || finding.rule === only);
    for (const mark of marks) mark.classList.toggle("off", !shows(mark.finding));
    const counts = new Map();
    const names = files.map((section) => section.firstElementChild.firstChild.data.trim());
    for (const mark of starts) {
      const off = mark.classList.contains("off");
      mark.tabIndex = off ? -1 : 0;
      if (off) mark.removeAttribute("role");
      else mark.setAttribute("role", "button");
      if (off) continue;
      for (const key of ["rule " + mark.finding.rule, "file " + names[mark.file], "all"]) {
        if (!counts.has(key)) counts.set(key, { error: 0, warning: 0, hint: 0 });
        counts.get(key)[mark.finding.severity] += 1;
      }
    }
    tell(counts);
    hide();
  }

  const none = { error: 0, warning: 0, hint: 0 };
  const sum = (count) => count.error + count.warning + count.hint;

  /** Writes the counts of what is shown into the table, the charts and the line under the filters. */
  function tell(counts) {
    const count = (key) => counts.get(key) ?? none;
    for (const row of rows) {
      const here = count("rule " + row.dataset.rule);
      row.classList.toggle("off", sum(here) === 0);
      [here.error, here.warning, here.hint].forEach((number, column) => {
        row.cells[column + 2].textContent = number;
      });
      row.querySelector("button").setAttribute("aria-pressed", String(only === row.dataset.rule));
    }
    const longest = { rule: 1, file: 1 };
    for (const key of bars.keys()) {
      const of = key.split(" ", 1)[0];
      longest[of] = Math.max(longest[of], sum(count(key)));
    }
    for (const [key, group] of bars) {
      const here = count(key);
      const share = 100 / longest[key.split(" ", 1)[0]];
      let from = 0;
      for (const bar of group.querySelectorAll("rect")) {
        const number = here[bar.getAttribute("class")];
        bar.setAttribute("x", from + "%");
        bar.setAttribute("width", number * share + "%");
        from += number * share;
      }
      group.querySelector(".number").textContent = sum(here);
    }
    const shown = sum(count("all"));
    const all = starts.length;
    const what = all === 1 ? "finding" : "findings";
    at("shown").textContent =
      (shown === all ? `${all} ${what}` : `${shown} of ${all} ${what}`) + (only === null ? "" : `, only ${only}`);
  }

  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    only = null;
    // The boxes are set back after the event.
    setTimeout(filter);
  });
  at("rules").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const rule = button.closest("tr").dataset.rule;
    only = only === rule ? null : rule;
    filter();
  });

  // The card.
  let shown = null;
  let pinned = false;
  let leaving = 0;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  const trust = {
    safe: "Fix",
    unsafe: "Unsafe fix, read it first",
    display: "Candidate, for you to choose",
  };

  /** What there is to say of a finding, as elements. */
  function told(finding) {
    const head = element("p", "head");
    head.append(
      element("span", "severity " + finding.severity, finding.severity),
      " ",
      element("span", "rule", finding.rule),
      " ",
      element("span", "", `${finding.confidence} confidence, line ${finding.line}, column ${finding.column}`),
    );
    const parts = [head, element("p", "", finding.message)];
    if (finding.help) parts.push(element("p", "help", finding.help));
    if (finding.fixes) {
      const list = element("ul");
      for (const fix of finding.fixes) {
        const item = element("li");
        item.append(element("span", "trust", `${trust[fix.applicability]}: ${fix.title}`));
        const change = element("span");
        change.lang = "fr";
        if (fix.before) change.append(element("del", "", fix.before), " ");
        if (fix.after) change.append(element("ins", "", fix.after));
        item.append(change);
        list.append(item);
      }
      parts.push(list);
    }
    return parts;
  }

  function show(mark) {
    if (mark.classList.contains("off")) return;
    clearTimeout(leaving);
    if (shown === mark) return;
    hide();
    shown = mark;
    card.replaceChildren(...told(mark.finding));
    card.hidden = false;
    mark.setAttribute("aria-describedby", "card");
    mark.setAttribute("aria-expanded", "true");
    place(mark);
  }

  /** Puts the card under the mark, or over it where there is more room. */
  function place(mark) {
    const [first] = mark.getClientRects();
    if (!first) return;
    const { innerWidth: width, innerHeight: height } = window;
    const left = Math.max(8, Math.min(first.left, width - card.offsetWidth - 8));
    const under = first.bottom + 6;
    const fits = under + card.offsetHeight < height - 8;
    const over = Math.max(8, first.top - card.offsetHeight - 6);
    card.style.left = left + "px";
    card.style.top = (fits || first.top < height / 2 ? under : over) + "px";
  }

  function hide() {
    clearTimeout(leaving);
    if (shown) {
      shown.removeAttribute("aria-describedby");
      shown.removeAttribute("aria-expanded");
    }
    shown = null;
    pinned = false;
    card.hidden = true;
  }

  /** Leaves time to reach the card with the pointer. */
  function leave() {
    if (pinned) return;
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (shown && document.activeElement !== shown) hide();
    }, 200);
  }

  const markOf = (event) => (event.target.closest ? event.target.closest("mark") : null);
  const texts = at("texts");
  texts.addEventListener("pointerover", (event) => {
    const mark = markOf(event);
    if (mark && event.pointerType === "mouse" && !pinned) show(mark);
  });
  texts.addEventListener("pointerout", (event) => {
    if (markOf(event) && event.pointerType === "mouse") leave();
  });
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", leave);
  texts.addEventListener("focusin", (event) => {
    const mark = markOf(event);
    if (mark) show(mark);
  });
  texts.addEventListener("focusout", leave);
  document.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (mark && !mark.classList.contains("off")) {
      show(mark);
      pinned = true;
    } else if (!card.contains(event.target) && !event.target.closest(".walk")) {
      hide();
    }
  });
  window.addEventListener("scroll", () => shown && place(shown), { passive: true });
  window.addEventListener("resize", () => shown && place(shown));

  // From one finding to the next.
  let last = null;
  texts.addEventListener("focusin", (event) => (last = markOf(event) ?? last));

  function walk(step) {
    const on = starts.filter((mark) => !mark.classList.contains("off"));
    if (on.length === 0) return;
    let next = on.indexOf(last);
    if (next >= 0) next = (next + step + on.length) % on.length;
    else next = step > 0 ? 0 : on.length - 1;
    on[next].focus({ preventScroll: true });
    on[next].scrollIntoView({ block: "center" });
    place(on[next]);
  }

  at("next").addEventListener("click", () => walk(1));
  at("previous").addEventListener("click", () => walk(-1));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    if (event.target.tagName !== "MARK" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      show(event.target);
      pinned = true;
    } else if (event.key === "n" || event.key === "p") {
      walk(event.key === "n" ? 1 : -1);
    }
  });

  // On paper nothing can be pointed at: what the card says goes under each text.
  window.addEventListener("beforeprint", () => {
    hide();
    files.forEach((section, file) => {
      const notes = element("ol", "notes");
      for (const mark of starts) {
        if (mark.file !== file || mark.classList.contains("off")) continue;
        const note = element("li");
        const [fix] = mark.finding.fixes ?? [];
        const mend = fix ? ` ${trust[fix.applicability]}: ${fix.title}` : "";
        note.textContent = `${mark.finding.severity}, ${mark.finding.rule}: ${mark.finding.message}.${mend}`;
        notes.append(note);
        mark.dataset.note = notes.childElementCount;
      }
      section.append(notes);
    });
  });
  window.addEventListener("afterprint", () => {
    for (const notes of document.querySelectorAll(".notes")) notes.remove();
  });
})();
