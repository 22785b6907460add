// The living picture: the network drawn on a canvas, from the picture over every layer's nodes to the answers.
//
// What is drawn comes from the server as a scene: columns of nodes, the lines of every gap. A finger, the mouse or the
// arrow keys light a node up; Enter or a tap opens it, which the server is told. Play lets the signal pass.
const pictures = new WeakMap(), PASS = 650, STEPS = 16; // ms for one gap; pieces of a curve
const FRAME = 16, SLOW = 250; // ms for one reading that leaves the pen a share of every frame, and that is too long

export default function ({ data, parentElement, setTriggerValue }) {
  let own = pictures.get(parentElement);
  if (!own) {
    own = begin(parentElement);
    pictures.set(parentElement, own);
  }
  own.data = data;
  own.scene = data;
  own.tell = (node) => setTriggerValue("touched", node);
  own.canvas.setAttribute("aria-label", `${data.words.alt} ${data.words.keys}`);
  own.canvas.style.height = `${data.height}px`;
  own.play.textContent = data.words.play;
  if (own.at && !places(own).some((one) => one.id === own.at)) own.at = null;
  live(own);
  draw(own);
  return () => {
    own.stop.abort();
    own.seen.disconnect();
    cancelAnimationFrame(own.frame);
    pictures.delete(parentElement);
  };
}

function begin(parent) {
  const part = (name) => parent.querySelector(name), stop = new AbortController(), listen = { signal: stop.signal };
  const own = { canvas: part("canvas"), says: part(".says"), play: part("button"), stop, time: null, back: 0 };
  const { canvas } = own;
  own.seen = new ResizeObserver(() => draw(own));
  own.seen.observe(canvas);
  canvas.addEventListener("transitionend", () => draw(own), listen); // its colour follows the theme
  canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && light(own, near(own, event)), listen);
  canvas.addEventListener("pointerleave", () => light(own, null), listen);
  canvas.addEventListener("click", (event) => (own.frame ? pause(own) : open(own, near(own, event))), listen);
  canvas.addEventListener("keydown", (event) => key(own, event), listen);
  canvas.addEventListener("blur", () => light(own, null), listen);
  own.play.addEventListener("click", () => pass(own), listen);
  watchPen(own, listen);
  return own;
}

// ---- where everything stands

function places(own) {
  const { cols } = own.scene, found = [], { width, height } = size(own), phone = width < 480;
  const top = 16, bottom = height - 34, tall = bottom - top, answers = phone ? 74 : 100;
  const edge = Math.max(2, Math.floor(Math.min(width * 0.36, tall * 0.7, 196) / 28)) * 28;
  const hidden = cols.slice(1, -1), grids = hidden.filter((one) => one.rows > 1);
  const room = width - edge - answers, cells = grids.reduce((sum, one) => sum + one.nodes.length / one.rows, 0);
  const cell = Math.max(1, Math.min(4, Math.floor((room * 0.55) / Math.max(1, cells))));
  const wide = (one) => (one.rows > 1 ? (one.nodes.length / one.rows) * cell : 0);
  const free = (room - hidden.reduce((sum, one) => sum + wide(one), 0)) / (hidden.length + 1);
  let x = edge;
  own.ink = { x: 0, y: top + (tall - edge) / 2, edge, cell: edge / 28 };
  own.stubs = [null];
  own.grids = [];
  hidden.forEach((one, i) => {
    x += free;
    const units = one.nodes.length / one.rows, pitch = one.rows > 1 ? cell : tall / (one.nodes.length + (one.more ? 2 : 0));
    const line = edge / one.rows, high = one.rows > 1 ? edge : 0, first = one.rows > 1 ? own.ink.y : top; // row by row
    if (one.rows > 1) own.grids.push({ x, y: first, w: units * cell, h: high });
    one.nodes.forEach((node, n) => {
      const at = one.rows > 1 ? [x + ((n % units) + 0.5) * cell, first + (Math.floor(n / units) + 0.5) * line] : [x, first + (n + 0.5) * pitch];
      found.push({ id: `${i + 1}:${node}`, col: i + 1, n, node, x: at[0], y: at[1], r: one.rows > 1 ? cell / 2 : Math.min(7, pitch * 0.42), half: line / 2 });
    });
    own.stubs.push(one.more ? { x, y: bottom - pitch * 0.6, more: one.more } : null);
    x += wide(one);
  });
  const last = cols.at(-1), pitch = tall / last.nodes.length;
  last.nodes.forEach((node, n) =>
    found.push({ id: `${cols.length - 1}:${node}`, col: cols.length - 1, n, node, x: width - answers + 8, y: top + (n + 0.5) * pitch, r: Math.min(8, pitch * 0.4), answer: true }));
  own.stubs.push(null);
  own.wide = { width, answers, bottom, phone };
  return (own.places = found);
}

