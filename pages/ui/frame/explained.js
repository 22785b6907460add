// Words of the trade: where one comes first in the captions of a page it is underlined with dots, and whoever points at
// it, reaches it by Tab or taps it reads what it means, on a card that lies over the page.
//
// A caption's own text node stays where React has put it, cut short; what was cut off stands behind it. Whenever React
// touches that node, what stands behind it goes, before anything is painted.
const CAPTIONS = '[data-testid="stMain"] [data-testid="stCaptionContainer"]', NOT_IN = "a, button, code, .katex, .st-key-where, .st-key-bench";
const QUIET = 120, EDGE = 8; // ms without a change before words are looked for; pixels between the card and the window's edge

export default function ({ data, parentElement }) {
  const card = parentElement.querySelector(".card"), stop = new AbortController(), listen = { signal: stop.signal };
  const terms = Object.fromEntries(data.terms);
  const own = { terms, card, cut: new Map(), words: wordsOf(terms), waits: 0, at: null };
  own.watch = new MutationObserver((changes) => changed(own, changes));
  observe(own);
  later(own);
  const word = (event) => event.target.closest?.(".glossed") ?? null;
  document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && point(own, word(event), event.target), listen);
  document.addEventListener("focusin", (event) => show(own, word(event)), listen);
  document.addEventListener("click", (event) => show(own, word(event)), listen);
  document.addEventListener("keydown", (event) => key(own, event, word(event)), { ...listen, capture: true });
  document.addEventListener("scroll", () => own.at && place(own), { ...listen, capture: true, passive: true });
  return () => {
    stop.abort();
    clearTimeout(own.waits);
    own.watch.disconnect();
    for (const text of [...own.cut.keys()]) whole(own, text, true);
  };
}

// ---- the words on the page

function wordsOf(terms) {
  const plain = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), longest = Object.keys(terms).sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\d-])(${longest.map(plain).join("|")})s?(?![\\p{L}\\d-])`, "iu");
  return { pattern, of: new Map(longest.map((term) => [term.toLowerCase(), term])) };
}

function observe(own) {
  own.watch.observe(document.body, { childList: true, subtree: true, characterData: true });
}

function changed(own, changes) {
  for (const { type, target, removedNodes } of changes) {
    if (type === "characterData" && own.cut.has(target)) whole(own, target, false);
    for (const node of removedNodes) if (own.cut.has(node)) whole(own, node, false);
  }
  own.watch.takeRecords();
  later(own);
}

function later(own) {
  clearTimeout(own.waits);
  own.waits = setTimeout(() => mark(own), QUIET);
}

// Take away what stands behind a caption's text; with `back` the text is as long as before.
function whole(own, text, back) {
  const behind = own.cut.get(text);
  own.cut.delete(text);
  if (behind.includes(own.at)) show(own, null);
  if (back) text.data += behind.map((one) => one.textContent).join("");
  behind.forEach((one) => one.remove());
}

function mark(own) {
  for (const text of [...own.cut.keys()]) if (!text.isConnected) own.cut.delete(text);
  const known = new Set([...document.querySelectorAll(".glossed")].map((one) => one.dataset.word));
  for (const caption of document.querySelectorAll(CAPTIONS)) {
    if (known.size === own.words.of.size) break;
    if (caption.closest(NOT_IN) || !caption.checkVisibility()) continue;
    const walk = document.createTreeWalker(caption, NodeFilter.SHOW_TEXT), texts = [];
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest(`${NOT_IN}, .glossed`)) texts.push(walk.currentNode);
    for (const text of texts) if (![...own.cut.values()].some((behind) => behind.includes(text))) cut(own, text, known);
  }
  own.watch.takeRecords(); // our own changes
}

function cut(own, text, known) {
  const behind = [];
  for (let rest = text, from = 0; ; ) {
    const found = own.words.pattern.exec(rest.data.slice(from));
    if (!found) break;
    const term = own.words.of.get(found[1].toLowerCase()), start = from + found.index;
    from = start + found[0].length;
    if (known.has(term)) continue;
    known.add(term);
    const middle = rest.splitText(start), after = middle.splitText(found[0].length), word = document.createElement("span");
    Object.assign(word, { className: "glossed", tabIndex: 0, role: "button" });
    word.dataset.word = term;
    word.setAttribute("aria-description", own.terms[term]);
    middle.replaceWith(word);
    word.append(middle);
    behind.push(word, after);
    rest = after;
    from = 0;
  }
  if (behind.length) own.cut.set(text, behind);
}

// ---- the card

function point(own, word, target) {
  if (word) show(own, word);
  else if (own.at && !target.closest?.(".card") && !own.card.contains(target) && document.activeElement !== own.at) show(own, null);
}

function key(own, event, word) {
  if (event.key === "Escape" && own.at) {
    show(own, null);
    event.stopPropagation();
  } else if (word && (event.key === "Enter" || event.key === " ")) {
    show(own, own.at === word ? null : word);
    event.preventDefault();
  }
}

function show(own, word) {
  const { card } = own;
  if (own.at === word) return;
  own.at = word;
  if (!word) {
    if (card.matches(":popover-open")) card.hidePopover();
    return;
  }
  card.replaceChildren(Object.assign(document.createElement("strong"), { textContent: word.dataset.word }), `: ${own.terms[word.dataset.word]}`);
  if (!card.matches(":popover-open")) card.showPopover();
  place(own);
}

function place({ at, card }) {
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect(), { width, height } = card.getBoundingClientRect();
  const above = box.top - height - EDGE / 2, left = Math.min(box.left, innerWidth - width - EDGE);
  card.style.left = `${Math.max(EDGE, left)}px`;
  card.style.top = `${above < EDGE ? box.bottom + EDGE / 2 : above}px`;
}
