// Ten sheets of 28 x 28 cells to paint, one large, all ten small; every stroke is told to the server when it is done.
//
// The browser holds what is painted, and reads the digits with it while the brush is down (score.js). Strokes that the server has not confirmed are told again with the next one; where
// the server has other sheets (undo, another start) it sends them with a new version.
const sheets = new WeakMap(), SIDE = 28, ZOOM = 10, MOST = 3, PAUSE = 400; // level of full colour; ms without a key
const HUES = { up: [224, 118, 24], down: [36, 104, 190] }, TOOLS = { up: 1, down: -1, off: 0 };

export default function ({ data, parentElement, setStateValue }) {
  let own = sheets.get(parentElement);
  if (!own) {
    own = begin(parentElement, data);
    sheets.set(parentElement, own);
  }
  const anew = own.version !== data.version;
  own.data = data;
  own.tell = () => setStateValue("told", { seq: own.seq, version: own.version, sheets: Object.fromEntries(own.untold) });
  if (anew || data.taken >= own.seq) own.untold.clear();
  if (anew) {
    own.version = data.version;
    own.levels = data.sheets.map((text) => [...text].map((letter) => Number(letter) - MOST));
  }
  label(own);
  draw(own);
  fetchDigits(own);
  return () => {
    clearTimeout(own.pause);
    own.stop.abort();
    sheets.delete(parentElement);
  };
}

function begin(parent, data) {
  const part = (name) => parent.querySelector(name), stop = new AbortController(), listen = { signal: stop.signal };
  const own = { part, stop, untold: new Map(), seq: data.taken, at: data.first, tool: "up", row: 14, column: 14, keys: false };
  own.stage = part(".stage");
  own.stage.width = own.stage.height = SIDE * ZOOM;
  for (let k = 0; k < 10; k++) {
    const button = document.createElement("button"), small = document.createElement("canvas");
    button.type = "button";
    small.width = small.height = SIDE;
    button.append(String(k), small);
    button.addEventListener("click", () => open(own, k), listen);
    part(".thumbs").append(button);
  }
  for (const tool of Object.keys(TOOLS)) part(`.${tool}`).addEventListener("click", () => take(own, tool), listen);
  own.stage.addEventListener("pointerdown", (event) => press(own, event), listen);
  own.stage.addEventListener("pointermove", (event) => move(own, event), listen);
  for (const end of ["pointerup", "pointercancel"]) own.stage.addEventListener(end, () => lift(own), listen);
  own.stage.addEventListener("keydown", (event) => key(own, event), listen);
  own.stage.addEventListener("blur", () => draw(own), listen);
  own.stage.addEventListener("focus", () => draw(own), listen);
  own.stage.addEventListener("transitionend", () => draw(own), listen); // its colour follows the theme
  return own;
}

function label(own) {
  const { words } = own.data;
  own.stage.setAttribute("aria-label", words.stage.replace("%k", own.at));
  [...own.part(".thumbs").children].forEach((button, k) => {
    button.setAttribute("aria-label", words.sheet.replace("%k", k));
    button.setAttribute("aria-pressed", String(k === own.at));
  });
  for (const tool of Object.keys(TOOLS)) {
    own.part(`.${tool}`).textContent = words[tool];
    own.part(`.${tool}`).setAttribute("aria-pressed", String(tool === own.tool));
  }
}

function open(own, k) {
  tellKeys(own);
  own.at = k;
  label(own);
  draw(own);
}

function take(own, tool) {
  own.tool = tool;
  label(own);
}

// ---- painting: each cell moves once a stroke, the middle of the brush by two levels, its edge by one

function stamp(own, row, column) {
  for (let r = row - 1; r <= row + 1; r++)
    for (let c = column - 1; c <= column + 1; c++) {
      if (r < 0 || c < 0 || r >= SIDE || c >= SIDE) continue;
      const cell = r * SIDE + c, force = r === row && c === column ? 2 : 1, before = own.touched.get(cell) ?? 0;
      if (force <= before) continue;
      own.touched.set(cell, force);
      const sheet = own.levels[own.at], step = (force - before) * TOOLS[own.tool];
      sheet[cell] = own.tool === "off" ? 0 : Math.max(-MOST, Math.min(MOST, sheet[cell] + step));
    }
}

