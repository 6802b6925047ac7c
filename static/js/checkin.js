// The door of an event, also without a network. Every tap changes the page at once and goes into a queue
// that this phone keeps until the portal has it: leaving the page or switching the phone off loses nothing.
// What is sent twice counts once; what two phones saw of the same party, the later one says.

const door = document.getElementById("door");
const find = (id) => document.getElementById(id);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const STORE = `checkin:${door.dataset.event}`;
const EVERY = 10000, PATIENCE = 15000, AT_ONCE = 200;

// --- The queue of this phone

const read = () => JSON.parse(localStorage.getItem(STORE) || "[]");
const write = (queue) => localStorage.setItem(STORE, JSON.stringify(queue));
write(read()); // A browser that may keep nothing stops here: then the page works without this script.
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

// Our clock is the portal's: how far this phone is ahead of it is known from each answer, at worst by its way.
let ahead = Date.now() - Number(door.dataset.clock);
const clock = () => Date.now() - ahead;

// --- What the portal said last

const parties = new Map(), counters = new Map();
for (const row of document.querySelectorAll("[data-party]")) {
  const { party, seats, here, noted, code, find: name } = row.dataset;
  parties.set(party, { row, seats: Number(seats), here: Number(here), noted: Number(noted), code, words: name.split(/\s+/) });
}
for (const row of document.querySelectorAll("[data-counter]")) {
  const number = row.querySelector("[data-n]");
  counters.set(row.dataset.counter, { number, people: Number(number.textContent) });
}

// --- The page: what the portal said, and on top of it what it does not have yet

function show() {
  const queue = read();
  let here = 0, counted = 0;
  for (const [id, party] of parties) {
    const last = queue.filter((seen) => seen.party === id).pop();
    party.now = last ? last.people : party.here;
    here += party.now;
    showParty(id, party);
  }
  for (const [name, counter] of counters) {
    const more = queue.filter((seen) => seen.counted_as === name).reduce((sum, seen) => sum + seen.change, 0);
    counter.now = Math.max(0, counter.people + more);
    counter.number.textContent = counter.now;
    counted += counter.now;
  }
  put("[data-here]", here);
  put("[data-counted]", counted);
  if (find("extra")) find("extra").hidden = counted === 0;
}

function put(selector, number) {
  const place = find("door").querySelector(`.total ${selector}`);
  if (place) place.textContent = number;
}

function showParty(id, { row, now }) {
  const [tap, came] = row.children, hadFocus = row.contains(document.activeElement);
  tap.hidden = now > 0;
  came.hidden = now === 0;
  const [less, more] = came.querySelectorAll("button");
  less.value = `${id}:${Math.max(0, now - 1)}`;
  more.value = `${id}:${now + 1}`;
  came.querySelector("[data-n]").textContent = now;
  if (hadFocus && !row.contains(document.activeElement)) (now ? came.querySelector(".undo") : tap).focus();
}

function showQueue(away) {
  const waiting = read().length, chip = find("unsent").firstElementChild, text = chip.querySelector("[data-text]");
  chip.hidden = !(away && waiting);
  find("unsent-why").hidden = chip.hidden;
  text.textContent = chip.hidden ? "" : fill(text.dataset.text, { n: waiting });
}

// --- A tap

function note(value) {
  const at = value.lastIndexOf(":"), what = value.slice(0, at), number = Number(value.slice(at + 1));
  const seen = parties.has(what) ? ofParty(what, number) : { counted_as: what, change: number };
  if (!parties.has(what) && counters.get(what).now + number < 0) return;
  write([...read(), { key: newKey(), at: clock(), ...seen }]);
  show();
  sync();
}

// Whoever acts on what the portal said does so after it, whatever the clocks say.
function ofParty(id, people) {
  const party = parties.get(id), earlier = read().filter((seen) => seen.party === id).map((seen) => seen.at);
  tell(id, people);
  return { party: id, people, at: Math.max(clock(), party.noted + 1, ...earlier.map((at) => at + 1)) };
}

function tell(id, people) {
  const place = find("last"), name = parties.get(id).row.querySelector("bdi").textContent;
  const said = document.createElement("b");
  said.textContent = fill(people ? place.dataset.here : place.dataset.gone, { name, n: people });
  place.replaceChildren(said);
  if (!people) return;
  const undo = parties.get(id).row.querySelector(".undo").cloneNode(true);
  undo.className = "btn small";
  undo.setAttribute("form", "list");
  place.append(undo);
}

