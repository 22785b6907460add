// Whoever points at a digit on the map sees it: as ink, under the words that Plotly writes there.
const MAPS = '[class*="st-key-map"] .js-plotly-plot', SIDE = 28, GAP = 6; // pixels of a digit, and between words and picture
const SETS = new Map(); // pictures by address

export default function ({ data, parentElement }) {
  const card = parentElement.querySelector("canvas"), stop = new AbortController(), listen = { signal: stop.signal };
  const own = { data, card, images: SETS.get(data.digits), known: new Set(), stop };
  const meet = (event) => {
    const plot = event.target.closest?.(MAPS);
    if (plot?.on && !own.known.has(plot)) follow(own, plot);
  };
  document.addEventListener("pointerover", meet, { ...listen, capture: true });
  document.addEventListener("pointerdown", meet, { ...listen, capture: true });
  document.addEventListener("scroll", () => hide(own), { ...listen, capture: true, passive: true });
  fetchImages(own);
  return () => {
    stop.abort();
    hide(own);
  };
}

async function fetchImages(own) {
  const { digits } = own.data;
  if (SETS.has(digits)) return;
  try {
    const answer = await fetch(new URL(digits, document.baseURI));
    if (!answer.ok) return; // the words stay
    const bytes = new Uint8Array(await answer.arrayBuffer()), count = bytes.length / (SIDE * SIDE + 1);
    SETS.set(digits, bytes.subarray(count)); // behind the labels
    own.images = SETS.get(digits);
  } catch {}
}

function follow(own, plot) {
  own.known.add(plot);
  const show = (event) => own.stop.signal.aborted || point(own, plot, event.points?.[0]);
  const heard = { plotly_hover: show, plotly_unhover: () => hide(own), plotly_afterplot: () => wordsOf(plot) || hide(own) };
  for (const [name, hear] of Object.entries(heard)) plot.on(name, hear);
  own.stop.signal.addEventListener("abort", () => {
    for (const [name, hear] of Object.entries(heard)) plot.removeListener?.(name, hear);
  });
}

function point(own, plot, met) {
  const { numbers } = own.data, number = Number([met?.customdata ?? NaN].flat()[0]);
  const place = numbers.length ? numbers.indexOf(number) : number;
  const image = own.images?.subarray(place * SIDE * SIDE, (place + 1) * SIDE * SIDE);
  if (!(place >= 0) || image?.length !== SIDE * SIDE) return hide(own);
  paint(own.card, image);
  own.card.style.display = "block";
  requestAnimationFrame(() => lay(own, plot)); // the words stand there by then
}

function paint(card, image) {
  const pen = card.getContext("2d"), [red, green, blue] = getComputedStyle(card).color.match(/[\d.]+/g).map(Number);
  const ink = pen.createImageData(SIDE, SIDE);
  image.forEach((level, i) => ink.data.set([red, green, blue, level], 4 * i));
  pen.putImageData(ink, 0, 0);
}

function wordsOf(plot) {
  return plot.querySelector(".hoverlayer .hovertext")?.getBoundingClientRect();
}

function lay(own, plot) {
  const { card } = own, words = wordsOf(plot);
  if (!words) return hide(own);
  const { width, height } = card.getBoundingClientRect(), below = words.bottom + GAP;
  card.style.left = `${Math.max(GAP, Math.min(words.left, innerWidth - width - GAP))}px`;
  card.style.top = `${below + height > innerHeight ? words.top - height - GAP : below}px`;
}

function hide({ card }) {
  card.style.display = "none";
}