function cellOf(own, event) {
  const box = own.stage.getBoundingClientRect();
  const at = (from, size) => Math.max(0, Math.min(SIDE - 1, Math.floor((from / size) * SIDE)));
  return [at(event.clientY - box.top, box.height), at(event.clientX - box.left, box.width)];
}

function press(own, event) {
  if (!event.isPrimary || event.button !== 0) return;
  tellKeys(own);
  own.touched = new Map();
  own.last = cellOf(own, event);
  own.pointer = event.pointerId;
  own.stage.setPointerCapture(event.pointerId);
  stamp(own, ...own.last);
  draw(own);
}

function move(own, event) {
  if (own.pointer !== event.pointerId) return;
  const all = event.getCoalescedEvents?.() ?? [];
  for (const one of all.length ? all : [event]) {
    const to = cellOf(own, one), steps = Math.max(Math.abs(to[0] - own.last[0]), Math.abs(to[1] - own.last[1]));
    for (let i = 1; i <= steps; i++)
      stamp(own, ...own.last.map((from, axis) => Math.round(from + ((to[axis] - from) * i) / steps)));
    own.last = to;
  }
  draw(own);
}

function lift(own) {
  if (own.pointer === undefined) return;
  own.pointer = undefined;
  changed(own);
}

function changed(own) {
  own.seq = Math.max(own.seq + 1, Date.now());
  own.untold.set(String(own.at), own.levels[own.at].map((level) => level + MOST).join(""));
  own.tell();
}

function key(own, event) {
  const go = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
  const tool = { o: "up", O: "up", b: "down", B: "down", x: "off", X: "off" }[event.key];
  const paints = event.key === " " || event.key === "Enter", sheet = /^[0-9]$/.test(event.key) ? Number(event.key) : null;
  if (event.ctrlKey || event.metaKey || event.altKey || (!go && !tool && !paints && sheet === null)) return;
  event.preventDefault();
  if (sheet !== null) open(own, sheet);
  else if (tool) take(own, tool);
  else {
    const within = (at) => Math.min(SIDE - 1, Math.max(0, at));
    if (go) [own.row, own.column] = [within(own.row + go[0]), within(own.column + go[1])];
    if (paints || event.shiftKey) {
      own.touched = new Map();
      stamp(own, own.row, own.column);
      own.keys = true;
      clearTimeout(own.pause);
      own.pause = setTimeout(() => tellKeys(own), PAUSE);
    }
  }
  const level = own.levels[own.at][own.row * SIDE + own.column];
  const place = own.data.words.place.replace("%k", own.at).replace("%r", own.row + 1).replace("%c", own.column + 1);
  own.part(".says").textContent = place.replace("%v", level > 0 ? `+${level}` : String(level).replace("-", "−"));
  draw(own);
}

function tellKeys(own) {
  clearTimeout(own.pause);
  if (own.keys) changed(own);
  own.keys = false;
}

// ---- drawing

function draw(own) {
  own.scoring ||= requestAnimationFrame(() => score(own));
  const style = getComputedStyle(own.stage), dark = style.color.match(/\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) > 382;
  const paper = dark ? [21, 24, 29] : [251, 250, 246];
  [...own.part(".thumbs").children].forEach((button, k) => lay(button.querySelector("canvas"), own.levels[k], paper));
  const pen = own.stage.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(own.part(".thumbs").children[own.at].querySelector("canvas"), 0, 0, SIDE * ZOOM, SIDE * ZOOM);
  if (own.stage.matches(":focus-visible")) {
    pen.strokeStyle = dark ? "#fff" : "#000";
    pen.lineWidth = 2;
    pen.strokeRect(own.column * ZOOM, own.row * ZOOM, ZOOM, ZOOM);
  }
}

function lay(canvas, levels, paper) {
  const pen = canvas.getContext("2d"), image = pen.createImageData(SIDE, SIDE);
  levels.forEach((level, cell) => {
    const hue = level > 0 ? HUES.up : HUES.down, share = Math.abs(level) / MOST;
    const mixed = paper.map((light, i) => light + (hue[i] - light) * share);
    image.data.set([...mixed, 255], cell * 4);
  });
  pen.putImageData(image, 0, 0);
}