function size(own) {
  const box = own.canvas.getBoundingClientRect();
  return { width: box.width, height: box.height };
}

function spot(own, col, node) {
  if (col === 0) {
    const { x, y, cell } = own.ink;
    return [x + ((node % 28) + 0.5) * cell, y + (Math.floor(node / 28) + 0.5) * cell];
  }
  const one = own.index.get(`${col}:${node}`) ?? own.stubs[col];
  return one && [one.x, one.y];
}

function near(own, event) {
  const box = own.canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  let best = null, reach = event.pointerType === "mouse" ? 14 : 24;
  for (const one of own.places) {
    const within = one.answer && x > one.x - 10 ? 0 : Math.abs(x - one.x);
    const far = Math.hypot(within, y - one.y);
    if (far < reach) [best, reach] = [one, far];
  }
  return best;
}

// ---- drawing

function draw(own) {
  if (!own.data) return;
  const { width, height } = size(own), { canvas, scene } = own, ratio = window.devicePixelRatio || 1;
  if (!width) return;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  own.index = new Map(places(own).map((one) => [one.id, one]));
  const style = getComputedStyle(canvas), dark = bright(style.color), pen = canvas.getContext("2d");
  own.look = dark
    ? { up: "#FFB070", down: "#8CC4FF", back: "#BE9BE8", ink: style.color, rule: "#5A606B", paper: "#15181D" }
    : { up: "#C56220", down: "#326CAB", back: "#7A4FA3", ink: style.color, rule: "#B9B4A6", paper: "#FBFAF6" };
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = `12px ${style.fontFamily}`;
  const gaps = scene.cols.length - 1, time = own.time ?? gaps;
  scene.gaps.forEach((gap, g) => lines(own, pen, gap.lines, g, Math.min(1, time - g), false));
  if (own.back && scene.back) scene.back.gaps.forEach((gap, g) => lines(own, pen, gap, g, Math.min(1, own.back - (gaps - 1 - g)), true));
  picture(own, pen);
  nodes(own, pen, time);
  shares(own, pen);
}

function bright(colour) {
  const parts = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0];
  return parts[0] + parts[1] + parts[2] > 384;
}

function lines(own, pen, all, g, part, back) {
  if (part <= 0 || !all.length) return;
  const most = Math.abs(all[0][2]) || 1, lit = own.at;
  for (let i = all.length - 1; i >= 0; i--) {
    const [from, to, value] = all[i], a = spot(own, g, from), b = spot(own, g + 1, to);
    if (!a || !b) continue;
    const strong = Math.sqrt(Math.abs(value) / most), touches = own.at && (`${g}:${from}` === lit || `${g + 1}:${to}` === lit);
    pen.strokeStyle = back ? own.look.back : value > 0 ? own.look.up : own.look.down;
    pen.globalAlpha = own.at && !touches ? 0.08 : 0.2 + 0.65 * strong;
    pen.lineWidth = 0.4 + 4 * (Math.abs(value) / most) + (touches ? 0.6 : 0);
    curve(pen, back ? b : a, back ? a : b, part);
  }
  pen.globalAlpha = 1;
}

function curve(pen, a, b, part) {
  const bend = (b[0] - a[0]) * 0.45;
  pen.beginPath();
  pen.moveTo(...a);
  if (part >= 1) pen.bezierCurveTo(a[0] + bend, a[1], b[0] - bend, b[1], ...b);
  else
    for (let i = 1; i <= STEPS; i++) {
      const t = (part * i) / STEPS, s = 1 - t, mix = (p, q, r, o) => s * s * s * p + 3 * s * s * t * q + 3 * s * t * t * r + t * t * t * o;
      pen.lineTo(mix(a[0], a[0] + bend, b[0] - bend, b[0]), mix(a[1], a[1], b[1], b[1]));
    }
  pen.stroke();
}

