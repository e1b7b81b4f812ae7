// What pages do better with a script; without it every one of them still works.
"use strict";

// A form is sent once: a second click waits for the answer of the first.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") { return; }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  window.setTimeout(() => { delete form.dataset.sent; }, 10000);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

// What is rarely wanted is folded on a phone, and of a page of many screens what is rare on a screen too, except what
// the address names and what holds a problem, of groups of lines the first that does; without a script it stands open.
// The address is asked, not :target: a page that is loaded anew may have none yet.
const SCREENS = 4;
const fold = () => {
  const phone = matchMedia("(max-width: 40rem)").matches;
  if (!phone && document.documentElement.scrollHeight <= SCREENS * innerHeight) { return; }
  const named = document.getElementById(location.hash.slice(1));
  const wrong = document.querySelector("[data-group]:has(.error)");
  document.querySelectorAll(phone ? ".folded" : ".rare").forEach((one) => {
    const tells = one.matches("[data-group]") ? one === wrong : one.querySelector(".error");
    one.open = one.contains(named) || Boolean(tells);
  });
};
fold();

// The list of problems is read out and reached first.
document.getElementById("problems")?.focus();

// The code of a one-time link stands after its #: into the form with it, out of the address.
const code = document.querySelector('form[action="/invitation"] input[name="code"]:not([type="hidden"])');
if (code && !code.value && location.hash.length > 1) {
  code.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}

// A text that is to be pasted elsewhere is copied at once; without a script it can be marked by hand.
document.querySelectorAll("[data-copies]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copies);
    text.select();
    // A browser gives its clipboard to pages behind TLS alone.
    if (navigator.clipboard) { await navigator.clipboard.writeText(text.value); } else { document.execCommand("copy"); }
    button.parentElement.querySelector("[role=status]").textContent = button.dataset.copied;
  });
});

// A browser says the button of a file in its own language. The page's words stand over it; the input stays what is
// pressed, focused, read out and dropped on.
document.querySelectorAll("[data-choose]").forEach((input) => {
  const [made, button, said] = ["span", "span", "span"].map((name) => document.createElement(name));
  const tell = () => { said.textContent = [...input.files].map((file) => file.name).join(", ") || input.dataset.none; };
  made.className = "chooser";
  button.className = "button second small";
  button.textContent = input.dataset.choose;
  button.ariaHidden = said.ariaHidden = "true";
  input.replaceWith(made);
  made.append(input, button, said);
  input.addEventListener("change", tell);
  tell();
});

// Today is offered beside the day of a decision, never filled in by itself.
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-today]"); // the words in it may be a span, kept together
  if (!button) { return; }
  const field = button.parentElement.querySelector("[data-day]");
  field.value = button.dataset.today;
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
document.querySelectorAll("[data-today]").forEach((button) => { button.hidden = false; });

// What was looked at once more and sent is not shown again by "back": the form's own page is.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-once]")) { return; }
  const own = new URL(location.href);
  own.searchParams.delete("answer");
  history.replaceState(null, "", own);
});

// A day that is typed is said in words beside its field, so that a slip of the keys is seen.
const THAI = document.documentElement.lang === "th";
const MONTHS = ["th", "en"].map((language) => ["long", "short"].map((width) => [...Array(12).keys()].map(
  (month) => new Intl.DateTimeFormat(language, { month: width, timeZone: "UTC" }).format(new Date(Date.UTC(2022, month, 1)))
)));
const bare = (text) => text.replaceAll(".", "").trim().toLowerCase();
const monthOf = (text) => {
  if (/^[0-9]+$/.test(text)) { return Number(text); }
  for (const names of MONTHS.flat()) {
    const place = names.map(bare).indexOf(bare(text));
    if (place >= 0) { return place + 1; }
  }
  return 0;
};
const dayMeant = (typed) => {
  const text = typed.trim().replace(/[\u0e50-\u0e59]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50));
  const iso = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/.exec(text);
  if (iso) { return realDay(Number(iso[3]), Number(iso[2]), Number(iso[1])); }
  const bareText = text.replace(/^(?:ลงวันที่|เมื่อวันที่|วันที่|วัน[^0-9 ]+ที่|on |dated )[ ]*/i, "");
  const figures = /^([0-9]{1,2})[ ]?[/.-][ ]?([0-9]{1,2})[ ]?[/.-][ ]?([0-9]{4})$/.exec(bareText);
  if (figures) { return realDay(Number(figures[1]), Number(figures[2]), Number(figures[3]) - (THAI ? 543 : 0)); }
  const words = /^([0-9]{1,2})[ ]?([^0-9]+?)[ ]?(?:(พ\.?ศ\.?|ค\.?ศ\.?|B\.?E\.?|C\.?E\.?)[ ]?)?([0-9]{4})$/i.exec(bareText);
  if (!words) { return null; }
  const christian = words[3] ? /^[คc]/i.test(words[3]) : !THAI && Number(words[4]) < 2400;
  return realDay(Number(words[1]), monthOf(words[2]), Number(words[4]) - (christian ? 0 : 543));
};
const realDay = (day, month, year) => {
  const meant = new Date(Date.UTC(year, month - 1, day));
  const real = year >= 1900 && year <= 2200 && month > 0 && meant.getUTCMonth() === month - 1;
  return real ? [day, month, year] : null;
};
document.addEventListener("input", (event) => {
  if (!event.target.matches?.("[data-day]")) { return; }
  const echo = event.target.parentElement.querySelector(".echo");
  const meant = dayMeant(event.target.value);
  if (echo) {
    echo.textContent = meant ? `${meant[0]} ${MONTHS[THAI ? 0 : 1][0][meant[1] - 1]} ${meant[2] + (THAI ? 543 : 0)}` : "";
  }
});

