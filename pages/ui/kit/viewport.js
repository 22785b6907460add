// How wide the window is, where a page opens, that fingers scroll it, that keys stay, and that a lost line is back.
export default function ({ data, setStateValue, setTriggerValue }) {
  const look = () => {
    const width = window.innerWidth < data.phone ? window.innerWidth : 0;
    document.cookie = `${data.cookie}=${width}; path=/; max-age=31536000; samesite=lax`;
    if (width !== data.width) setStateValue("width", width);
  };
  // Plotly keeps a finger that touches a figure which can be clicked: nothing scrolls. It never sees the finger here;
  // the browser makes a click of a tap, and Plotly knows what to do with clicks.
  const scroll = (event) => { if (event.target.closest?.(".js-plotly-plot")) event.stopPropagation(); };
  // A page that was scrolled hands its place on to the next one; a step of a lesson begins at the top as well.
  const main = document.querySelector('[data-testid="stMain"]');
  const before = { ...main.dataset };
  const isNew = (name) => (before[name] ?? data[name]) !== data[name];
  if (isNew("page") || (data.step && isNew("step"))) main.scrollTop = 0;
  Object.assign(main.dataset, { page: data.page, step: data.step });
  if (data.shows && before.step !== data.step && window.innerWidth < data.phone) seek(main, data.shows);
  keepFocus();
  // A connection that was lost can come back to a server that does not know this window: it hears of it at once, and
  // not by the next click, which it could make nothing of.
  const app = document.querySelector('[data-testid="stApp"]'), link = "data-test-connection-state";
  const returning = new MutationObserver(() => {
    if (app.getAttribute(link) === "CONNECTED") setTriggerValue("back", true);
  });
  look();
  if (app) returning.observe(app, { attributes: true, attributeFilter: [link] });
  window.addEventListener("resize", look);
  document.addEventListener("touchstart", scroll, { capture: true, passive: true });
  return () => {
    returning.disconnect();
    window.removeEventListener("resize", look);
    document.removeEventListener("touchstart", scroll, { capture: true });
  };
}

// What a step speaks of would lie behind its panel, which covers the lower half of a phone: it is brought under the
// strip, and kept there while the page is still filled, until the reader does anything.
function seek(main, key) {
  const hands = ["touchstart", "wheel", "keydown", "pointerdown"];
  const bring = () => {
    const one = document.querySelector(`.st-key-${key}`);
    const strip = document.querySelector(".st-key-bench");
    if (!one || !strip) return;
    const free = parseFloat(getComputedStyle(strip.parentElement).top) + strip.offsetHeight + 4;
    main.scrollTop += one.getBoundingClientRect().top - free;
  };
  const watcher = new ResizeObserver(bring);
  const stop = () => {
    watcher.disconnect();
    hands.forEach((hand) => document.removeEventListener(hand, stop, { capture: true }));
  };
  watcher.observe(main.querySelector('[data-testid="stMainBlockContainer"]'));
  hands.forEach((hand) => document.addEventListener(hand, stop, { capture: true, passive: true }));
}