function picture(own, pen) {
  const { x, y, edge, cell } = own.ink, ink = own.scene.ink;
  pen.fillStyle = own.look.ink;
  for (let i = 0; i < 784; i++)
    if (ink[i]) {
      pen.globalAlpha = ink[i] / 255;
      pen.fillRect(x + (i % 28) * cell, y + Math.floor(i / 28) * cell, cell, cell);
    }
  pen.globalAlpha = 1;
  pen.strokeStyle = own.look.rule;
  pen.lineWidth = 1;
  pen.strokeRect(x + 0.5, y + 0.5, edge - 1, edge - 1);
}

function nodes(own, pen, time) {
  const { cols, back } = own.scene, { look } = own, gaps = cols.length - 1, lit = own.at ?? litOf(own);
  for (const box of own.grids) {
    pen.strokeStyle = look.rule;
    pen.strokeRect(box.x - 0.5, box.y - 0.5, box.w + 1, box.h + 1);
  }
  for (const one of own.places) {
    const col = cols[one.col], value = time >= one.col - 0.02 ? col.light[one.n] : 0, grid = col.rows > 1 && !one.answer;
    const error = own.back && back ? back.nodes[one.col - 1][one.n] : 0, came = own.back >= gaps - one.col + 0.9;
    pen.fillStyle = value < 0 ? look.down : look.ink;
    pen.globalAlpha = Math.min(1, Math.abs(value));
    if (grid) pen.fillRect(one.x - one.r, one.y - one.half, 2 * one.r, 2 * one.half);
    else {
      pen.globalAlpha = 1;
      pen.fillStyle = look.paper;
      disc(pen, one);
      pen.fill();
      pen.globalAlpha = Math.min(1, Math.abs(value));
      pen.fillStyle = value < 0 ? look.down : look.ink;
      pen.fill();
      pen.globalAlpha = 1;
      pen.strokeStyle = look.rule;
      pen.lineWidth = 1;
      pen.stroke();
    }
    pen.globalAlpha = 1;
    if (came && error) ring(pen, one, look.back, 1 + 3 * Math.abs(error));
    if (one.id === lit) ring(pen, one, look.back, 2);
    if (one.answer) answer(own, pen, one, time >= gaps - 0.02 ? col.outputs[one.n] : 0);
  }
  leftOut(own.stubs.filter(Boolean), pen, look.ink);
}

// How many nodes of each column are not shown; under columns that stand close the words lean apart.
function leftOut(stubs, pen, ink) {
  const words = stubs.map((stub) => `+ ${stub.more}`);
  const isClose = (k) => k > 0 && k < stubs.length
    && stubs[k].x - stubs[k - 1].x < (pen.measureText(words[k]).width + pen.measureText(words[k - 1]).width) / 2 + 6;
  pen.fillStyle = ink;
  stubs.forEach((stub, k) => {
    const way = isClose(k + 1) ? 1 : isClose(k) ? -1 : 0;
    pen.textAlign = { 1: "right", 0: "center", "-1": "left" }[way];
    pen.fillText(words[k], stub.x + 6 * way, stub.y + 12);
  });
}

// The node whose lines are drawn: the one that was touched, else the answer, which follows the pen.
function litOf(own) {
  const { scene, data } = own;
  return scene.best === undefined || data.live?.lit ? data.lit : `${scene.cols.length - 1}:${scene.best}`;
}

function disc(pen, one) {
  pen.beginPath();
  pen.arc(one.x, one.y, one.r, 0, 2 * Math.PI);
}

