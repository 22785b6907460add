"""The package: a wheel that needs four others, works from any folder, and brings the app in a folder of its own."""

import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

import mnistnet
from benchmarks.server import running_server
from mnistnet.commands.app import app_folder
from mnistnet.commands.needed import EXTRA_OF, how_to_get
from mnistnet.digits.data_folder import CODE_FOLDER, DATA_FOLDER

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
BARE = re.compile(r"[\w.-]+")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Build the wheel, as pip does."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Install the wheel where nothing is but what it says it cannot do without; return that environment's programs."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder, with_pip=False)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    python = programs / Path(sys.executable).name
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel]
    subprocess.run(pip, check=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    places = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(places, capture_output=True, text=True, check=True).stdout.strip())
    for name in needed(PROJECT["dependencies"]):
        for part in top_level(name):
            (site / part.name).symlink_to(part)
    return programs


def needed(requirements):
    """Return the names of packages with all that they need in turn."""
    names, waiting = set(), list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = BARE.match(requirement)[0].lower()
        if name not in names and "extra ==" not in requirement and installed_here(name):
            names.add(name)
            waiting += importlib.metadata.requires(name) or []
    return names


def installed_here(name):
    """Say whether a package is installed; some are needed on other systems only."""
    return any(True for _ in importlib.metadata.distributions(name=name))


def top_level(name):
    """Return the files and folders that a package has in site-packages."""
    found = importlib.metadata.distribution(name)
    parts = {file.parts[0] for file in found.files if not file.is_absolute() and file.parts[0] != ".."}
    return [Path(found.locate_file(part)).resolve() for part in parts - {"__pycache__"}]


def run(program, *words, folder):
    """Run a program of the bare environment in a folder, without a word of this one."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MNISTNET"))}
    return subprocess.run([program, *words], cwd=folder, capture_output=True, text=True, env=bare, check=False)


def test_the_wheel_puts_one_folder_among_other_peoples(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {"mnistnet", f"mnistnet-{mnistnet.__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name or name.startswith("mnistnet/tests")]
    for folder, inside in (("data", "data"), ("pages", "_app/pages"), (".streamlit", "_app/.streamlit")):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert files
        for path in files:
            place = f"mnistnet/{inside}/{path.relative_to(ROOT / folder).as_posix()}"
            assert zipfile.ZipFile(wheel).read(place) == path.read_bytes()


def test_it_works_from_any_folder_with_the_packages_that_it_names_alone(installed, tmp_path):
    lines = run(installed / "mnistnet", "networks", folder=tmp_path)
    assert lines.returncode == 0, lines.stderr
    assert [line.split()[0] for line in lines.stdout.splitlines()[1:6]] == list(mnistnet.network_names())
    words = ("influence", "--digit", "7", "--view", "z1", "-o", "z1.npy")
    done = run(installed / "mnistnet", *words, folder=tmp_path)
    assert done.returncode == 0 and done.stderr == ""
    ours = mnistnet.influence.shapley(
        mnistnet.load_network("scratch"), mnistnet.load_digits().split("test").images[7], views=["z1"]
    )
    np.testing.assert_array_equal(np.load(tmp_path / "z1.npy"), ours["z1"])


def test_it_trains_there_in_a_process_of_its_own(installed, tmp_path):
    words = ("train", "nielsen", "--epochs", "1", "-o", "my.npz")
    done = run(installed / "mnistnet", *words, folder=tmp_path)
    assert done.returncode == 0 and mnistnet.load_network_file(tmp_path / "my.npz").epoch == 1


@pytest.mark.parametrize(
    ("words", "package", "extra"),
    [
        (("app",), "streamlit", "app"),
        (("predict", str(ROOT / "docs" / "draw.png")), "PIL", "files"),
        (("influence", "--digit", "7", "-o", "z1.png"), "PIL", "files"),
    ],
)
def test_what_needs_more_says_how_to_get_it(words, package, extra, installed, tmp_path):
    done = run(installed / "mnistnet", *words, folder=tmp_path)
    assert done.returncode == 1
    sentence = f"This needs the package {package}, which is not installed: pip install 'mnistnet[{extra}]'"
    assert done.stderr == f"{sentence}\n" and extra in EXTRAS


def test_a_broken_import_of_ours_is_not_taken_for_a_missing_package():
    with pytest.raises(ModuleNotFoundError):
        how_to_get(ModuleNotFoundError(name="mnistnet.nowhere"))


def test_the_extras_bring_what_the_sentences_promise():
    providers = importlib.metadata.packages_distributions()
    for package, extra in EXTRA_OF.items():
        assert find_spec(package), package
        named = {BARE.match(line)[0].lower() for line in EXTRAS[extra]}
        assert {name.lower() for name in providers[package]} & named


def requirements(name):
    """Return the lines of a requirements file that name packages."""
    lines = (ROOT / name).read_text().splitlines()
    return {line for line in lines if line and line[0] not in "#-"}


def test_the_requirements_files_and_the_package_ask_for_the_same():
    own = {line for extra in ("files", "app") for line in EXTRAS[extra] if not line.startswith("mnistnet")}
    assert requirements("requirements.txt") == own | set(PROJECT["dependencies"])
    for extra, name in (("dev", "requirements-dev.txt"), ("bench", "requirements-bench.txt")):
        assert requirements(name) == {line for line in EXTRAS[extra] if not line.startswith("mnistnet")}


def test_the_version_is_said_once(wheel):
    assert wheel.name.startswith(f"mnistnet-{mnistnet.__version__}-")
    assert f"version: {mnistnet.__version__}\n" in (ROOT / "CITATION.cff").read_text()


def test_in_a_checkout_data_and_app_lie_beside_the_library():
    assert (CODE_FOLDER, DATA_FOLDER, app_folder(CODE_FOLDER)) == (ROOT, ROOT / "data", ROOT)


@pytest.mark.parametrize("source", ["checkout", "wheel"])
def test_the_app_starts_from_any_folder(source, wheel, tmp_path):
    place = ROOT
    if source == "wheel":
        place = tmp_path / "site"
        zipfile.ZipFile(wheel).extractall(place)
    (tmp_path / "app.py").write_text("raise SystemExit('this is somebody else')")
    command = (sys.executable, "-m", "mnistnet", "app", "--address", "127.0.0.1", "--port", "{port}")
    with running_server(command=command, folder=tmp_path, variables={"PYTHONPATH": str(place)}) as server:
        assert server.is_alive() and server.complaints() == 0
        server.log.seek(0)
        assert b"somebody else" not in server.log.read()
