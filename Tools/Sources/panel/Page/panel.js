// The page of the panel. What happens at the bench arrives as events; what is done here goes back as small requests.
"use strict";

const $ = (id) => document.getElementById(id);

/** What the bench said last, by event. */
const state = { counter: null, paper: { columns: 32, items: [] }, switches: null, tray: null, hub: null };
/** Whose code is shown, and the code. */
let chosen = null;
let shown = null;
/** The code that was scanned last, as somebody might keep a picture of it. */
let picture = null;
/** Items of paper that were torn off. */
let torn = 0;
let sound = null;

// ---- Requests

async function request(path, body) {
  try {
    const answer = await fetch(path, { method: "POST", body: body ?? "", headers: { "Content-Type": "text/plain;charset=utf-8" } });
    if (!answer.ok) throw new Error((await answer.text()).trim() || answer.statusText);
    return answer;
  } catch (error) {
    notice(t("failed", error.message));
    return null;
  }
}

let noticeTimer = 0;
function notice(text) {
  $("notice").textContent = text;
  $("notice").hidden = false;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => { $("notice").hidden = true; }, 6000);
}

// ---- The counter

const KEYS = [
  ["1", "2", "3", "cancel"], ["4", "5", "6", "backspace"], ["7", "8", "9", "category"], [".", "0", "language", "enter"],
];
const KEY_WORDS = { cancel: "keyCancel", backspace: "keyBackspace", category: "keyCategory", language: "keyLanguage", enter: "keyEnter" };
const KEYBOARD = {
  Enter: "enter", Escape: "cancel", Backspace: "backspace", c: "category", C: "category", "/": "category",
  l: "language", L: "language", ".": ".", Decimal: ".",
};

function makeKeypad() {
  for (const key of KEYS.flat()) {
    const button = document.createElement("button");
    button.type = "button";
    button.id = "key-" + (key === "." ? "point" : key);
    button.dataset.key = key;
    button.className = "key " + (KEY_WORDS[key] ? key : "digit");
    button.addEventListener("click", () => press(key));
    $("keypad").append(button);
  }
}

function labelKeypad() {
  for (const button of $("keypad").children) {
    const key = button.dataset.key;
    const word = KEY_WORDS[key];
    button.textContent = word ? t(word) : key;
    button.setAttribute("aria-label", word ? t(word) : key === "." ? t("keyPoint") : t("keyDigit", key));
  }
}

/** Keys reach the terminal in the order in which they were pressed, however fast that was. */
let lastPress = Promise.resolve();
function press(key) {
  lastPress = lastPress.then(() => request("keys", key));
  return lastPress;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const place = event.target;
  if (place.matches("textarea, input, select, summary")) return;
  const key = /^[0-9]$/.test(event.key) ? event.key : KEYBOARD[event.key];
  if (!key) return;
  // Enter on a button that has the focus is that button's.
  if (event.key === "Enter" && place.matches("button") && !place.matches(".key")) return;
  event.preventDefault();
  press(key);
});

function showCounter() {
  const counter = state.counter;
  if (!counter) return;
  Glass.draw(counter.lines, counter.columns, counter.running);
  $("display-text").textContent = counter.lines.map((line) => line.trimEnd()).join("\n");
  $("led-green").classList.toggle("on", counter.green);
  $("led-red").classList.toggle("on", counter.red);
  $("buzzer").classList.toggle("on", counter.buzzing);
  document.querySelector(".case").classList.toggle("dead", !counter.running);
  for (const button of $("keypad").children) button.classList.toggle("down", counter.keys.includes(button.dataset.key));
  hum(counter.buzzing);
}

function hum(isOn) {
  if (!sound) return;
  sound.gain.gain.setTargetAtTime(isOn ? 0.05 : 0, sound.context.currentTime, 0.004);
}

function switchSound() {
  if (sound) {
    sound.context.close();
    sound = null;
  } else {
    const context = new AudioContext();
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.type = "square";
    tone.frequency.value = 2700;
    gain.gain.value = 0;
    tone.connect(gain).connect(context.destination);
    tone.start();
    sound = { context, gain };
  }
  labelSound();
}

function labelSound() {
  $("sound").textContent = sound ? t("soundOn") : t("soundOff");
  $("sound").setAttribute("aria-pressed", String(Boolean(sound)));
}