function ring(pen, one, colour, width) {
  pen.beginPath();
  pen.arc(one.x, one.y, one.r + 2.5, 0, 2 * Math.PI);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

function answer(own, pen, one, output) {
  const outputs = own.scene.cols.at(-1).outputs, best = output > 0 && output === Math.max(...outputs);
  const { answers, phone } = own.wide, family = pen.font.split("px ")[1], room = answers - (phone ? 40 : 34);
  pen.fillStyle = own.look.ink;
  pen.textAlign = "left";
  pen.font = `${best ? 700 : 400} 14px ${family}`;
  pen.fillText(String(one.node), one.x + 13, one.y + 5);
  pen.globalAlpha = best ? 0.85 : 0.35;
  pen.fillRect(one.x + 26, one.y + 6, Math.max(0, Math.min(1, output)) * (room - 4), 3);
  pen.globalAlpha = 1;
  pen.font = `${best ? 700 : 400} 12px ${family}`;
  if (output >= 0.005 || best) pen.fillText(inPercent(output, phone ? 0 : 1), one.x + 26, one.y + 3);
  pen.font = `12px ${family}`;
}

function inPercent(share, digits) {  // as the library's `share`: never rounded to a certainty that it is not
  const percent = 100 * share, least = 10 ** -digits;
  if (percent > 0 && percent < least) return `< ${least.toFixed(digits)} %`;
  if (percent < 100 && percent > 100 - least) return `> ${(100 - least).toFixed(digits)} %`;
  return `${percent.toFixed(digits)} %`;
}

function shares(own, pen) {
  const { gaps } = own.scene, { bottom } = own.wide;
  pen.fillStyle = own.look.ink;
  pen.textAlign = "center";
  const middles = gaps.map((gap, g) => (edgeOf(own, g, true) + edgeOf(own, g + 1, false)) / 2);
  const narrow = Math.min(...middles.map((x, g) => x - (middles[g - 1] ?? -999)), own.wide.width) < 84;
  let before = -99, line = 0;
  gaps.forEach((gap, g) => {
    line = middles[g] - before < 46 ? 14 - line : 0; // those that stand close take turns
    before = middles[g];
    pen.font = `600 12px ${pen.font.split("px ")[1]}`;
    pen.fillText(gap.share, middles[g], bottom + 16 + line);
    pen.font = `12px ${pen.font.split("px ")[1]}`;
    if (!narrow) pen.fillText(gap.of, middles[g], bottom + 30);
  });
}

function edgeOf(own, col, right) {
  if (col === 0) return own.ink.edge;
  const xs = own.places.filter((one) => one.col === col).map((one) => one.x);
  return right ? Math.max(...xs) : Math.min(...xs);
}

// ---- hands and keys

function light(own, one) {
  const id = one?.id ?? null;
  if (own.at === id || (own.at === undefined && !id)) return;
  own.at = id;
  own.canvas.style.cursor = one ? "pointer" : "";
  own.says.textContent = one ? said(own, one) : own.data.words.rest;
  draw(own);
}

function said(own, one) {
  const { words } = own.data, col = own.scene.cols[one.col], value = col.outputs[one.n];
  const number = one.answer && own.data.shares ? inPercent(value, 1) : value.toPrecision(3).replace("-", "−");
  const is_other = one.answer && words.other && one.id !== litOf(own); // only what led to the answer that is lit is here
  return (is_other ? words.other : one.answer ? words.answer : col.rows > 1 ? words.place : words.node)
    .replace("%n", one.node)
    .replace("%l", one.col)
    .replace("%v", number)
    .replace("%p", col.paid?.length ? inPercent(col.paid[one.n], 1) : "?");
}

function open(own, one) {
  if (one || own.data.lit) own.tell(one ? one.id : "");
}

function key(own, event) {
  const move = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const here = own.index.get(own.at) ?? own.index.get(own.data.lit);
  if (move) {
    const col = Math.max(1, Math.min(own.scene.cols.length - 1, (here?.col ?? own.scene.cols.length - 1) + (here ? move[0] : 0)));
    const within = own.places.filter((one) => one.col === col);
    let next = within[0];
    if (here && col === here.col && move[1]) next = within[Math.max(0, Math.min(within.length - 1, here.n + move[1]))];
    else if (here) next = within.reduce((best, one) => (Math.abs(one.y - here.y) < Math.abs(best.y - here.y) ? one : best));
    light(own, next);
  } else if (event.key === "Enter" || event.key === " ") own.frame ? pause(own) : open(own, here);
  else if (event.key === "Escape") open(own, null);
  else return;
  event.preventDefault();
}

// ---- the signal passes, and the error comes back

function pass(own) {
  const gaps = own.scene.cols.length - 1, end = gaps + (own.scene.back ? gaps : 0), still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (own.frame) return pause(own);
  let now = own.moment ?? 0;
  if (still) {
    now = now >= end ? 0 : Math.floor(now) + 1;
    show(own, now, end);
    return;
  }
  let last = null;
  const step = (stamp) => {
    now += last === null ? 0 : (stamp - last) / PASS;
    last = stamp;
    own.frame = now < end ? requestAnimationFrame(step) : 0;
    show(own, Math.min(now, end), end);
  };
  own.play.textContent = own.data.words.stop;
  own.frame = requestAnimationFrame(step);
}

function show(own, now, end) {
  const gaps = own.scene.cols.length - 1, { words } = own.data, layer = Math.min(Math.floor(now), gaps);
  own.moment = now >= end ? null : now;
  own.time = now >= gaps ? null : now;
  own.back = Math.max(0, now - gaps);
  if (!own.frame) own.play.textContent = own.moment === null ? words.play : words.on;
  const words_now = own.back ? words.back : words.passing.replace("%l", layer);
  if (own.says.textContent !== words_now) own.says.textContent = words_now;
  draw(own);
}

function pause(own) {
  cancelAnimationFrame(own.frame);
  own.frame = 0;
  own.play.textContent = own.data.words.on;
}

// ---- while the pen is down: the same numbers in the browser, before the server has heard of the stroke

const KEPT = new Map(); // networks by address

function live(own) {
  own.net = KEPT.get(own.data.weights);
  if (own.data.weights && !own.net && own.data.early) fetchNet(own);
}

async function fetchNet(own) {
  const address = own.data.weights;
  if (!address || KEPT.has(address) || own.asked === address) return;
  own.asked = address;
  try {
    const answer = await fetch(new URL(address, document.baseURI));
    if (!answer.ok) return; // the server's own answer comes after the stroke all the same
    KEPT.set(address, unpack(await answer.arrayBuffer()));
    if (KEPT.size > 3) KEPT.delete(KEPT.keys().next().value);
    own.net = KEPT.get(own.data.weights);
  } catch {}
}

function watchPen(own, listen) {
  const canvases = (event) => {
    const path = event.composedPath().filter((one) => one instanceof Element), upper = path.find((one) => one.matches("canvas.upper-canvas"));
    return upper && path.some((one) => one.matches(".st-key-board")) ? [upper.parentElement.querySelector("canvas.lower-canvas"), upper] : null;
  };
  window.addEventListener("pointerdown", (event) => {
    own.pen = event.isPrimary && event.button === 0 ? canvases(event) : null;
    if (own.pen) fetchNet(own);
  }, { ...listen, capture: true });
  const is_rested = () => own.pen && own.net && performance.now() >= (own.rested ?? 0);
  window.addEventListener("pointermove", () => is_rested() && (own.reading ||= requestAnimationFrame(() => read(own))), listen);
  for (const end of ["pointerup", "pointercancel"])
    window.addEventListener(end, () => {
      if (is_rested()) read(own);
      own.pen = null;
    }, listen);
}

function read(own) {
  own.reading = 0;
  if (!own.pen || !own.net || !own.data.weights) return;
  const began = performance.now(), ink = readInk(inkOf(own.pen)), { live } = own.data;
  if (!ink) return;
  const percent = (share) => live.share.replace("%s", (100 * share).toFixed(1));
  own.scene = sceneOf(own.net, ink, { ...live, percent, most: 300 });
  own.time = null;
  own.back = 0;
  draw(own);
  const took = performance.now() - began; // the pen comes first: a slow machine reads less often, or after the stroke
  own.rested = performance.now() + (took > FRAME ? took : 0);
  if (took > SLOW) own.pen = null;
}

function inkOf(canvases) {
  const edge = 280, sheet = new OffscreenCanvas(edge, edge), pen = sheet.getContext("2d", { willReadFrequently: true });
  pen.fillRect(0, 0, edge, edge);
  for (const canvas of canvases) if (canvas) pen.drawImage(canvas, 0, 0, edge, edge);
  const { data } = pen.getImageData(0, 0, edge, edge), p = new Float32Array(edge * edge);
  for (let i = 0; i < p.length; i++) p[i] = Math.max(data[4 * i], data[4 * i + 1], data[4 * i + 2]) / 255;
  return { w: edge, h: edge, p };
}
