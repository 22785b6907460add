"""Requests with odd cookies, endless uploads and foreign frames: each is answered, and what goes back is safe."""

import gzip
import re
from urllib.parse import urljoin

import pytest
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse

from pages.ui.frame.style import StyleFirst
from pages.ui.gate import packed as packed_module
from pages.ui.gate.first import FirstByName
from pages.ui.gate.headers import SafeHeaders
from pages.ui.gate.packed import PackedOnce
from pages.ui.gate.uploads import MOST_KNOWN, CountUploads
from pages.ui.holdings.visitor import COOKIE, SECURE_COOKIE, NameVisitors
from tests.loops import run_beside

NAME = "0123456789abcdef" * 2


def ask(app, path="/", method="GET", headers=(), scheme="http", body=(), client=("10.0.0.1", 5), query=b""):
    """Return the status, the headers and the body that an app answers."""
    pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope = {"type": "http", "method": method, "path": path, "headers": pairs, "scheme": scheme, "client": client}
    parts, sent = list(body), []

    async def receive():
        part = parts.pop(0) if parts else b""
        return {"type": "http.request", "body": part, "more_body": bool(parts)}

    async def send(message):
        sent.append(message)

    run_beside(app(scope | {"query_string": query}, receive, send))
    answer = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    return sent[0]["status"], answer, b"".join(message.get("body", b"") for message in sent[1:])


async def page(scope, receive, send):
    """Answer with a page, or say that the browser has it."""
    known = any(name == b"if-none-match" for name, _ in scope["headers"])
    start = {"type": "http.response.start", "status": 304 if known else 200}
    await send(start | {"headers": [] if known else [(b"content-type", b"text/html"), (b"cache-control", b"no-cache")]})
    await send({"type": "http.response.body", "body": b""})


async def store(scope, receive, send):
    """Take an upload."""
    while (await receive())["more_body"]:
        pass
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize(
    "cookies",
    [
        "a,b=c",
        "k=v, other(1)=2",
        "=",
        ";;;",
        'x="\\',
        "\xe9=\xff",
        f"{COOKIE}=; a",
        f"{COOKIE}={NAME.upper()}",
        f"{COOKIE}=../{NAME[3:]}",
        f"{COOKIE}={NAME}0",
        "x" * 60_000,
    ],
)
def test_cookies_that_python_refuses_get_a_page_and_a_name(cookies):
    status, headers, _ = ask(NameVisitors(page), headers=[("cookie", cookies)])
    assert status == 200
    assert re.match(rf"{COOKIE}=[0-9a-f]{{32}}; ", dict(headers)["set-cookie"]) and NAME not in str(headers)


@pytest.mark.parametrize("cookies", [f"{COOKIE}={NAME}", f"a,b=c; {COOKIE}={NAME}; k(1)=2", f'{COOKIE}="{NAME}"'])
def test_a_name_stays_whatever_stands_beside_it(cookies):
    headers = dict(ask(NameVisitors(page), headers=[("cookie", cookies)])[1])
    assert headers["set-cookie"].startswith(f"{COOKIE}={NAME}; ")
    assert headers["cache-control"] == "no-store"


def test_who_has_no_name_gets_one_even_where_the_page_is_known():
    assert ask(NameVisitors(page), headers=[("if-none-match", "x")])[0] == 200
    assert ask(NameVisitors(page), headers=[("if-none-match", "x"), ("cookie", f"{COOKIE}={NAME}")])[0] == 304


@pytest.mark.parametrize(
    ("scheme", "forwarded", "secure"), [("http", "", False), ("https", "", True), ("http", "https", True)]
)
def test_the_cookie_is_secure_behind_https(scheme, forwarded, secure):
    headers = [("x-forwarded-proto", forwarded)] if forwarded else []
    line = dict(ask(NameVisitors(page), headers=headers, scheme=scheme)[1])["set-cookie"]
    assert line.endswith("; Secure") == secure and "HttpOnly" in line and "SameSite=Lax" in line
    assert line.startswith(f"{SECURE_COOKIE if secure else COOKIE}=") and "Path=/" in line and "Domain" not in line


def test_no_sibling_of_the_domain_can_plant_a_name_behind_https():
    planted = ("cookie", f"{COOKIE}={NAME}")
    https = ("x-forwarded-proto", "https")
    assert NAME not in dict(ask(NameVisitors(page), headers=[planted, https])[1])["set-cookie"]
    own = ("cookie", f"{COOKIE}={NAME[::-1]}; {SECURE_COOKIE}={NAME}")
    assert dict(ask(NameVisitors(page), headers=[own, https])[1])["set-cookie"].startswith(f"{SECURE_COOKIE}={NAME}; ")


def test_every_answer_says_what_not_to_do_with_it(monkeypatch):
    headers = dict(ask(SafeHeaders(page))[1])
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
    assert headers["content-security-policy"] == "frame-ancestors 'self'"
    monkeypatch.setenv("MNISTNET_FRAMES", "https://school.example https://b.example; script-src")
    assert dict(ask(SafeHeaders(page))[1])["content-security-policy"] == (
        "frame-ancestors 'self' https://school.example script-src"
    )


