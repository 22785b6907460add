// What somebody sees who goes through a page with Tab: where the focus is, and whether anything shows it.
(() => {
  const stops = [], looks = [];
  const up = (one) => one.parentElement ?? one.getRootNode().host ?? null;
  const chain = (one) => { const all = []; for (let at = one; at; at = up(at)) all.push(at); return all; };
  const keyOf = (one) => chain(one).map((at) => /st-key-(\S+)/.exec(at.getAttribute("class") ?? "")?.[1]).find(Boolean) ?? "";
  const kindOf = (one) => chain(one).map((at) => at.dataset?.testid).find((id) => KINDS.test(id ?? "")) ?? "";
  const KINDS = new RegExp("^st(ButtonGroup|Selectbox|NumberInput|Slider|SelectSlider|Checkbox|Button|DownloadButton|Popover|" +
    "Pagination|TextInput|Expander|PageLink|DataFrame|PlotlyChart|BidiComponent|SidebarNav|Main|SidebarContent|TooltipIcon|" +
    "FileUploader|Header|Radio|MultiSelect|Markdown|CaptionContainer)$");
  const FIELDS = /NumberInput|Selectbox|MultiSelect|DataFrame|PlotlyChart/;  // their buttons are for a mouse: arrows do the same
  const SEEN = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderColor", "backgroundColor", "color",
    "textDecorationLine", "opacity", "display", "transform"];
  const deepest = () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at;
  };
  // A field hides behind what stands for it, so whatever is near may show that it has the focus.
  const near = (one) => {
    const above = chain(one).slice(0, 5), around = above[Math.min(2, above.length - 1)];
    return [...above, ...[...around.querySelectorAll("*")].slice(0, 60)];
  };
  const look = (all) => JSON.stringify(all.map((one) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(one, part);
    return SEEN.map((name) => style[name]);
  })));
  const TARGETS = "a[href], button, input, select, textarea, summary, [tabindex='0'], [role=slider]";
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && one.getClientRects().length > 0;

  window.eyes = {
    deepest,
    place: () => ({ key: keyOf(deepest()), tag: deepest().tagName }),
    goTo: (number) => { const one = stops[number - 1]; one.focus(); return deepest() === one; },
    arrive() {
      if (!document.getElementById("still")) {
        const still = document.head.appendChild(document.createElement("style"));
        still.id = "still";
        still.textContent = "*, *::before, *::after { transition: none !important; animation: none !important }";
      }
      const one = deepest(), before = looks.at(-1);
      const wasSeen = !before || look(before.all) !== before.look;
      if (!one || one === document.body || one === document.documentElement) return { number: 0, wasSeen, again: "" };
      const known = stops.indexOf(one);
      const all = near(one);
      looks.push({ all, look: look(all) });
      if (known < 0) stops.push(one);
      const number = known < 0 ? stops.length : known + 1;
      return { number, wasSeen, again: known < 0 ? "" : known ? "later" : "first", key: keyOf(one), kind: kindOf(one) };
    },
    // What can be used and never had the focus; one of a row of buttons stands for all of it.
    missed() {
      const rows = new Set(stops.map((one) => one.closest("[data-testid=stButtonGroup], [role=radiogroup], [role=tablist], [role=grid]")).filter(Boolean));
      const inRow = (one) => [...rows].some((row) => row.contains(one));
      return [...document.querySelectorAll(TARGETS)].filter((one) => isShown(one) && !stops.includes(one) && !inRow(one) &&
        (one.tabIndex !== -1 || (one.matches("button, a[href]") && !FIELDS.test(kindOf(one)))))
        .map((one) => `${one.tagName.toLowerCase()} “${(one.ariaLabel ?? one.innerText ?? "").trim().slice(0, 60)}” (${kindOf(one)}, ${keyOf(one)})`);
    },
  };
})();
