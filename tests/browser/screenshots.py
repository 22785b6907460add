"""Makes the pictures of the README from the running app: ``python -m tests.browser.screenshots``."""

from playwright.sync_api import sync_playwright

from tests.browser.conftest import DESKTOP, FLAGS, PHONE, ROOT, find_chromium, running_server, settle

PICTURES = {
    "draw": ("", DESKTOP, "light"),
    "influence": ("influence?view=z1&digit=12&node=1", DESKTOP, "dark"),
    "phone": ("", PHONE, "light"),
}


def main() -> None:
    """Write docs/NAME.png for every picture."""
    with running_server() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for name, (path, (width, height), theme) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)
            page.goto(f"{address}/{path}")
            settle(page)
            page.wait_for_selector(".js-plotly-plot .heatmaplayer image")
            page.wait_for_timeout(1000)
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
