// Watches the hand at the board: every stroke and every square is told to the server the moment it is done.
//
// The canvas component draws; it would tell of a stroke 200 ms late and not at all if its page is left before. Marks
// that the server has not confirmed are told again with the next one, so none is lost when many come at once.
const SQUARES = 28, MOST = 2000; // points of a stroke
const PAUSE = 400; // ms without a key after which inked squares are told
const hands = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  let hand = hands.get(parentElement);
  if (!hand) {
    hand = { untold: [], squares: [], row: 14, column: 14, seq: 0, stop: new AbortController() };
    hands.set(parentElement, hand);
    requestAnimationFrame(() => look(hand)); // once it knows what to show
    // at the window, so that the first stroke counts on a canvas that nobody has found yet
    window.addEventListener("pointerdown", (event) => meet(hand, event), { capture: true, signal: hand.stop.signal });
  }
  const redrawn = hand.data && hand.data.version !== data.version;
  hand.data = data;
  hand.tell = () => setStateValue("marks", hand.untold);
  hand.untold = hand.untold.filter((mark) => mark.seq > data.taken);
  if (redrawn && hand.layer) setTimeout(() => wipeSquares(hand), 150); // by then the canvas shows them itself
  find(hand);
  show(hand);
  return () => {
    tellSquares(hand);
    hand.stop.abort();
    hand.listens?.abort();
    hand.layer?.remove();
    hands.delete(parentElement);
  };
}

// A canvas can be made anew at any time; it is met before anybody sees it, for its own tool bar is not wanted.
function look(hand) {
  if (hand.stop.signal.aborted) return;
  find(hand);
  if (document.querySelector(".st-key-board") && !hand.canvas?.isConnected) requestAnimationFrame(() => look(hand));
  else setTimeout(() => look(hand), 250);
}

// Find the canvas and the place of the answer, where the page has them.
function find(hand) {
  const answer = document.querySelector(".st-key-verdict");
  answer?.setAttribute("role", "status");
  answer?.setAttribute("aria-live", "polite");
  const hosts = [...document.querySelectorAll(".st-key-board *")];
  const canvas = hosts.map((host) => host.shadowRoot?.querySelector("canvas.upper-canvas")).find(Boolean);
  if (canvas && canvas !== hand.canvas) attach(hand, canvas);
}

function meet(hand, event) {
  const path = event.composedPath().filter((one) => one instanceof Element);
  const canvas = path.find((one) => one.matches("canvas.upper-canvas"));
  if (!canvas || !path.some((one) => one.matches(".st-key-board"))) return;
  if (canvas !== hand.canvas) attach(hand, canvas);
  begin(hand, event);
}

function attach(hand, canvas) {
  const { data } = hand, box = canvas.closest(".dc-container");
  hand.canvas = canvas;
  hand.line = null;
  hand.listens?.abort();
  hand.listens = new AbortController();
  hand.layer?.remove();
  hand.layer = document.createElement("div");
  hand.layer.className = "hand";
  hand.layer.innerHTML = `<style>
.dc-toolbar { display: none !important }
canvas.upper-canvas { touch-action: none }
canvas.upper-canvas:focus { outline: none }
.dc-container:has(canvas.upper-canvas:focus-visible) { outline: 3px solid var(--st-primary-color); outline-offset: 2px }
.hand { position: absolute; inset: 0; z-index: 30; pointer-events: none; color: #F3F0E8; text-align: center;
  font: 500 0.85rem var(--st-font) }
.hand > * { position: absolute }
.sample, .squares { left: 0; top: 0; width: 100%; height: 100%; image-rendering: pixelated }
.sample { opacity: 0.32 }
.hint { left: 0; right: 0; bottom: 10px }
.keys { left: 4px; right: 4px; bottom: 6px; font-size: 0.75rem; display: none }
.cursor { width: calc(100% / 28); height: calc(100% / 28); box-sizing: border-box; border: 2px solid #FF9F55; display: none }
.says { width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.dc-container:has(canvas.upper-canvas:focus-visible) :is(.cursor, .keys) { display: block }
.dc-container:has(canvas.upper-canvas:focus-visible) .hint { display: none }
</style><canvas class="squares" width="28" height="28"></canvas><img class="sample" alt="" hidden>
<div class="hint" hidden></div><div class="keys"></div><div class="cursor"></div><div class="says" aria-live="polite"></div>`;
  box.append(hand.layer);
  hand.part = (name) => hand.layer.querySelector(`.${name}`);
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", data.words.label);
  const listen = { signal: hand.listens.signal };
  canvas.addEventListener("keydown", (event) => key(hand, event), listen);
  canvas.addEventListener("blur", () => tellSquares(hand), listen);
  window.addEventListener("pointermove", (event) => go(hand, event), listen);
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, (event) => lift(hand, event), listen);
  show(hand);
  if (data.behind) push(hand, { redraw: true }); // a new canvas that was not given the last strokes
}

