// What a hand on the keys meets: what has the focus, what can be seen of it, and what would never get it.
(() => {
  const still = document.createElement('style');
  still.textContent = '* { transition: none !important; scroll-behavior: auto !important; }';
  document.head.append(still);

  const above = one => one.parentElement ?? one.getRootNode().host;
  const within = (whole, part) => { for (let at = part; at; at = above(at)) if (at === whole) return true; return false; };
  const focused = () => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at === document.body || at === document.documentElement ? null : at;
  };
  const under = (x, y) => {
    let at = document.elementFromPoint(x, y);
    for (let in_; (in_ = at?.shadowRoot?.elementFromPoint(x, y)) && in_ !== at;) at = in_;
    return at;
  };
  // What stands for it on the screen: itself, or the nearest above it that is larger than a dot.
  const seen = one => {
    const table = one.closest('[data-testid=stDataFrame]');  // a table is drawn, and shows in itself which cell has the focus
    if (table && one.matches('canvas')) return table;
    for (let at = one; at; at = above(at)) {
      const box = at.getBoundingClientRect();
      const clear = at.checkVisibility({visibilityProperty: true}) && +getComputedStyle(at).opacity > 0.05;
      if (box.width > 6 && box.height > 6 && clear) return at;
    }
    return one;
  };
  const place = one => {
    for (let at = one; at; at = above(at)) {
      const key = [...(at.classList ?? [])].find(name => name.startsWith('st-key-'));
      if (key) return key.slice(7);
      if (at.dataset?.testid === 'stSidebarNav') return '(menu)';
    }
    return '';
  };
  const around = one => [seen(one), above(seen(one)), above(above(seen(one)) ?? seen(one)), one, ...one.children].filter(Boolean);
  const look = one => around(one).map(at => {
    const style = getComputedStyle(at), marks = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor',
      'backgroundColor', 'backgroundImage', 'color', 'textDecorationLine', 'stroke', 'strokeWidth', 'opacity', 'clipPath'];
    return marks.map(mark => style[mark]).join();
  }).join('\n');
  const hidden = one => {
    const at = seen(one), box = at.getBoundingClientRect();
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 3 || bottom - top < 3) return 'off the screen';
    let over = null;
    for (const x of [.5, .15, .85]) for (const y of [.5, .2, .8]) {
      const there = under(left + x * (right - left), top + y * (bottom - top));
      if (!there) continue;
      if (within(at, there) || within(there, at) && !there.matches('[class*=st-key-bench], [data-testid=stHeader]')) return '';
      over = there;
    }
    return over ? `behind ${over.tagName.toLowerCase()} ${place(over) || over.dataset.testid || ''}` : '';
  };
  const every = function* (root) {
    for (const one of root.querySelectorAll('*')) { yield one; if (one.shadowRoot) yield* every(one.shadowRoot); }
  };
  const pressed = 'button, a[href], input:not([type=hidden]), select, textarea, summary, [role=button], [role=slider], ' +
    '[role=tab], [role=switch], [role=checkbox], [tabindex]:not([tabindex="-1"])';
  // One stop stands for a whole group where arrows lead on, and for the small buttons of a number.
  const groups = '[role=radiogroup], [role=tablist], [role=toolbar], [role=group], [role=grid], [data-testid=stNumberInputContainer]';

  const tools = '[data-testid=stElementToolbar], .modebar';  // Streamlit's own and Plotly's

  window.keys = {
    focused, place, reached: new Set(),
    // The focused element is kept, with what it looks like, to be compared when the focus has gone on.
    stop() {
      const one = focused(), main = document.querySelector('[data-testid=stMain]');
      const same = !!one && this.last === one, again = this.reached.has(one);
      const ringed = same || !this.last?.isConnected || look(this.last) !== this.lit;
      if (!one) return {ringed, gone: false, same: true, table: true};  // between two stops, as Streamlit's code leaves it
      this.reached.add(one);
      [this.last, this.lit] = [one, look(one)];
      const at = seen(one), box = at.getBoundingClientRect();
      return {ringed, gone: again && !same, same, hidden: hidden(one), place: place(one), menu: !within(main, one),
        table: !!one.closest('[data-testid=stDataFrame]'), page: one === main, tool: !!one.closest(tools),
        box: [box.x, box.y, box.width, box.height].map(Math.round), scrolled: Math.round(main.scrollTop)};
    },
    // What has opened over the page, and takes the focus until Escape closes it.
    opened() { return !!focused()?.closest('[role=dialog], [role=listbox], [data-testid=stPopoverBody]'); },
    // Where the focus is after a press, unless that is right: still there; on the question of another page; or, where what
    // was pressed has given way or has to wait, on anything that can be pressed.
    after(pressed) {
      const one = focused();
      if (!one) return 'nothing';
      if (place(one) === pressed || one.matches('h1')) return '';
      const left = pressed && [...document.querySelectorAll(`.${CSS.escape(`st-key-${pressed}`)} :is(button, input)`)];
      return left && left.some(other => !other.disabled) ? place(one) || one.tagName : '';
    },
    missed() {
      const found = [], main = document.querySelector('[data-testid=stMain]');
      for (const one of every(main)) {
        if (!one.matches(pressed) || one.disabled || this.reached.has(one) || one.closest('[aria-hidden=true], [inert]')) continue;
        const at = seen(one), box = at.getBoundingClientRect();
        if (!one.checkVisibility({visibilityProperty: true}) || box.width < 3 || one.matches('.modebar-btn')) continue;
        const group = one.closest(groups);
        if (group && [...this.reached].some(other => within(group, other))) continue;
        found.push(`${one.tagName.toLowerCase()} ${place(one)}: ${one.ariaLabel ?? one.innerText?.slice(0, 40) ?? ''}`);
      }
      return found;
    },
  };
})();
