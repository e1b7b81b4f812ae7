// What a gate's form does better with a script; without it every part of it still works.
"use strict";

const form = document.querySelector("form.gate");
const SAVE_EVERY = 5000;

// A field that belongs to another choice is put away, and not sent; what was typed in it stays.
const put = () => {
  form.querySelectorAll(".only").forEach((part) => {
    const chosen = form.querySelector(`input[name="${part.dataset.when}"]:checked`);
    const wanted = Boolean(chosen) && part.dataset.is.split(" ").includes(chosen.value);
    part.hidden = !wanted;
    part.querySelectorAll("input, textarea, select, button").forEach((one) => {
      one.disabled = !wanted;
    });
  });
};

// A struck seat looks struck at once.
const strike = (event) => {
  if (event.target.name?.endsWith(".keep")) {
    event.target.closest("tr")?.classList.toggle("struck", !event.target.checked);
  }
};

// What is typed is kept quietly, at most every few seconds, and never after it was sent.
const keep = () => {
  const place = form.dataset.draft;
  const told = form.querySelector(".saved");
  let timer = null;
  let last = 0;
  let sent = false;
  const save = async () => {
    timer = null;
    last = Date.now();
    const away = [...form.querySelectorAll(".only :disabled")];
    away.forEach((one) => { one.disabled = false; });
    const typed = new URLSearchParams();
    new FormData(form).forEach((value, name) => {
      if (typeof value === "string") { typed.append(name, value); }
    });
    away.forEach((one) => { one.disabled = true; });
    try {
      const answer = await fetch(place, { method: "POST", body: typed });
      if (sent) { return; }
      if (answer.ok) {
        const at = new Date().toLocaleTimeString("th-TH", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Bangkok" });
        told.textContent = `${form.dataset.saved} ${at}`;
      } else {
        const said = answer.status === 422 ? (await answer.json()).problem : form.dataset.unsaved;
        told.textContent = said;
      }
    } catch {
      told.textContent = form.dataset.unsaved;
      later();
    }
  };
  const later = () => {
    if (timer === null && !sent) {
      timer = window.setTimeout(save, Math.max(1000, last + SAVE_EVERY - Date.now()));
    }
  };
  form.addEventListener("input", later);
  // A field that was left is kept at once: a desk that ends just then loses the current one alone.
  form.addEventListener("change", () => { last = 0; window.clearTimeout(timer); timer = null; later(); });
  form.addEventListener("submit", () => { sent = true; window.clearTimeout(timer); });
};

// The sex that was stated of whoever came, else what the title before the name says.
const titles = JSON.parse(document.querySelector("[data-titles]")?.dataset.titles || "[]")
  .map(([title, says]) => [new RegExp(`^${title}`), says]);
const inferred = (name) => {
  const text = name.trim().replace(/\s+/g, " ");
  let [longest, sex] = [0, "not_stated"];
  titles.forEach(([title, says]) => {
    const length = text.match(title)?.[0].length || 0;
    if (length > longest) { [longest, sex] = [length, says]; }
  });
  return sex;
};
const said = (row, part) => row.querySelector(`[name$='.${part}']`)?.value || "";
const came = (row, state) => {
  const proxy = state === "proxy";
  const stated = row.querySelector(proxy ? "[data-proxy-sex]" : "[data-sex]")?.value || "not_stated";
  const name = proxy ? said(row, "proxy") : said(row, "title_th") + said(row, "name_th");
  return stated === "not_stated" ? [inferred(name), true] : [stated, false];
};

// Nobody comes from a vacant seat: it is left out until somebody is named for it.
const isVacant = (row) => row.querySelector(".of-unknown") && !said(row, "name_th").trim();

// The sheet of attendance: who came is counted while it is ticked.
const count = () => {
  const sheet = form.querySelector("[data-sheet]");
  const box = sheet?.querySelector("[data-totals]");
  if (!box) { return; }
  const sums = {};
  const add = (key) => { sums[key] = (sums[key] || 0) + 1; };
  let there = 0;
  sheet.querySelectorAll("[data-sum]").forEach((one) => { one.textContent = 0; });
  sheet.querySelectorAll(".person").forEach((row) => {
    const member = "member" in row.dataset;
    const state = member ? row.querySelector("input[type=radio]:checked")?.value : "guest";
    if (!member && !row.querySelector("input[name$='.name_th']").value.trim()) { return; }
    if (!state && isVacant(row)) { return; }
    add(state || "untold");
    const sum = state && row.closest("[data-group]")?.querySelector(`[data-sum=${state === "absent" ? state : "there"}]`);
    if (sum) { sum.textContent = Number(sum.textContent) + 1; }
    if (!state || state === "absent") { return; }
    add("there");
    const [sex, guessed] = came(row, state);
    add(sex);
    if (guessed && sex !== "not_stated") { add("inferred"); }
    const sent = state === "proxy" && "maySend" in row.dataset;
    if (member && (sent || state === "present" || state === "online")) { there += 1; }
  });
  box.querySelectorAll("[data-count]").forEach((one) => {
    one.textContent = sums[one.dataset.count] || 0;
  });
  const reached = there >= Number(box.dataset.needed);
  box.querySelector("[data-quorum]").textContent = reached ? box.dataset.reached : box.dataset.short;
};

// Of a long sheet the lines that hold every word that is looked for; without any, all as they stood.
const findLine = (event) => {
  const box = event.target;
  if (!box.matches?.("[data-find]")) { return; }
  event.stopPropagation(); // nothing of the form was typed
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  form.querySelectorAll("[data-sheet] .person").forEach((row) => {
    const text = row.querySelector(".who").textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
    count += Number(!row.hidden);
  });
  form.querySelectorAll("[data-group]").forEach((group) => {
    group.dataset.stood ??= group.open ? "yes" : "";
    const found = group.querySelector(".person:not([hidden])");
    group.hidden = !found;
    group.open = words.length ? Boolean(found) : Boolean(group.dataset.stood);
    if (!words.length) { delete group.dataset.stood; }
  });
  const told = form.querySelector("[data-found]");
  told.textContent = words.length ? told.dataset.found.replace("#", count) : "";
};

// All of whom nothing was said yet are present, without asking the server.
const allPresent = (event) => {
  if (!event.target.matches?.("[data-all-present]")) { return; }
  event.preventDefault();
  form.querySelectorAll(".person[data-member]").forEach((row) => {
    if (!row.querySelector("input[type=radio]:checked") && !isVacant(row)) {
      row.querySelector("input[value=present]").checked = true;
    }
  });
  form.dispatchEvent(new Event("input"));
  count();
};

// Every box of a list that is longer than a glance; those that do not apply are taken out again.
const tickAll = (event) => {
  if (!event.target.matches?.("[data-all]")) { return; }
  event.preventDefault();
  const named = event.target.dataset.all;
  event.target.closest("fieldset").querySelectorAll("input[type=checkbox]").forEach((one) => {
    if (one.name.endsWith(named)) { one.checked = true; }
  });
  form.dispatchEvent(new Event("input"));
  put();
  tell();
};

// What every row answers alike is chosen once, and seen in each of them: it answers for all of
// them where none was chosen.
const answerAlike = (event) => {
  const named = event.target.dataset.same;
  if (!named) { return; }
  const rows = event.target.closest("[data-rows]");
  rows.querySelectorAll(`input[type=radio][name$="${named}"]`).forEach((one) => {
    one.checked = one.value === event.target.value;
  });
  const boxes = [...rows.querySelectorAll('input[type=checkbox][name$=".taken"]')];
  if (!boxes.some((one) => one.checked)) { boxes.forEach((one) => { one.checked = true; }); }
};

// A folded list of boxes says how many are ticked, one of which one is chosen says which.
const tell = () => {
  form.querySelectorAll("[data-named]").forEach((named) => {
    const chosen = named.parentElement.querySelector("input:checked + label");
    if (chosen) { named.textContent = chosen.textContent; }
  });
  form.querySelectorAll("[data-chosen]").forEach((list) => {
    const ticked = list.querySelectorAll("input:checked").length;
    list.querySelector("summary").textContent = list.dataset.chosen.replace("#", ticked);
  });
};

// On a form that corrects, what is recorded stands beside a field as long as something else is typed in it.
const holds = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
  .filter((one) => !/^(radio|checkbox)$/.test(one.type) || one.checked)
  .map((one) => one.value.trim()).filter(Boolean).sort().join("\n");
const compare = () => {
  form.querySelectorAll("[data-recorded]").forEach((told) => {
    const stood = Object.entries(JSON.parse(told.dataset.recorded));
    told.hidden = stood.every(([name, values]) => holds(name) === values.join("\n"));
    const field = document.getElementById(told.id.replace(/-recorded$/, ""));
    const by = (field.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== told.id);
    field.setAttribute("aria-describedby", (told.hidden ? by : [...by, told.id]).join(" "));
  });
};

// A link to a field of a section that is folded opens it, in browsers that do not do so themselves.
const reveal = () => {
  let one = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (; one; one = one.parentElement) { if (one.tagName === "DETAILS") { one.open = true; } }
};

if (form) {
  window.addEventListener("hashchange", reveal);
  form.querySelectorAll("[data-all], [data-script]").forEach((one) => { one.hidden = false; });
  form.addEventListener("click", tickAll);
  form.addEventListener("change", (event) => { answerAlike(event); put(); strike(event); count(); tell(); });
  form.addEventListener("input", findLine, true);
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("[data-find]")) { event.preventDefault(); } });
  form.addEventListener("input", () => { count(); compare(); });
  form.addEventListener("click", allPresent);
  form.querySelectorAll(".only-if").forEach((one) => { one.hidden = true; }); // what is not chosen is put away
  put();
  count();
  if (form.dataset.draft) { keep(); }
}