function showPaper() {
  const items = state.paper.items.slice(Math.max(0, torn - state.paper.skipped));
  const paper = $("paper");
  paper.style.setProperty("--columns", state.paper.columns);
  paper.closest(".printer").classList.toggle("broad", state.paper.columns > 32);
  paper.replaceChildren(...items.map((item) => {
    const line = document.createElement("div");
    if (item.cut) {
      line.className = "cut";
      return line;
    }
    line.className = "line " + item.align;
    for (const run of item.runs) {
      const part = document.createElement("span");
      part.textContent = run.text;
      part.className = run.looks.join(" ");
      line.append(part);
    }
    if (!item.runs.length) line.append(" ");
    return line;
  }));
  $("paper-window").classList.toggle("blank", items.length === 0);
  $("paper-window").scrollTop = $("paper-window").scrollHeight;
}

// ---- The customers

async function choose(id) {
  chosen = id;
  // Until the new one is here there is none to scan: not somebody else's.
  shown = null;
  $("scan").disabled = true;
  for (const button of document.querySelectorAll(".customer")) {
    button.setAttribute("aria-pressed", String(button.dataset.id === id));
  }
  await refreshCode();
}

async function refreshCode() {
  if (!chosen) return;
  const id = chosen;
  let code;
  if (id === "screenshot") {
    if (!picture) return;
    code = { ...picture, carrier: "picture" };
  } else {
    const answer = await request("codes/" + encodeURIComponent(id));
    if (!answer) return;
    code = await answer.json();
    code.customer = id;
    code.until = code.lifetime ? Date.now() + code.lifetime * 1000 : null;
  }
  if (chosen !== id) return;
  shown = code;
  showCode();
}

/** Codes of a phone change long before their life is over, as they do in people's hands. */
const REFRESH_SECONDS = 60;

function tick() {
  if (!shown) return;
  if (shown.until && chosen !== "screenshot" && shown.until - Date.now() < (shown.lifetime - REFRESH_SECONDS) * 1000) {
    shown.until = null;
    refreshCode();
    return;
  }
  showLife();
}

function showLife() {
  const bar = $("code-life");
  bar.hidden = !shown?.until;
  if (!shown?.until) return;
  const rest = Math.max(0, shown.until - Date.now()) / 1000;
  const share = chosen === "screenshot" ? rest / shown.lifetime : (rest - shown.lifetime + REFRESH_SECONDS) / REFRESH_SECONDS;
  bar.firstElementChild.style.width = Math.max(0, Math.min(1, share)) * 100 + "%";
}

function customer(id) {
  return state.tray?.find((one) => one.id === id);
}

function showCode() {
  const one = customer(shown?.customer);
  $("scan").disabled = !shown;
  if (!shown || !one) return;
  const words = WORDS[language].people;
  $("code-owner").textContent = one.name + " · " + (words[chosen] ?? chosen);
  $("code-picture").src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(shown.svg);
  $("code-picture").alt = one.name;
  $("code-frame").className = one.carrier === "card" ? "card" : "";
  // What a code does not say of its holder, nobody at the counter knows.
  const facts = {
    ride: [],
    certificate: [t("born", one.born)],
  }[one.carrier] ?? [
    t("born", one.born),
    one.region ? t("insuredIn", one.region, WORDS[language].schemes[one.scheme]) : t("uninsured"),
  ];
  $("code-facts").textContent = [...facts, t(one.carrier), ...(one.pin ? [t("pin", one.pin)] : [])].join(language === "zh" ? "，" : ", ");
  showLife();
}

async function scan() {
  if (!shown) return;
  const code = shown;
  if (!await request("scan", code.text)) return;
  picture = code;
  showTray();
  // The code has been seen: a phone shows the next one. A picture stays what it is.
  if (chosen !== "screenshot") await refreshCode();
}

function showTray() {
  if (!state.tray) return;
  const words = WORDS[language].people;
  const groups = [["groupGood", state.tray.filter((one) => !one.flaw)], ["groupBad", state.tray.filter((one) => one.flaw)]];
  $("tray").replaceChildren(...groups.map(([name, people]) => {
    const group = document.createElement("div");
    group.className = "group " + name;
    const title = document.createElement("h3");
    title.textContent = t(name);
    const list = document.createElement("div");
    list.className = "people";
    const all = name === "groupBad" ? [...people, { id: "screenshot", name: customer(picture?.customer)?.name ?? "—" }] : people;
    for (const one of all) list.append(customerButton(one, words[one.id] ?? one.id));
    group.append(title, list);
    return group;
  }));
}

function customerButton(one, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.id = "person-" + one.id;
  button.className = "customer";
  button.dataset.id = one.id;
  button.disabled = one.id === "screenshot" && !picture;
  button.setAttribute("aria-pressed", String(one.id === chosen));
  const name = document.createElement("b");
  name.textContent = one.name;
  name.lang = "zh-CN";
  const what = document.createElement("span");
  what.textContent = words;
  button.append(name, what);
  button.addEventListener("click", () => choose(one.id));
  return button;
}

