"""How large what can be tapped is: for every button, link and field, how far from its middle a finger still hits it."""

from typing import Any

# Streamlit's own, or a picture in which whole tiles answer; words inside a sentence, as all guidelines allow.
NOT_OURS = (
    "[data-testid='stHeader'] *, [data-testid='stSidebar'] *, [data-testid='stElementToolbar'] *, .js-plotly-plot *,"
    " [data-testid='stDataFrame'] *, [data-testid='stFullScreenFrame'] > button, p a, [aria-hidden='true']"
)
SMALL = """(notOurs) => {
  const found = [], one = 'button, a[href], input, select, textarea, summary, [role=slider], [role=switch], [role=tab]';
  for (const target of document.querySelectorAll(`[data-testid=stMain] :is(${one})`)) {
    if (target.matches(notOurs) || target.disabled || !target.checkVisibility({opacityProperty: true})) continue;
    target.scrollIntoView({block: 'center', behavior: 'instant'});
    const part = target.matches('input, select, textarea, [aria-haspopup=listbox]');  // of what answers as a whole
    const owner = part && target.closest('label, [role=group], [data-testid=stNumberInputContainer]') || target;
    const box = owner.getBoundingClientRect(), x = box.x + box.width / 2, y = box.y + box.height / 2;
    const far = target.closest('[data-testid=stTooltipIcon]') ? 11 : 20;  // a question mark is as high as its line
    const hits = (dx, dy) => {
      const there = document.elementFromPoint(x + dx, y + dy);
      return there && (owner.contains(there) || there.contains(target) && there.matches('label, button, a'));
    };
    const high = [-far, far].every(by => hits(0, by)), wide = [-far, far].every(by => hits(by, 0));
    if (!hits(0, 0)) continue;  // something lies over it
    const key = target.closest('[class*=st-key]')?.className.match(/st-key-[^ ]+/)?.[0];
    const size = `${Math.round(box.width)} x ${Math.round(box.height)}`;
    if (!high || !wide) found.push(`${target.tagName} ${size} ${key} ${target.ariaLabel ?? target.innerText}`);
  }
  return found;
}"""


def too_small(page: Any) -> list[str]:
    """Return what can be tapped on the open page and does not reach 20 pixels, of 44, to each side of its middle."""
    return page.evaluate(SMALL, NOT_OURS)