// The section one is in stands in view where the menu is wider than the window.
document.querySelector(".menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Browsers part Thai words that are made of words: these stay on one line. Nothing is put into the text.
// A short run between two spaces is most often a name, of a district or a person, and stays whole;
// within a longer one the name of the district does that the page is about.
const NAME = document.documentElement.dataset.name.replace(/[^\u0e00-\u0e7f]/g, "\\$&");
const WORDS = "ผู้ประสานงาน|ประสานงาน|ผู้ดำรงตำแหน่ง|ดำรงตำแหน่ง|ผู้ว่าราชการ|ผู้เสียหาย|ผู้บันทึก|ผู้พิจารณา|ผู้แทน|นายอำเภอ|ปลัดอำเภอ|คณะกรรมการ|คณะทำงาน|หน่วยงาน|กระบวนงาน|องค์ประกอบ|ค้ามนุษย์|พระราชบัญญัติ|หนังสือ|คำสั่ง|คำตอบ|ลงนาม|ลงทะเบียน|แต่งตั้ง|จัดตั้ง|ดำเนินการ|มอบหมาย|ตรวจสอบ|เห็นชอบ|บันทึก|หลักฐาน|เลขที่|วันที่|วันทำการ|ครบกำหนด|เกินกำหนด|ขั้นตอน|ช่องทาง|รายชื่อ|ถูกต้อง|เพิ่มเติม|รหัสผ่าน";
const TOGETHER = new RegExp(NAME ? `((?:อำเภอ)?${NAME}|${WORDS})` : `(${WORDS})`);
const RUN = /([\u0e01-\u0e59]+)/;
const WHOLE = /^(?:(?:นาย|ปลัด)?อำเภอ|จังหวัด|ตำบล|นางสาว|นาย|นาง)?[\u0e01-\u0e59]{2,16}$/;
const whole = (text) => {
  const made = document.createElement("span");
  made.className = "kept";
  made.textContent = text;
  return made;
};
const inParts = (run) => run.split(TOGETHER).map((part, place) => (place % 2 === 0 ? part : whole(part)));
const keepTogether = (root) => {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    if (RUN.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest("script, textarea, select, datalist, .kept, .visually-hidden")) {
      found.push(texts.currentNode);
    }
  }
  for (const text of found) {
    const narrow = text.parentElement.closest("thead, .paper"); // columns that hold no more than a word
    text.replaceWith(...text.data.split(RUN).flatMap((run) => (!narrow && WHOLE.test(run) ? whole(run) : inParts(run))));
  }
};
if (THAI) { keepTogether(document.body); }

// Keys are those of the keyboard, whatever language it types; none is heard while somebody types.
const keysOff = () => localStorage.getItem("keys-off") === "yes";
const keysSheet = document.getElementById("keys");
const showKeys = () => {
  keysSheet.querySelector("input").checked = !keysOff();
  keysSheet.showModal();
};
keysSheet?.querySelector("input").addEventListener("change", (event) => {
  localStorage.setItem("keys-off", event.target.checked ? "" : "yes");
});
document.querySelectorAll("[data-keys]").forEach((button) => {
  button.parentElement.hidden = false;
  button.addEventListener("click", showKeys);
});
const step = (by) => {
  const all = [...document.querySelectorAll("main .tasks > li, main tbody > tr, main .plain-list > li")];
  const rows = all.map((row) => row.querySelector("a[href], button, summary")).filter((one) => one?.checkVisibility());
  const here = rows.findIndex((one) => one.closest("li, tr").contains(document.activeElement));
  const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};
const PRESSED = {
  KeyJ: () => { step(1); },
  KeyK: () => { step(-1); },
  Slash: (event) => {
    const search = document.querySelector('main input[type="search"]') || document.querySelector('.find input');
    if (event.shiftKey) { showKeys(); } else if (search) { search.focus(); search.select(); } else { location.href = "/search"; }
  },
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog");
  const pressed = PRESSED[event.code];
  if (!keysSheet || !pressed || typing || keysOff() || event.ctrlKey || event.altKey || event.metaKey) { return; }
  event.preventDefault();
  pressed(event);
});

// While the machine is at work the page looks again, a few times. It is not left for that: a page
// that loads itself anew would undo the press of whoever follows a link just then. What somebody
// has the focus in stays as it is; the link "look again" is theirs.
const LOOK_AFTER = 1500;
const lookAgain = async (left) => {
  if (!left || !document.querySelector("[data-refresh]")) { return; }
  await new Promise((wake) => { window.setTimeout(wake, LOOK_AFTER); });
  const answer = await fetch(location.href).catch(() => null);
  const text = answer?.ok && !answer.redirected ? await answer.text().catch(() => "") : "";
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  const main = document.querySelector("main");
  if (fresh && fresh.textContent !== main.textContent && !main.querySelector(":focus")) {
    main.replaceChildren(...fresh.childNodes);
    fold();
    if (THAI) { keepTogether(main); }
  }
  lookAgain(left - 1);
};
lookAgain(10);