// ---- The hub

function yuan(fen) {
  return (fen / 100).toFixed(2);
}

/** China Standard Time, as the terminal's clock and its receipts have it, wherever the page is looked at. */
function time(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(
    language === "zh" ? "zh-CN" : "en-GB", { hour12: false, timeZone: "Asia/Shanghai" });
}

function showHub() {
  const hub = state.hub;
  if (!hub) return;
  $("hub").classList.toggle("away", !hub.reachable);
  $("hub-count").textContent = t("entryCount", hub.entries.length);
  $("hub-total").textContent = t("yuan", yuan(hub.entries.reduce((sum, entry) => sum + (entry.shares?.total ?? 0), 0)));
  $("pending").textContent = t("entryCount", hub.pending);
  $("pending").classList.toggle("some", hub.pending > 0);
  $("hub-chain").textContent = hub.reachable ? t(hub.whole ? "chainWhole" : "chainBroken") : t("hubAway");
  $("hub-chain").classList.toggle("bad", !hub.reachable || !hub.whole);
  $("hub-bundle").textContent = hub.bundle ? t("version", hub.bundle) : "–";
  $("hub-empty").hidden = hub.entries.length > 0;
  const known = new Set([...$("hub-rows").children].map((row) => row.id));
  $("hub-rows").replaceChildren(...[...hub.entries].reverse().map((entry) => {
    const row = document.createElement("tr");
    row.id = "hub-row-" + entry.sequence;
    if (known.size && !known.has(row.id)) row.className = "new";
    const isReceipted = entry.sequence <= hub.receipted;
    const cells = [
      [entry.sequence], [time(entry.at)], [t(entry.kind, entry.of ?? (entry.fen === undefined ? "" : yuan(entry.fen)))],
      [entry.name ?? "–", "who"], [entry.articles || "–", "sum"],
      ...["total", "fund", "relief", "account", "selfPaid"].map((share) => [entry.shares ? yuan(entry.shares[share]) : "–", "sum"]),
      [t(isReceipted ? "receipted" : "receiptComing"), isReceipted ? "good" : "coming"],
    ];
    for (const [text, kind] of cells) {
      const cell = document.createElement("td");
      cell.textContent = text;
      if (kind) cell.className = kind;
      row.append(cell);
    }
    return row;
  }));
}

function showSwitches() {
  const switches = state.switches;
  if (!switches) return;
  for (const button of document.querySelectorAll("[data-act]")) {
    const [thing, word] = button.dataset.act.split("/");
    if (switches[thing] !== undefined) button.setAttribute("aria-pressed", String(switches[thing] === word));
  }
}

// ---- The whole page

function setLanguage(next) {
  language = next;
  localStorage.setItem("language", next);
  showWords();
}

function showWords() {
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = t("title") + " · acceptd";
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  for (const name of ["zh", "en"]) $("language-" + name).setAttribute("aria-pressed", String(name === language));
  labelKeypad();
  labelSound();
  showTray();
  showCode();
  showHub();
}

function listen() {
  const events = new EventSource("events");
  events.onopen = () => { $("connection").hidden = true; };
  events.onerror = () => { $("connection").hidden = false; };
  const take = (name, show) => events.addEventListener(name, (event) => {
    state[name] = JSON.parse(event.data);
    show();
  });
  take("counter", showCounter);
  take("paper", showPaper);
  take("switches", showSwitches);
  take("hub", showHub);
  take("tray", () => {
    showTray();
    if (!chosen && state.tray.length) choose(state.tray[0].id);
  });
}

makeKeypad();
showWords();
for (const button of document.querySelectorAll("[data-act]")) {
  button.addEventListener("click", () => request("act/" + button.dataset.act));
}
for (const name of ["zh", "en"]) $("language-" + name).addEventListener("click", () => setLanguage(name));
$("scan").addEventListener("click", scan);
$("scan").disabled = true;
$("sound").addEventListener("click", switchSound);
$("paste-scan").addEventListener("click", () => {
  const text = $("paste-text").value.trim();
  if (text) request("scan", text);
});
$("paper-tear").addEventListener("click", () => {
  torn = state.paper.skipped + state.paper.items.length;
  showPaper();
});
// The glass and the paper want their font before they are drawn well.
document.fonts?.load("16px Unifont", "请").then(showCounter, () => {});
setInterval(tick, 500);
listen();