for (const form of [find("list"), find("count")]) {
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.value) note(event.submitter.value);
  });
}

// --- To the portal and back

let busy = false, again = false;

async function sync() {
  if (busy) { again = true; return; }
  busy = true;
  const sent = read().slice(0, AT_ONCE);
  try {
    const answer = await ask(sent);
    if (answer) settle(answer, sent);
  } catch {
    showQueue(true);
  }
  busy = false;
  if (again) { again = false; sync(); }
}

async function ask(sent) {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const post = { method: "POST", keepalive: true, body: JSON.stringify({ seen: sent }), headers: { "Content-Type": "application/json", "X-CSRFToken": token } };
  try {
    const response = await fetch(door.dataset.sync, { signal: stop.signal, ...(sent.length ? post : {}) });
    const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
    find("trouble").hidden = isOurs || response.status >= 500 || response.status === 429;
    if (!isOurs) { showQueue(true); return null; }
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

function settle(answer, sent) {
  find("refused").hidden = !answer.refused;
  if (answer.refused) {
    find("refused").querySelector("p").textContent = answer.refused;
    return showQueue(true);
  }
  const keys = new Set(sent.map((seen) => seen.key));
  write(read().filter((seen) => !keys.has(seen.key)));
  ahead = Math.min(ahead, Date.now() - answer.now);
  take(answer);
  show();
  showQueue(false);
  again = again || (sent.length > 0 && read().length > 0);
}

function take(answer) {
  for (const [id, [here, noted]] of Object.entries(answer.parties)) {
    const party = parties.get(id);
    if (party) Object.assign(party, { here, noted: noted || 0 });
    else find("newer").hidden = false;
  }
  for (const [name, counter] of counters) counter.people = answer.counts[name] || 0;
}

setInterval(() => { if (!document.hidden || read().length) sync(); }, EVERY);
addEventListener("online", sync);
document.addEventListener("visibilitychange", () => { if (!document.hidden) sync(); });

// --- Find by name or code

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const bare = (text) => text.replace(/[\s-]/g, "").toUpperCase();

function filter(text) {
  const words = fold(text).split(/\s+/).filter(Boolean), code = bare(text);
  let found = 0;
  for (const { row, words: names, code: own } of parties.values()) {
    const fits = own.startsWith(code) || words.every((word) => names.some((name) => name.startsWith(word)));
    row.hidden = !fits;
    found += fits;
  }
  find("none").textContent = found ? "" : document.querySelector(".parties").dataset.none;
}

// A whole code, typed or scanned, is a person at the door.
function arrive(text) {
  const code = bare(text).slice(-8);
  for (const [id, party] of parties) {
    if (party.code !== code) continue;
    if (party.now) tell(id, party.now); else note(`${id}:${party.seats}`);
    return true;
  }
  return false;
}

find("q")?.addEventListener("input", () => filter(find("q").value));
find("find")?.addEventListener("submit", (event) => {
  event.preventDefault();
  if (bare(find("q").value).length === 8 && arrive(find("q").value)) find("q").value = "";
  filter(find("q").value);
});

// --- Scan, where the browser can

const LINK = /[A-Z0-9]{4}-?[A-Z0-9]{4}$/;
let seen = "", film;

async function scan() {
  const video = find("camera").querySelector("video"), eye = new BarcodeDetector({ formats: ["qr_code"] });
  film = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  find("camera").hidden = false;
  video.srcObject = film;
  await video.play();
  while (film?.active) {
    for (const { rawValue } of await eye.detect(video)) look(rawValue);
    await new Promise((later) => setTimeout(later, 250));
  }
}

function look(value) {
  if (value === seen) return;
  seen = value;
  setTimeout(() => { seen = ""; }, 3000);
  const code = value.toUpperCase().match(LINK)?.[0];
  if (!code || !arrive(code)) find("last").textContent = find("last").dataset.unknown;
  navigator.vibrate?.(80);
}

function stopScan() {
  film?.getTracks().forEach((track) => track.stop());
  film = null;
  find("camera").hidden = true;
  find("scan").focus();
}

if (find("scan") && "BarcodeDetector" in window && navigator.mediaDevices) {
  find("scan").hidden = false;
  find("scan").addEventListener("click", () => scan().catch(stopScan));
  find("camera").querySelector("button").addEventListener("click", stopScan);
}

showQueue(true);
show();
if (find("q")?.value) filter(find("q").value);
sync();
