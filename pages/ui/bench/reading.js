// Reads a drawing in the browser just as mnistnet.drawing does on the server, step by step; a test holds them equal.
const EDGE = Math.fround(0.3), // as NumPy compares it with float32
  SPECK = 0.12, FAR = 0.1, SLANTS = [-0.45, 0.25], LEAN = 0.5, WIDTHS = [2, 3.6], BOX = 20, SIDE = 28;
const CROSS = [[0, -1], [-1, 0], [1, 0], [0, 1]], SQUARE = [...CROSS, [-1, -1], [1, -1], [-1, 1], [1, 1]];

// Ink is { w, h, p }: columns, rows, and a Float32Array from 0 to 1.
export function readInk(ink) {
  const most = ink.p.reduce((a, b) => Math.max(a, b), 0);
  if (most < EDGE) return null;
  let now = withoutSpecks({ ...ink, p: ink.p.map((value) => value / most) });
  now = unlessLost(usualSlant(now), now);
  now = unlessLost(usualWidth(now), now);
  return Uint8Array.from(centred(scaled(now)), (value) => even(Math.min(1, Math.max(0, value)) * 255));
}

const even = (x) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)); // as NumPy rounds
const blank = (w, h) => ({ w, h, p: new Float32Array(w * h) });
const unlessLost = (after, before) => (boxOf(after) ? after : before);
const within = (value, [low, high]) => Math.min(Math.max(value, low), high);

function boxOf({ w, h, p }) {
  let top = h, left = w, bottom = 0, right = 0;
  for (let y = 0, i = 0; y < h; y++)
    for (let x = 0; x < w; x++, i++)
      if (p[i] > EDGE) {
        if (y < top) top = y;
        if (x < left) left = x;
        if (x >= right) right = x + 1;
        bottom = y + 1;
      }
  return bottom ? [top, left, bottom, right] : null;
}

function cut(ink, top, left, bottom, right) {
  const part = blank(right - left, bottom - top);
  for (let y = 0; y < part.h; y++)
    for (let x = 0; x < part.w; x++) {
      const [at, from] = [y + top, x + left];
      if (at >= 0 && at < ink.h && from >= 0 && from < ink.w) part.p[y * part.w + x] = ink.p[at * ink.w + from];
    }
  return part;
}

function withoutSpecks(ink) {
  const { w, h, p } = ink, labels = new Int32Array(w * h), pieces = [];
  for (let start = 0; start < p.length; start++) {
    if (!(p[start] > EDGE) || labels[start]) continue;
    const piece = { area: 0, box: [h, w, 0, 0] }, stack = [start];
    pieces.push(piece);
    labels[start] = pieces.length;
    while (stack.length) {
      const at = stack.pop(), y = Math.floor(at / w), x = at % w, box = piece.box;
      piece.area++;
      if (y < box[0]) box[0] = y;
      if (x < box[1]) box[1] = x;
      if (y >= box[2]) box[2] = y + 1;
      if (x >= box[3]) box[3] = x + 1;
      for (let k = 0; k < SQUARE.length; k++) {
        const dx = SQUARE[k][0], dy = SQUARE[k][1], to = at + dy * w + dx;
        if (x + dx < 0 || x + dx >= w || y + dy < 0 || y + dy >= h || labels[to] || !(p[to] > EDGE)) continue;
        labels[to] = pieces.length;
        stack.push(to);
      }
    }
  }
  if (pieces.length < 2) return ink;
  const largest = Math.max(...pieces.map((one) => one.area)), large = pieces.filter((one) => one.area >= SPECK * largest);
  const edge = (rule, i) => rule(...large.map((one) => one.box[i]));
  const [top, left, bottom, right] = [edge(Math.min, 0), edge(Math.min, 1), edge(Math.max, 2), edge(Math.max, 3)];
  const free = FAR * Math.max(bottom - top, right - left);
  const away = ({ box }) => box[0] > bottom + free || box[2] < top - free || box[1] > right + free || box[3] < left - free;
  const specks = new Set(pieces.flatMap((one, i) => (!large.includes(one) && away(one) ? [i + 1] : [])));
  if (!specks.size) return ink;
  const kept = Float32Array.from(p);
  for (let i = 0; i < p.length; i++)
    if (specks.has(labels[i]))
      for (const [dx, dy] of [[0, 0], ...SQUARE]) {
        const [x, y] = [(i % w) + dx, Math.floor(i / w) + dy];
        if (x >= 0 && x < w && y >= 0 && y < h) kept[y * w + x] = 0;
      }
  return { w, h, p: kept };
}

