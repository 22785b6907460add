// The network itself in the browser, from the server's own weights: its answer, and a scene as mnistnet.lines makes it.
const RULES = {
  sigmoid: (a) => 1 / (1 + Math.exp(-a)),
  tanh: Math.tanh,
  relu: (a) => Math.max(a, 0),
  leaky_relu: (a) => (a > 0 ? a : 0.01 * a),
  identity: (a) => a,
};
const SLOPES = {
  sigmoid: (z) => z * (1 - z),
  tanh: (z) => 1 - z * z,
  relu: (z) => (z > 0 ? 1 : 0),
  leaky_relu: (z) => (z > 0 ? 1 : 0.01),
  identity: () => 1,
};

// What mnistnet.lines.packed has packed: the length of a description, the description, and all numbers.
export function unpack(buffer) {
  const length = new DataView(buffer).getUint32(0, true), about = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const start = 4 + length + ((4 - (length % 4)) % 4), numbers = about.half ? halves(new Uint16Array(buffer, start)) : new Float32Array(buffer, start);
  let at = 0;
  const take = (count) => numbers.subarray(at, (at += count));
  for (const layer of about.layers) [layer.weights, layer.biases] = [take(layer.ins * layer.outs), layer.has_biases ? take(layer.outs) : new Float32Array(layer.outs)];
  about.resting = forward(about, new Uint8Array(784));
  return about;
}

function halves(bits) {
  return Float32Array.from(bits, (b) => {
    const power = (b >> 10) & 31, part = b & 1023, sign = b & 32768 ? -1 : 1;
    if (power === 31) return part ? NaN : sign * Infinity;
    return sign * (power ? 2 ** (power - 15) * (1 + part / 1024) : 2 ** -14 * (part / 1024));
  });
}

// What arrives at every layer, its sums, and what it sends on.
export function forward(net, ink) {
  const trace = [];
  let signal = Float64Array.from(ink, (p) => net.offset + (net.scale * p) / 255);
  for (const { ins, outs, weights, biases, rule } of net.layers) {
    const blocks = signal.length / ins, sums = new Float64Array(blocks * outs);
    for (let i = 0; i < sums.length; i++) sums[i] = biases[i % outs];
    for (let i = 0; i < signal.length; i++) {
      if (!signal[i]) continue;
      const to = Math.floor(i / ins) * outs, row = (i % ins) * outs;
      for (let j = 0; j < outs; j++) sums[to + j] += signal[i] * weights[row + j];
    }
    const outputs = rule === "softmax" ? shared(sums, outs) : sums.map(RULES[rule]);
    trace.push({ signal, sums, outputs });
    signal = outputs;
  }
  return trace;
}

function shared(sums, outs) {
  const outputs = new Float64Array(sums.length);
  for (let start = 0; start < sums.length; start += outs) {
    const part = sums.subarray(start, start + outs), most = part.reduce((a, b) => Math.max(a, b)), powers = part.map((a) => Math.exp(a - most));
    const total = powers.reduce((a, b) => a + b);
    outputs.set(powers.map((power) => power / total), start);
  }
  return outputs;
}

// A gap in one pass over its lines: what each sender sends in all, and the strongest lines, of all or of those wanted.
function gapOf({ ins, outs, weights }, signal, times, count, { from, to: only }) {
  const sent = new Float64Array(signal.length), found = [];
  let edge = 0, total = 0;
  const trim = () => {
    found.sort((a, b) => Math.abs(b[2]) - Math.abs(a[2]) || a[0] - b[0] || a[1] - b[1]);
    found.length = Math.min(found.length, count);
    if (found.length === count) edge = Math.abs(found.at(-1)[2]);
  };
  for (let i = 0; i < signal.length; i++) {
    const z = signal[i], to = Math.floor(i / ins) * outs, row = (i % ins) * outs, counts = from === undefined || from === i;
    if (!z) continue;
    for (let j = 0; j < outs; j++) {
      const value = z * weights[row + j] * (times ? times[to + j] : 1), size = value < 0 ? -value : value;
      sent[i] += size;
      if (!counts || (only !== undefined && only !== to + j)) continue;
      total += size;
      if (size > edge && found.push([i, to + j, value]) > 4 * count + 400) trim();
    }
  }
  trim();
  return { sent, lines: found, share: total ? found.reduce((sum, one) => sum + Math.abs(one[2]), 0) / total : 1 };
}

// What one unit at every sum of a layer brings to the answer, from the layer behind it: DeepLIFT's multipliers.
function brought(net, k, trace, behind) {
  const { ins, outs, weights } = net.layers[k + 1], below = net.layers[k], now = trace[k], rest = net.resting[k];
  return now.sums.map((sum, i) => {
    const block = Math.floor(i / ins), row = (i % ins) * outs;
    let back = 0;
    for (let j = 0; j < outs; j++) back += weights[row + j] * behind[block * outs + j];
    const run = sum - rest.sums[i];
    return back * (Math.abs(run) < 1e-10 ? SLOPES[below.rule](now.outputs[i]) : (now.outputs[i] - rest.outputs[i]) / run);
  });
}

export function sceneOf(net, ink, { share, count, room, lit, most, percent, of }) {
  const trace = forward(net, ink), outputs = trace.at(-1).outputs, best = outputs.indexOf(Math.max(...outputs));
  const node = lit ?? [net.layers.length, best], target = node[0] === net.layers.length ? node[1] : best, times = [];
  if (share) {
    times[net.layers.length - 1] = outputs.map((_, i) => (i === target ? 1 : 0));
    for (let k = net.layers.length - 2; k >= 0; k--) times[k] = brought(net, k, trace, times[k + 1]);
  }
  const wanted = (k) => (node[0] === k + 1 ? { to: node[1] } : node[0] === k ? { from: node[1] } : {});
  const gaps = net.layers.map((layer, k) => {
    const { signal } = trace[k], rest = net.resting[k].signal;
    return gapOf(layer, share ? signal.map((z, i) => z - rest[i]) : signal, times[k], count, wanted(k));
  });
  const drawn = gaps.map(({ lines, share }, k) => {
    const own = wanted(k), { ins, outs } = net.layers[k];
    const among = own.to !== undefined ? ins : own.from !== undefined ? outs : trace[k].signal.length * outs;
    const [n, all] = [lines.length, among].map((one) => one.toLocaleString("en"));
    return { lines: lines.slice(0, most), share: percent(share), of: of.replace("%n", n).replace("%a", all), exact: share };
  });
  const cols = net.layers.map(({ outs }, k) => {
    const values = trace[k].outputs, rows = net.rows[k], whole = rows > 1 || k === net.layers.length - 1, all = values.map((_, i) => i);
    let nodes = [...all];
    if (!whole) {
      nodes.sort((a, b) => gaps[k + 1].sent[b] - gaps[k + 1].sent[a] || a - b).length = Math.min(room, values.length);
      if (node[0] === k + 1 && !nodes.includes(node[1])) nodes[nodes.length - 1] = node[1];
      nodes.sort((a, b) => a - b);
    }
    const largest = Math.max(...nodes.map((i) => Math.abs(values[i]))) || 1, unit = largest > 1 || k < net.layers.length - 1 ? largest : 1;
    return { nodes, rows, more: values.length - nodes.length, outputs: nodes.map((i) => values[i]), light: nodes.map((i) => values[i] / unit), paid: [] };
  });
  return { ink, cols: [{ rows: 28, nodes: [], more: 0 }, ...cols], gaps: drawn, best };
}