function show(hand) {
  if (!hand.layer) return;
  const { sample, words } = hand.data, ghost = hand.part("sample");
  const hidden = !sample || hand.line || hand.untold.length > 0 || hand.squares.length > 0;
  if (sample) ghost.src = sample;
  ghost.hidden = hand.part("hint").hidden = hidden;
  hand.part("hint").textContent = words.over;
  hand.part("keys").textContent = words.keys;
  placeCursor(hand);
}

// ---- pen

function place(hand, event) {
  const box = hand.canvas.getBoundingClientRect(), scale = hand.data.side / box.width;
  return [event.clientX - box.left, event.clientY - box.top].map((at) => Math.round(at * scale * 10) / 10);
}

function begin(hand, event) {
  if (!event.isPrimary || event.button !== 0) return;
  tellSquares(hand);
  hand.line = { points: [place(hand, event)], pointer: event.pointerId, version: hand.data.version };
  show(hand);
}

function go(hand, event) {
  if (hand.line?.pointer !== event.pointerId) return;
  const all = event.getCoalescedEvents?.() ?? [];
  for (const one of all.length ? all : [event]) hand.line.points.push(place(hand, one));
}

function lift(hand, event) {
  if (hand.line?.pointer !== event.pointerId) return;
  let { points, version } = hand.line;
  while (points.length > MOST) points = points.filter((_, i) => i % 2 === 0);
  hand.line = null;
  push(hand, { points, version, width: hand.data.width, rubs: hand.data.rubs });
}

function push(hand, mark) {
  hand.seq = Math.max(hand.seq + 1, hand.data.taken + 1, Date.now());
  hand.untold.push({ ...mark, seq: hand.seq });
  hand.tell();
}

// ---- keys

function key(hand, event) {
  const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  const ink = { " ": 1, Enter: 1, Backspace: 0, Delete: 0, x: 0, X: 0 }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || (!move && ink === undefined)) return;
  event.preventDefault();
  if (move) {
    if (event.shiftKey) mark(hand, 1);
    const within = (at) => Math.min(SQUARES - 1, Math.max(0, at));
    [hand.row, hand.column] = [within(hand.row + move[0]), within(hand.column + move[1])];
    if (event.shiftKey) mark(hand, 1);
  } else mark(hand, ink);
  placeCursor(hand);
  const { words } = hand.data;
  const at = words.place.replace("%r", hand.row + 1).replace("%c", hand.column + 1);
  hand.part("says").textContent = `${at}, ${isInked(hand) ? words.ink : words.blank}`;
}

function mark(hand, full) {
  const pen = hand.part("squares").getContext("2d");
  pen.fillStyle = full ? "#fff" : "#000";
  pen.fillRect(hand.column, hand.row, 1, 1);
  hand.squares = hand.squares.filter(([row, column]) => row !== hand.row || column !== hand.column);
  hand.squares.push([hand.row, hand.column, full]);
  show(hand);
  clearTimeout(hand.pause);
  hand.pause = setTimeout(() => tellSquares(hand), PAUSE);
}

function tellSquares(hand) {
  clearTimeout(hand.pause);
  const squares = hand.squares;
  hand.squares = [];
  if (squares.length) push(hand, { squares });
}

function wipeSquares(hand) {
  const pen = hand.part("squares").getContext("2d");
  pen.clearRect(0, 0, SQUARES, SQUARES);
  for (const [row, column, full] of hand.squares) {
    pen.fillStyle = full ? "#fff" : "#000";
    pen.fillRect(column, row, 1, 1);
  }
}

function isInked(hand) {
  const own = hand.part("squares").getContext("2d").getImageData(hand.column, hand.row, 1, 1).data;
  if (own[3]) return own[0] > 127;
  if (hand.data.sample) return false;
  const below = hand.canvas.parentElement.querySelector("canvas.lower-canvas"), edge = below.width / SQUARES;
  const middle = [(hand.column + 0.5) * edge, (hand.row + 0.5) * edge];
  return below.getContext("2d").getImageData(...middle, 1, 1).data[0] > 127;
}

function placeCursor(hand) {
  const cursor = hand.part("cursor");
  cursor.style.top = `${(100 * hand.row) / SQUARES}%`;
  cursor.style.left = `${(100 * hand.column) / SQUARES}%`;
}
