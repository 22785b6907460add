"""A live region: what changes in it by itself is read aloud to people who do not see it change."""

import streamlit as st

_region = st.components.v2.component(
    "mnistnet_live",
    html='<span role="status" aria-live="polite" aria-atomic="true"></span>',
    css="""
span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }""",
    js="""
export default function ({ data, parentElement }) {
  const region = parentElement.querySelector("span");
  if (region.textContent !== data.words) region.textContent = data.words;
}""",
)


def announce(words: str, key: str) -> None:
    """Read `words` aloud when they are others than before; nothing is seen of it."""
    with st.container(key=f"{key}_place", height=1, border=False):
        _region(data={"words": words}, key=key)