function usualSlant(ink) {
  const { w, h, p } = ink, sums = [0, 0, 0];
  for (let i = 0; i < p.length; i++) {
    sums[0] += p[i];
    sums[1] += Math.floor(i / w) * p[i];
    sums[2] += (i % w) * p[i];
  }
  const y = sums[1] / sums[0], x = sums[2] / sums[0];
  let spread = 0, lean = 0;
  for (let i = 0; i < p.length; i++) {
    const down = Math.floor(i / w) - y;
    spread += down * down * p[i];
    lean += down * ((i % w) - x) * p[i];
  }
  const slant = spread > 0 ? lean / spread : 0, excess = within(slant - within(slant, SLANTS), [-LEAN, LEAN]), box = boxOf(ink);
  if (excess === 0 || !box) return ink;
  const margin = Math.ceil(Math.abs(excess) * (box[2] - box[0])), sheared = blank(w + 2 * margin, h);
  let first = sheared.w, last = 0;
  const edge = sheared.w - 1, at = (row, place) => {
    const inside = Math.min(Math.max(place, 0), edge) - margin;
    return inside >= 0 && inside < w ? p[row * w + inside] : 0;
  };
  for (let row = 0; row < h; row++) {
    let left = 0, right = w - 1;
    while (left < w && !p[row * w + left]) left++;
    while (right >= left && !p[row * w + right]) right--;
    const shift = excess * (row + 0.5) - excess * y, end = Math.min(edge, Math.ceil(right + margin - shift + 2));
    for (let column = Math.max(0, Math.floor(left + margin - shift - 2)); left <= right && column <= end; column++) {
      const from = column + 0.5 + excess * (row + 0.5) - excess * y;
      if (from < 0 || from >= sheared.w) continue;
      const before = Math.floor(from - 0.5), part = from - 0.5 - before;
      const value = at(row, before) + (at(row, before + 1) - at(row, before)) * part;
      sheared.p[row * sheared.w + column] = value;
      if (!sheared.p[row * sheared.w + column]) continue;
      if (column < first) first = column;
      if (column >= last) last = column + 1;
    }
  }
  const reach = Math.max(0, margin - first, last - (sheared.w - margin));
  return cut(sheared, 0, margin - reach, h, sheared.w - margin + reach);
}

// The largest or smallest value among a pixel and its neighbours; outside the paper it is blank.
function extreme({ w, h, p }, near, rule) {
  const wide = w + 2, padded = new Float32Array(wide * (h + 2)), result = new Float32Array(w * h);
  for (let y = 0; y < h; y++) padded.set(p.subarray(y * w, (y + 1) * w), (y + 1) * wide + 1);
  const steps = Int32Array.from(near, ([dx, dy]) => dy * wide + dx), largest = rule === Math.max;
  for (let y = 0, i = 0; y < h; y++)
    for (let x = 0, at = (y + 1) * wide + 1; x < w; x++, i++, at++) {
      let value = padded[at];
      for (let k = 0; k < steps.length; k++) {
        const other = padded[at + steps[k]];
        if (largest ? other > value : other < value) value = other;
      }
      result[i] = value;
    }
  return { w, h, p: result };
}

function strokeWidth(ink) {
  let mask = { ...ink, p: ink.p.map((value) => (value > 0.5 ? 1 : 0)) }, turn = 0;
  const depth = Float32Array.from(mask.p);
  while (mask.p.some(Boolean)) {
    mask = extreme(mask, turn++ % 2 ? SQUARE : CROSS, Math.min);
    mask.p.forEach((value, i) => (depth[i] += value));
  }
  const highest = extreme({ ...ink, p: depth }, SQUARE, Math.max).p;
  const ridge = [...depth].filter((value, i) => value > 0 && value >= highest[i]).sort((a, b) => a - b), half = ridge.length / 2;
  if (!ridge.length) return 0;
  return ridge[Math.floor(half - 0.5)] + ridge[Math.ceil(half - 0.5)] - 0.5;
}

