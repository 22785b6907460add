// A sum written out: two pictures that are multiplied, their product, and the largest terms as lines of a receipt.
//
// Touch a place and its term is said, touch a term and its place is lit in all three; a click keeps it lit. Arrow keys
// go from place to place on the first picture. What is to be done with a place the server is told.
const sheets = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let own = sheets.get(parentElement);
  if (!own) {
    own = begin(parentElement);
    sheets.set(parentElement, own);
  }
  own.data = data;
  own.tell = (act) => setTriggerValue("picked", { act, place: own.kept });
  own.texts = new Map(data.places.map((place, i) => [place, i]));
  if (data.lit !== null) own.kept = data.lit;
  if (!own.texts.has(own.kept)) own.kept = null;
  own.at = own.kept;
  build(own);
  draw(own);
  return () => {
    own.stop.abort();
    own.seen.disconnect();
    sheets.delete(parentElement);
  };
}

function begin(parent) {
  const part = (name) => parent.querySelector(name), stop = new AbortController(), listen = { signal: stop.signal };
  const own = { root: part(".sheet"), pictures: [...parent.querySelectorAll("figure")], list: part("ol"), says: part(".says"), acts: part(".acts"), stop, at: null, kept: null };
  own.canvases = own.pictures.map((one) => one.querySelector("canvas"));
  own.seen = new ResizeObserver(() => draw(own));
  own.seen.observe(own.root);
  own.canvases[0].addEventListener("transitionend", () => draw(own), listen); // its colour follows the theme
  for (const canvas of own.canvases) {
    canvas.addEventListener("pointermove", (event) => event.pointerType === "mouse" && light(own, near(own, canvas, event)), listen);
    canvas.addEventListener("pointerleave", () => light(own, own.kept), listen);
    canvas.addEventListener("click", (event) => keep(own, near(own, canvas, event)), listen);
  }
  own.canvases[0].addEventListener("keydown", (event) => key(own, event), listen);
  return own;
}

// ---- what stands there

function build(own) {
  const { data } = own, most = Math.max(...data.terms.map((i) => Math.abs(data.products[i])), 1e-300);
  own.pictures.forEach((one, i) => (one.querySelector("figcaption").textContent = data.titles[i]));
  own.canvases[0].setAttribute("aria-label", data.words.alt);
  own.list.replaceChildren(
    ...data.terms.map((i) => {
      const line = document.createElement("li"), button = line.appendChild(document.createElement("button")), place = data.places[i];
      button.type = "button";
      button.dataset.place = place;
      cell(button, placeWords(own, place));
      cell(button, `${written(own, data.first[i])} × ${written(own, data.second[i])}`);
      bar(button, data.products[i] / most);
      cell(button, signed(own, data.products[i]), "number");
      button.addEventListener("pointerenter", () => light(own, place));
      button.addEventListener("pointerleave", () => light(own, own.kept));
      button.addEventListener("focus", () => light(own, place));
      button.addEventListener("click", () => keep(own, place));
      return line;
    }),
    ...data.ends.map(({ name, text, value, total }) => {
      const line = document.createElement("li");
      line.className = total ? "end total" : "end";
      cell(line, name).style.gridColumn = "1 / 3";
      bar(line, value === null || Math.abs(value) > most ? null : value / most); // none is better than one cut short
      cell(line, text, "number");
      return line;
    }),
  );
  own.acts.replaceChildren(
    ...data.acts.map(({ id, label }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => own.tell(id));
      return button;
    }),
  );
  own.acts.hidden = !data.acts.length;
  mark(own);
}

function cell(parent, text, kind = "") {
  const span = parent.appendChild(document.createElement("span"));
  span.className = kind;
  span.textContent = text;
  return span;
}

function bar(parent, share) {
  const box = parent.appendChild(document.createElement("span"));
  if (share === null) return;
  box.className = "bar";
  const ink = box.appendChild(document.createElement("i"));
  ink.style.width = `${100 * Math.abs(share)}%`;
  if (share < 0) ink.className = "down";
}

function written(own, value) {
  return String(value).replace("-", "−").replace(".", own.data.words.point);
}

function signed(own, value) {
  return (value > 0 ? "+" : "") + written(own, value);
}

function placeWords(own, place) {
  const { shape, words } = own.data;
  return words.place.replace("%n", place).replace("%r", Math.floor(place / shape[1])).replace("%c", place % shape[1]);
}

