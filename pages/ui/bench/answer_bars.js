// The answers as bars: a press on one tells the server which.
export default function ({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector("ol");
  list.setAttribute("aria-label", data.alt);
  while (list.children.length > data.rows.length) list.lastElementChild.remove();
  data.rows.forEach(([name, value, text], place) => {
    const bar = list.children[place] ?? list.appendChild(row());
    bar.className = place === data.best ? "best" : "";
    const [title, line, share] = bar.firstChild.children;
    title.textContent = name;
    line.style.setProperty("--long", value);
    share.textContent = text;
    bar.firstChild.onclick = () => setTriggerValue("asked", place);
  });
}

function row() {
  const bar = document.createElement("li"), button = bar.appendChild(document.createElement("button"));
  button.type = "button";
  button.append(...["b", "i", "span"].map((name) => document.createElement(name)));
  return bar;
}
