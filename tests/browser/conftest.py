"""A real server and a real Chromium; whatever the browser or the server complains about fails the test."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.server import running_server as app_running

ROOT = Path(__file__).parents[2]
READY = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
DESKTOP, PHONE = (1280, 900), (390, 844)
HIGH = (1280, 2000)  # what stands far down a page is in sight, too
PATHS = sorted(path.stem for path in (ROOT / "pages").glob("[!_]*.py"))
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of a Chromium: the system's, else the one that Playwright keeps, else None.

    The shell that draws no window is taken where there is one: a page costs it a quarter less.
    """
    system = next(filter(None, map(shutil.which, BROWSERS)), None)
    if system:
        return system
    with sync_playwright() as play:
        own = Path(play.chromium.executable_path)
    name = own.parent.parent.name.replace("chromium", "chromium_headless_shell")
    shells = own.parent.parent.with_name(name).glob("*/*headless*shell")
    return next((str(path) for path in (*shells, own) if path.exists()), None)


def install_chromium() -> None:
    """Install Chromium: Playwright's own build, or the system's package where that cannot be had."""
    if subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0:
        return
    if shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)


@contextmanager
def running_server(runs: str = "", port: int = 0) -> Iterator[str]:
    """Start the app as a newcomer does and yield its address; a traceback in its log is an error.

    It keeps runs and desks in a folder of its own, or in one that another server has left, whose port it may take, too.
    """
    own = tempfile.TemporaryDirectory()
    with own as fresh, app_running(variables={"MNISTNET_RUNS_DIR": runs or fresh}, port=port) as server:
        yield f"http://{server.address}"
        server.log.seek(0)
        text = server.log.read().decode()
    assert "Traceback" not in text, text[-3000:]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    if find_chromium() is None:
        install_chromium()
    path = find_chromium()
    assert path, "No Chromium could be found or installed: install the package 'chromium' and run the tests again."
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def runs(tmp_path_factory) -> Path:
    """The folder in which the server keeps runs and desks."""
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(scope="session")
def server(runs) -> Iterator[str]:
    """The address of a server that all browser tests share."""
    with running_server(str(runs)) as address:
        yield address


@pytest.fixture(scope="session")
def left() -> dict[tuple, list[BrowserContext]]:
    """Windows that a test has left, by size and theme: emptied, but what the app's code has become is still there."""
    return {}


@pytest.fixture
def visit(browser: Browser, server: str, left):
    """Return a function that opens a path in a fresh session: visit("influence", size=PHONE, theme="dark").

    Its `blank` opens a window and nothing in it.
    """
    taken, complaints = [], []

    def blank(*, size=DESKTOP, theme: str = "light", address: str = server) -> Page:
        look = (size, theme)
        context = left[look].pop() if left.get(look) else new_window(browser, *look)
        taken.append((look, context))
        page = context.new_page()
        listen(page, address, complaints)
        return page

    def open_path(path: str = "", *, address: str = server, **look) -> Page:
        page = blank(address=address, **look)
        page.goto(f"{address}/{path}")
        settle(page)
        return page

    open_path.blank = blank
    yield open_path
    for look, context in taken:
        empty(context)
        left.setdefault(look, []).append(context)
    assert not complaints, complaints


def new_window(browser: Browser, size: tuple[int, int], theme: str) -> BrowserContext:
    """Return a window that shares nothing with any other; a narrow one is a phone's."""
    phone, (width, height) = size[0] < 500, size
    return browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, has_touch=phone, is_mobile=phone
    )


def empty(context: BrowserContext) -> None:
    """Close all pages of a window and let it forget who visited with it."""
    for page in context.pages:
        page.evaluate("() => { localStorage.clear(); }")
        page.close()
    context.clear_cookies()
    context.clear_permissions()


# Not ours: every deep link asks for two addresses that are not there; the canvas component draws once more while its
# page is being left.
KNOWN_ADDRESSES, KNOWN_ERRORS = ("/_stcore/health", "/_stcore/host-config"), ("reading 'clearRect'",)


def listen(page: Page, address: str, complaints: list[str]) -> None:
    """Collect page errors, console errors of our own, and every request that would leave the machine."""

    def console(message) -> None:
        where = (message.location or {}).get("url", "")
        if message.type == "error" and not any(known in where for known in KNOWN_ADDRESSES):
            complaints.append(f"console: {message.text} {where}")

    def failed(error) -> None:
        if not any(known in str(error) for known in KNOWN_ERRORS):
            complaints.append(f"page error: {error}")

    def request(sent) -> None:
        if not sent.url.startswith((address, "data:", "blob:", "ws:")):
            complaints.append(f"asks outside: {sent.url}")

    page.on("pageerror", failed)
    page.on("console", console)
    page.on("request", request)


def settle(page: Page) -> None:
    """Wait until the page is drawn, and fail if it shows an error."""
    page.wait_for_selector(READY, timeout=60_000)
    page.wait_for_selector("h1", timeout=60_000)
    page.wait_for_selector(READY, timeout=60_000)
    assert not page.query_selector('[data-testid="stException"]'), page.inner_text('[data-testid="stException"]')
    assert not page.get_by_text("Page not found").count()


def eventually(page: Page, condition, what: str, seconds: float = 15) -> None:
    """Return as soon as `condition()` holds; fail with `what` if it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError(what)


def go_to(page: Page, title: str) -> None:
    """Open a page by the menu, and return when it is the one that is being drawn."""
    link = page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True)
    if not link.count():  # it is hidden, as the rooms are from newcomers
        page.locator(".st-key-all_pages button").click()
    path = urlsplit(link.get_attribute("href") or "").path
    link.click()
    eventually(page, lambda: urlsplit(page.url).path == path, f"{title} does not open")


def open_bench(page: Page) -> None:
    """Open the controls of the bench, as whoever touches the strip under the title does."""
    page.locator(".st-key-bench").get_by_role("button", name="Change").click()
    page.locator(".st-key-network").wait_for()


def box_of(page: Page, key: str) -> dict[str, float]:
    """Return where the element with a key lies; while the page runs again an older one may still stand beside it."""
    eventually(page, lambda: page.locator(f".st-key-{key}").count() == 1, f"there is not one {key}")
    return page.locator(f".st-key-{key}").bounding_box()
