"""Four processes behind HAProxy: one is killed and its visitor goes on with another; one too many is told so."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from benchmarks.server import running_server
from benchmarks.visitor import PROBLEMS, Visitor
from mnistnet import jobs
from tests.loops import run_beside
from tests.training_tasks import small_settings
from tests.waiting import end_runs, wait_for

WORKERS, VISITORS = 4, 4
MANY = ("--workers", str(WORKERS), "--visitors", str(VISITORS), "--behind-proxy")
SERVE = (sys.executable, "-m", "mnistnet", "serve", *MANY, "--port", "{port}")
pytestmark = pytest.mark.skipif(not shutil.which("haproxy"), reason="HAProxy is not installed")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Let four processes serve four open pages."""
    folder = str(tmp_path_factory.mktemp("runs"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MNISTNET_RUNS_DIR", folder)
        with running_server(command=SERVE) as running:
            yield running
            started = children(running)
        end_runs()
    assert len(started) == WORKERS + 1 and not any(map(is_there, started)), "all stop together"


def children(server):
    """Return the processes behind a door and the door, by number, in the order in which they were started."""
    asked = ["ps", "-o", "pid=,args=", "--ppid", str(server.process.pid)]
    lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    return {int(line.split()[0]): line for line in lines if " -m streamlit " in line or "haproxy" in line}


def is_there(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def asked(server, cookies=""):
    """Return the status, the headers and the text of the first page."""
    headers = {"Accept": "text/html", "Cookie": cookies}
    try:
        with urllib.request.urlopen(urllib.request.Request(f"http://{server.address}/", headers=headers)) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


class Guest(Visitor):
    """An open page that remembers all that it was told."""

    heard = b""

    def _take(self, message):
        super()._take(message)
        self.heard += message.SerializeToString()


def guest(server, address, cookies=""):
    one = Guest(server.address, "influence", 3)
    one.headers = {"X-Forwarded-For": address, "Cookie": cookies}
    return one


def test_who_finds_no_place_is_told_so_and_nobody_else_notices(server):
    async def visits():
        inside = [guest(server, f"10.0.0.{n // 2}") for n in range(VISITORS)]  # of one address at most half
        for one in inside:
            await one.open()
        status, headers, page = asked(server)
        for one in inside:
            await one.act()
        with pytest.raises(PROBLEMS, match="429"):
            await guest(server, "10.0.0.1").open()
        for one in inside:
            await one.close()
        return status, headers["retry-after"], page

    status, again, page = run_beside(visits())
    assert (status, again) == (503, "30") and "All places are taken" in page
    wait_for(lambda: asked(server)[0] == 200)


def test_who_loses_a_process_goes_on_with_another(server):
    status, headers, _ = asked(server)
    given = dict(re.match(r"([^=]+)=([^;]*)", line).groups() for line in headers.get_all("set-cookie"))
    cookies = "; ".join(f"{name}={value}" for name, value in given.items())
    assert status == 200 and headers["x-content-type-options"] == "nosniff"
    run = jobs.start_run(small_settings(epochs=1, batch_size=1000, name="mine"), session=given["mnistnet_visitor"])
    processes = [number for number, line in children(server).items() if " -m streamlit " in line]
    own = sorted(processes)[int(given["MNISTNET_AT"].removeprefix("app")) - 1]  # they are started in their order
    wait_for(lambda: not run.state().is_active)

    async def visits():
        before = guest(server, "10.0.0.1", cookies)
        await before.open()
        await before.act()
        chosen = re.findall(rb"test digit (\d+)", before.heard)[-1]
        os.kill(own, signal.SIGKILL)
        after = await come_back(server, before)
        for one in (before, after):
            await one.close()
        return chosen, after

    chosen, after = run_beside(visits())
    assert b"test digit " + chosen in after.heard and b"mine" in after.heard
    assert b"did not know this window any more. What you made, drew and chose is back" in after.heard
    wait_for(lambda: len(children(server)) == WORKERS + 1)


async def come_back(server, before):
    """Return the page as its browser opens it again, as soon as that is possible."""
    while True:
        try:
            one = guest(server, "10.0.0.1", before.headers["Cookie"])
            one._values = dict(before._values)
            await one.open()
            return one
        except PROBLEMS:
            await one.close()
            await asyncio.sleep(0.1)