@pytest.mark.parametrize("query", [b"", b"network=sharp&next=//evil.example", b"\xff\r\nSet-Cookie: a=b"])
def test_the_first_page_has_a_name_that_leads_to_it_and_nowhere_else(query):
    first = FirstByName(page, "draw")
    assert [ask(first, path)[0] for path in ("/", "/influence", "/draw/x", "/draws")] == [200] * 4
    status, headers, _ = ask(first, "/draw", query=query)
    assert status == 307 and re.fullmatch(r"\./(\?[!-~]+)?", dict(headers)["location"])
    assert dict(headers)["location"].endswith(query.decode("latin-1")) or not query.isascii()


@pytest.mark.parametrize(
    ("path", "leads"),
    [("/a/influence", "../influence"), ("/a/b/c/", "../../../c"), ("/a//evil.example", "../../evil.example")],
)
def test_a_page_in_a_folder_is_asked_for_without_it(path, leads):
    first, asks = FirstByName(page, "draw"), [("accept", "text/html,*/*")]
    status, headers, _ = ask(first, path, headers=asks, query=b"digit=5")
    assert status == 307 and dict(headers)["location"] == f"{leads}?digit=5"
    assert urljoin(f"http://here{path}", leads).startswith("http://here/")
    left_alone = ("/influence", "/influence/", "/", "/media/a.html", "/_stcore/bidi-components/a/b.js", "/static/js/x")
    assert [ask(first, one, headers=asks)[0] for one in left_alone] == [200] * 6
    assert ask(first, path)[0] == 200  # what is no page may stand in folders


@pytest.mark.parametrize("taken_home", [False, True])
def test_the_style_is_put_into_the_page_of_the_app_and_not_into_a_report_that_is_taken_home(taken_home):
    headers = {"content-disposition": 'attachment; filename="report.html"'} if taken_home else {}
    html = HTMLResponse('<html><head></head><div id="root"></div></html>', headers=headers)
    _, _, body = ask(StyleFirst(html), headers=[("accept", "text/html,*/*")])
    assert (b"<style>" in body) == (not taken_home)
    assert (b"It is being loaded" in body.partition(b'<div id="root">')[2]) == (not taken_home)


def test_a_public_server_keeps_its_figures_to_itself(monkeypatch):
    assert ask(SafeHeaders(page), "/_stcore/metrics")[0] == 200
    monkeypatch.setenv("MNISTNET_HOSTED", "1")
    assert ask(SafeHeaders(page), "/_stcore/metrics")[0] == 404
    assert ask(SafeHeaders(page), "/base/_stcore/metrics")[0] == 404


def upload(app, page_id, size, client="10.0.0.1", declared=True):
    headers = [("content-length", str(size))] if declared else []
    place = f"/_stcore/upload_file/{page_id}/some-file"
    return ask(app, place, "PUT", headers, body=[bytes(size // 2)] * 2, client=(client, 5))[0]


@pytest.mark.parametrize("declared", [True, False])
def test_uploads_of_one_page_are_counted(monkeypatch, declared):
    monkeypatch.setenv("MNISTNET_MAX_UPLOADS", "1")
    app = CountUploads(store)
    answers = [upload(app, "mine", 400_000, declared=declared) for _ in range(5)]
    assert answers == ([204, 204, 413, 413, 413] if declared else [204, 204, 204, 413, 413])
    assert upload(app, "another", 400_000) == 204


def test_uploads_of_one_address_are_counted(monkeypatch):
    monkeypatch.setenv("MNISTNET_MAX_CLIENT_UPLOADS", "1")
    app = CountUploads(store)
    assert [upload(app, str(n), 400_000) for n in range(4)] == [204, 204, 413, 413]
    assert upload(app, "9", 400_000, client="10.0.0.2") == 204
    assert [upload(app, str(n), 400_000, client="127.0.0.1") for n in range(4)] == [
        204
    ] * 4  # a proxy that says nothing


def test_only_so_many_are_remembered():
    app = CountUploads(store)
    for number in range(MOST_KNOWN + 5):
        app._count(str(number), str(number), 1)
    assert len(app._of_page) == len(app._of_client) == MOST_KNOWN


def test_at_home_nothing_is_counted():
    app = CountUploads(store)
    assert {upload(app, "mine", 10_000_000) for _ in range(12)} == {204}


def test_a_static_file_is_compressed_once_for_whoever_takes_it_so(monkeypatch):
    asked = []

    async def files(scope, receive, send):
        asked.append(scope["path"])
        kept = b"public, immutable" if scope["path"].endswith(".js") else b"no-cache"
        headers = [(b"content-type", b"text/javascript"), (b"cache-control", kept)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": scope["path"].encode() * 100})

    app, packed = SafeHeaders(PackedOnce(GZipMiddleware(files, minimum_size=100))), [("accept-encoding", "br, gzip")]
    first = ask(app, "/static/a.js", headers=packed)
    assert gzip.decompress(first[2]) == b"/static/a.js" * 100
    assert [ask(app, "/static/a.js", headers=packed) for _ in range(2)] == [first, first] and len(asked) == 1
    assert ask(app, "/static/a.js")[2] == b"/static/a.js" * 100 and len(asked) == 2  # takes no gzip
    ask(app, "/static/a.js", headers=[*packed, ("range", "bytes=0-9")])
    ask(app, "/static/a.js", "HEAD", headers=packed)
    for _ in range(2):
        ask(app, "/static/page.html", headers=packed)  # may change
    assert len(asked) == 6
    monkeypatch.setattr(packed_module, "MOST", len(first[2]))
    for _ in range(2):
        ask(app, "/static/b.js", headers=packed)  # no more room
    assert len(asked) == 8
