"""A link that opens what the visitor sees: the address, and in it what the address alone does not say."""

import streamlit as st

from pages.ui.frame import address

_button = st.components.v2.component(
    "mnistnet_copy_link",
    html='<button type="button"><span class="icon" aria-hidden="true">link</span><span class="words"></span></button>',
    css="""
button { display: flex; align-items: center; gap: 0.4rem; min-height: 2rem; padding: 0; border: none;
  background: none; color: var(--st-text-color); font: 400 0.875rem var(--st-font); cursor: pointer;
  white-space: nowrap }
button:hover, button:focus-visible { color: var(--st-primary-color) }
.icon { font: 1.1rem "Material Symbols Rounded"; font-feature-settings: "liga" }
@media (max-width: 640px) { button { min-height: 44px } }""",
    js="""
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button"), words = parentElement.querySelector(".words");
  const say = (text) => { words.textContent = text; };
  say("Copy link");
  button.title = data.help;
  button.onclick = async () => {
    const link = new URL(window.location.href);
    for (const [name, value] of Object.entries(data.more)) {
      if (value === "") link.searchParams.delete(name); else link.searchParams.set(name, value);
    }
    try {
      await navigator.clipboard.writeText(link.href);
      say(data.said);
    } catch {  // not allowed to, or a page without https: let the visitor copy it by hand
      window.prompt("Copy this link:", link.href);
    }
    setTimeout(() => say("Copy link"), 4000);
  };
}""",
)


def copy_button(page: str) -> None:
    """Show the button that copies a link to this view: network, epoch, picture, and whatever else was chosen."""
    more = address.added(page)
    carried = ", with your drawing in it" if address.carries_drawing(page) else ""
    private = address.only_here()
    words = {
        "help": f"Copies a link that opens this page as you see it{carried}.",
        "said": f"Copied; only you have {private}" if private else "Copied",
    }
    _button(data={"more": more} | words, key="copy_link", width="content")