function usualWidth(ink) {
  const box = boxOf(ink);
  if (!box) return ink;
  const drawn = cut(ink, ...box), width = strokeWidth(drawn), line = Math.max(drawn.w, drawn.h) - width;
  const comesOut = (BOX * width) / (line + width), wanted = within(comesOut, WIDTHS);
  if (wanted === comesOut || line < width) return ink;
  const change = (wanted * line) / (BOX - wanted) - width, room = Math.ceil(Math.max(0, change));
  let now = cut(drawn, -room, -room, drawn.h + room, drawn.w + room);
  const rule = change > 0 ? Math.max : Math.min, layers = Math.floor(Math.abs(change) / 2), part = Math.fround(Math.abs(change) / 2 - layers);
  for (let i = 0; i < layers; i++) now = extreme(now, i % 2 ? SQUARE : CROSS, rule);
  const last = extreme(now, CROSS, rule).p;
  return { ...now, p: now.p.map((value, i) => value + part * (last[i] - value)) };
}

// The mean of what every new pixel covers: the centre of an old pixel counts, as in Pillow's box filter.
function weights(size, from, to, count) {
  const scale = Math.fround(to - from) / count, wide = Math.max(scale, 1), reach = 0.5 * wide;
  return Array.from({ length: count }, (_, i) => {
    const centre = from + (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - reach + 0.5)), last = Math.min(size, Math.trunc(centre + reach + 0.5));
    const taken = [];
    for (let x = first; x < last; x++) {
      const far = (x - centre + 0.5) / wide;
      if (far > -0.5 && far <= 0.5) taken.push(x);
    }
    return taken;
  });
}

function resized(ink, [left, top, right, bottom], rows, columns) {
  const margin = Math.ceil(Math.max(0, -left, -top, right - ink.w, bottom - ink.h));
  const paper = cut(ink, -margin, -margin, ink.h + margin, ink.w + margin), [l, t, r, b] = [left, top, right, bottom].map((at) => Math.fround(at + margin));
  const across = weights(paper.w, l, r, columns), down = weights(paper.h, t, b, rows), half = blank(columns, paper.h), small = blank(columns, rows);
  for (let y = 0; y < paper.h; y++)
    across.forEach((taken, x) => (half.p[y * columns + x] = taken.reduce((sum, from) => sum + paper.p[y * paper.w + from], 0) / taken.length));
  for (let x = 0; x < columns; x++)
    down.forEach((taken, y) => (small.p[y * columns + x] = taken.reduce((sum, from) => sum + half.p[from * columns + x], 0) / taken.length));
  return small;
}

function scaled(ink) {
  const paper = new Float32Array(SIDE * SIDE), box = boxOf(ink);
  if (!box) return paper;
  let [top, left, bottom, right] = box;
  const step = Math.max(bottom - top, right - left) / BOX;
  const rows = Math.ceil((bottom - top) / step - 1e-6), columns = Math.ceil((right - left) / step - 1e-6);
  top -= (rows * step - (bottom - top)) / 2;
  left -= (columns * step - (right - left)) / 2;
  const small = resized(ink, [left, top, left + columns * step, top + rows * step], rows, columns).p;
  const most = small.reduce((a, b) => Math.max(a, b), 0), y = Math.floor((SIDE - rows) / 2), x = Math.floor((SIDE - columns) / 2);
  small.forEach((value, i) => (paper[(y + Math.floor(i / columns)) * SIDE + x + (i % columns)] = value / most));
  return paper;
}

function centred(ink) {
  const places = [];
  ink.forEach((value, i) => value && places.push([Math.floor(i / SIDE), i % SIDE, value]));
  const mass = places.reduce((sum, one) => sum + one[2], 0), moved = new Float32Array(SIDE * SIDE);
  const shifts = [0, 1].map((axis) => {
    const middle = places.reduce((sum, one) => sum + one[axis] * one[2], 0) / mass, at = places.map((one) => one[axis]);
    return within(even(SIDE / 2 - middle), [-Math.min(...at), SIDE - 1 - Math.max(...at)]);
  });
  for (const [y, x, value] of places) moved[(y + shifts[0]) * SIDE + x + shifts[1]] = value;
  return moved;
}