// ---- what is lit

function mark(own) {
  const { data } = own, i = own.texts.get(own.at);
  for (const button of own.list.querySelectorAll("button")) button.setAttribute("aria-pressed", String(own.at !== null && Number(button.dataset.place) === own.at));
  own.says.textContent =
    i === undefined ? data.words.rest : `${placeWords(own, own.at)}: ${written(own, data.first[i])} × ${written(own, data.second[i])} = ${written(own, data.products[i])}`;
  for (const button of own.acts.children) button.disabled = own.kept === null;
}

function light(own, place) {
  if (own.at === place) return;
  own.at = place;
  mark(own);
  draw(own);
}

function keep(own, place) {
  own.kept = place === own.kept && !own.data.at_once ? null : place;
  own.at = own.kept;
  mark(own);
  draw(own);
  if (own.data.at_once && own.kept !== null) own.tell(own.data.at_once);
}

function near(own, canvas, event) {
  const [rows, columns] = own.data.shape, box = canvas.getBoundingClientRect();
  const row = Math.floor(((event.clientY - box.top) / box.height) * rows), column = Math.floor(((event.clientX - box.left) / box.width) * columns);
  const place = Math.min(rows - 1, Math.max(0, row)) * columns + Math.min(columns - 1, Math.max(0, column));
  return own.texts.has(place) ? place : null;
}

function key(own, event) {
  const [rows, columns] = own.data.shape, move = { ArrowUp: -columns, ArrowDown: columns, ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (move) {
    const next = own.at === null ? own.data.places[own.data.terms[0] ?? 0] : own.at + move;
    if (own.texts.has(next)) light(own, next);
  } else if (event.key === "Enter" || event.key === " ") keep(own, own.at);
  else if (event.key === "Escape") keep(own, null);
  else return;
  event.preventDefault();
}

// ---- drawing

function draw(own) {
  if (!own.data) return;
  const wide = own.root.getBoundingClientRect().width;
  if (!wide) return;
  const style = getComputedStyle(own.canvases[0]), parts = style.color.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0], dark = parts[0] + parts[1] + parts[2] > 384;
  const look = dark ? { up: "#FFB070", down: "#8CC4FF", mark: "#BE9BE8", rule: "#5A606B" } : { up: "#C56220", down: "#326CAB", mark: "#7A4FA3", rule: "#B9B4A6" };
  look.ink = style.color;
  for (const name of ["up", "down", "mark"]) own.root.style.setProperty(`--${name}`, look[name]);
  const [rows, columns] = own.data.shape, third = Math.floor((wide - 44) / 3);
  const most = Math.min(144, third >= 4 * columns ? third : Math.floor(wide / 2) - 24); // three side by side, or two
  const cell = Math.max(1, Math.min(Math.floor(most / columns), Math.floor(144 / rows), 24));
  [own.data.first, own.data.second, own.data.products].forEach((values, i) => picture(own, own.canvases[i], values, cell, look, i === 0 && own.data.is_ink));
}

function picture(own, canvas, values, cell, look, isInk) {
  const [rows, columns] = own.data.shape, ratio = window.devicePixelRatio || 1, width = columns * cell, height = rows * cell;
  canvas.width = Math.round((width + 2) * ratio);
  canvas.height = Math.round((height + 2) * ratio);
  canvas.style.width = `${width + 2}px`;
  canvas.style.height = `${height + 2}px`;
  const pen = canvas.getContext("2d"), most = values.reduce((size, value) => Math.max(size, Math.abs(value)), 0) || 1;
  pen.setTransform(ratio, 0, 0, ratio, ratio, ratio);
  own.data.places.forEach((place, i) => {
    const value = values[i];
    if (!value) return;
    pen.globalAlpha = Math.abs(value) / most;
    pen.fillStyle = isInk ? look.ink : value > 0 ? look.up : look.down;
    pen.fillRect((place % columns) * cell, Math.floor(place / columns) * cell, cell, cell);
  });
  pen.globalAlpha = 1;
  pen.strokeStyle = look.rule;
  pen.lineWidth = 1;
  pen.strokeRect(-0.5, -0.5, width + 1, height + 1);
  if (own.at === null) return;
  pen.strokeStyle = look.mark;
  pen.lineWidth = 2.5;
  pen.strokeRect((own.at % columns) * cell - 1, Math.floor(own.at / columns) * cell - 1, cell + 2, cell + 2);
}
