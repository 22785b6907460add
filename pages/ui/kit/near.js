// Says when a part of the page comes near the window, and when it has been far for a while.
export default function ({ data, parentElement, setStateValue }) {
  const AHEAD = "100px 0px", WHILE = 3000;  // milliseconds
  const place = parentElement.querySelector("div"), part = document.querySelector(`.st-key-${data.part}`) ?? place;
  const app = document.querySelector('[data-testid="stApp"]'), state = "data-test-script-state";
  let isSeen = data.near, told = data.near, waiting;
  // While the page is being answered it is not interrupted. Whoever takes it home, or prints it, wants all of it.
  const settle = () => {
    const isNear = isSeen || document.querySelector('[role="dialog"] .st-key-home_report') !== null;
    if (isNear === told || app.getAttribute(state) !== "notRunning") return;
    told = isNear;
    setStateValue("near", isNear);
  };
  const look = (near) => {
    clearTimeout(waiting);
    isSeen = near || isSeen;
    if (near) settle(); else waiting = setTimeout(() => { isSeen = false; settle(); }, WHILE);
  };
  const lookout = new IntersectionObserver((seen) => look(seen.at(-1).isIntersecting), {
    root: document.querySelector('[data-testid="stMain"]'), rootMargin: AHEAD,
  });
  const resting = new MutationObserver(settle), print = () => look(true);
  place.style.height = `${data.height}px`;
  // What comes is put before the free room: a browser that held on to the room would push it out of sight.
  const room = document.querySelector(`.st-key-${data.room}`);
  if (room) room.style.overflowAnchor = "none";
  lookout.observe(part);
  resting.observe(app, { attributes: true, attributeFilter: [state] });
  window.addEventListener("beforeprint", print);
  return () => {
    clearTimeout(waiting);
    lookout.disconnect();
    resting.disconnect();
    window.removeEventListener("beforeprint", print);
  };
}
