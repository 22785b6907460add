// Whoever goes by keys keeps a place on the page. Where what has the focus is made anew it has the focus again; where it
// gives way, or has to wait, what can be pressed next there gets it; on another page the page's question.
const LOOK = 150, PATIENCE = 3; // ms between two looks; so many at a page at rest, until a place is given up
const PRESSED = 'button, a[href], input:not([type="hidden"]), select, textarea, summary, canvas[tabindex], [tabindex="0"]';

function keepFocus() {
  if (document.keptFocus) return; // once, for as long as the window is open: pages come and go meanwhile
  const own = (document.keptFocus = { kept: null, misses: 0, byKeys: false, leaves: false });
  document.addEventListener("keydown", ({ key }) => {
    Object.assign(own, { byKeys: true, leaves: key === "Tab" });
    note(own);
  }, true);
  document.addEventListener("pointerdown", () => Object.assign(own, { byKeys: false, kept: null }), true);
  setInterval(() => own.byKeys && look(own), LOOK);
}

const page = () => document.querySelector('[data-testid="stMain"]');
const can = (one) => one?.isConnected && !one.disabled && one.checkVisibility({ visibilityProperty: true });
const isAtRest = () => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning";
const label = (one) => one.ariaLabel ?? one.innerText;

function focused() {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at === document.body || at === document.documentElement ? null : at;
}

// What stands on the page in place of something: itself, or the component within which it lies.
function outside(one) {
  for (let root; (root = one.getRootNode()) instanceof ShadowRoot; ) one = root.host;
  return one;
}

function keyed(one) {
  const place = outside(one).closest("[class*=st-key-]");
  const key = place && [...place.classList].find((name) => name.startsWith("st-key-"));
  return place ? { key, all: [...place.querySelectorAll(PRESSED)] } : { key: "", all: [] };
}

function note(own) {
  const one = focused();
  own.misses = 0;
  if (!one || !page().contains(outside(one))) return one && (own.kept = null);
  const { key, all } = keyed(one), others = [...page().querySelectorAll(PRESSED)].filter((other) => !other.contains(one));
  const where = (other) => outside(one).compareDocumentPosition(other);
  const before = others.filter((other) => where(other) & Node.DOCUMENT_POSITION_PRECEDING).reverse();
  const after = others.filter((other) => where(other) & Node.DOCUMENT_POSITION_FOLLOWING);
  own.kept = { one, key, before, after, label: label(one), at: all.indexOf(one), count: all.length, page: page().dataset.page };
}

function look(own) {
  const now = focused(), { kept } = own;
  if (now) return now !== kept?.one && note(own);
  if (!kept || !document.hasFocus()) return;
  if (own.leaves && can(kept.one)) return void (own.kept = null); // it was left on purpose
  const there = can(kept.one) ? kept.one : anew(kept);
  if (can(there)) return there.focus({ preventScroll: true });
  if (!isAtRest() || ++own.misses < PATIENCE) return;
  const next = page().dataset.page === kept.page ? nearest(kept) : null;
  next ? next.focus() : greet();
}

// Return what was made anew in the place of what had the focus: of the same words, or the same among as many.
function anew({ key, label: words, at, count }) {
  const place = key && document.querySelector(`.${CSS.escape(key)}`);
  const all = place ? [...place.querySelectorAll(PRESSED)] : [];
  return all.find((one) => words && label(one) === words) ?? (all.length === count ? all[at] : undefined);
}

// Return what came in between those that stood before and behind it, else what stood behind, else before.
function nearest({ before, after }) {
  const [last, next] = [before.find(can), after.find(can)], now = [...page().querySelectorAll(PRESSED)].filter(can);
  const between = last && now.slice(now.indexOf(last) + 1, next ? now.indexOf(next) : undefined);
  return between?.[0] ?? next ?? last;
}

function greet() {
  const question = page().querySelector("h1");
  if (question) question.tabIndex = -1;
  question?.focus({ preventScroll: true });
}
