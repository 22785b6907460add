"""Several processes behind one door: how it is configured, and what is said where there is none."""

import re
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mnistnet.commands import main
from mnistnet.limits import Limits
from mnistnet.serving import DOORS, Visits
from mnistnet.serving import door as door_module

ROOT = Path(__file__).parents[2]
PLACES = ("127.0.0.1:8611", "127.0.0.1:8612", "127.0.0.1:8613")
CHECK = {"haproxy": ["-c", "-f"], "nginx": ["-t", "-e", "stderr", "-c"]}


def installed(name):
    return shutil.which(name) or shutil.which(name, path=door_module.PATH_OF_NGINX)


@pytest.mark.parametrize("is_inner", [False, True])
@pytest.mark.parametrize("name", DOORS)
def test_a_configuration_names_every_process_and_every_limit(name, is_inner, tmp_path):
    text = DOORS[name].configuration(Visits("127.0.0.1:8610", PLACES, 40, is_inner, str(tmp_path)))
    assert all(place in text for place in PLACES) and "127.0.0.1:8610" in text
    assert not re.search(r"@\w+@", text), "every blank is filled in"
    numbers = {int(number) for number in re.findall(r"\b\d+\b", text)}
    assert {40, 20} <= numbers, "open pages in all, and of one address"
    assert ("X-Forwarded-For" in text) != is_inner
    program = installed(name)
    if program:
        for page in (door_module.FULL, door_module.STARTING):
            shutil.copy(door_module.HERE / page, tmp_path)
        (tmp_path / "door").write_text(text)
        done = subprocess.run([program, *CHECK[name], tmp_path / "door"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_without_a_proxy_one_sentence_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(door_module.shutil, "which", lambda *_, **__: None)
    assert main(["serve"]) == 1
    said = capsys.readouterr().err
    assert "neither HAProxy nor nginx" in said and "python -m mnistnet app" in said


@pytest.mark.parametrize("words", [["--workers", "-1"], ["--port", "0"], ["--visitors", "0"]])
def test_numbers_that_make_no_sense_are_wrong_usage(words, capsys):
    assert main(["serve", *words]) == 2
    assert "--workers takes 1 to" in capsys.readouterr().err


def test_the_files_to_deploy_are_what_is_written():
    for name, door in DOORS.items():
        listen, places = "*:8501" if name == "haproxy" else "8501", ("127.0.0.1:8601", "127.0.0.1:8602")
        visits = Visits(listen, places, folder="/etc/mnistnet")
        assert (ROOT / "deploy" / door.template).read_text() == door.configuration(visits)
    for page in (door_module.FULL, door_module.STARTING):
        assert (door_module.HERE / page).read_text().count("<h1>") == 1


def test_every_option_and_variable_that_the_documents_name_is_known():
    """What is written in docs/hosting.md and in deploy/ can be typed."""
    texts = [(ROOT / "docs" / "hosting.md").read_text()]
    texts += [path.read_text() for path in (ROOT / "deploy").rglob("*") if path.is_file()]
    quotas = {f"MNISTNET_MAX_{one.upper()}" for one in Limits.__dataclass_fields__}
    known = quotas | {"MNISTNET_HOSTED", "MNISTNET_RUNS_DIR", "MNISTNET_FRAMES", "MNISTNET_AT", "MNISTNET_POD"}
    known |= {"MNISTNET_SCHEDULER"}
    assert set(re.findall(r"MNISTNET_\w+", "\n".join(texts))) <= known


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
def test_whoever_is_killed_takes_what_it_started_along():
    """The child holds the other end of a pipe, which closes when it has ended."""
    child = "import time; print('ready', flush=True); time.sleep(600)"
    parent = (
        f"import sys; from mnistnet.serving.together import started; started([sys.executable, '-c', {child!r}]).wait()"
    )
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
        assert select.select([process.stdout], [], [], 60)[0], "the child goes on"
        assert process.stdout.read() == b""
