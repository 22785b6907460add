"""Another language is a file: pages speak it, numbers are written as it writes them, and ids in addresses stay."""

from collections.abc import Iterator

import numpy as np
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from mnistnet.mistakes import Exam
from mnistnet.words import language, speaking
from pages.ui.frame.facts import in_words
from pages.ui.holdings import results

from . import pseudo
from .conftest import chart, only

VIEW = {"network": "scratch", "view": "a2", "node": "7", "method": "one_pixel"}
TITLE = "What does each pixel do to each node?"


@pytest.fixture
def polish(tmp_path, monkeypatch) -> Iterator[None]:
    """A catalogue of a few sentences."""
    catalogue = Catalog("pl")
    words = {
        TITLE: "Co robi piksel?",
        "Influence": "Wpływ",
        "One pixel": "Jeden piksel",
        "in all": "razem",
        "The network makes no such mistake in these {count:,} digits.": "Brak błędów wśród {count:,} cyfr.",
        "Digest of its weights": "Skrót wag",
    }
    for english, other in words.items():
        catalogue.add(english, other)
    for sign, context in language.MARKS.items():
        catalogue.add(sign, {".": ",", ",": " ", "%": "%"}[sign], context=context)
    with (tmp_path / "pl.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(language, "_folder", lambda: tmp_path)
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()


@pytest.fixture
def brackets(tmp_path, monkeypatch) -> Iterator[None]:
    """A language in which every sentence of the app stands in brackets."""
    pseudo.write_catalogue(tmp_path)
    monkeypatch.setattr(language, "_folder", lambda: tmp_path)
    language._catalogue.cache_clear()
    yield
    language._catalogue.cache_clear()


# the names of networks, of their layers and of programs are the same in every language
NAMES = {"scratch", "your", "own", "nielsen", "rows", "sharp", "mnistnet", "hidden", "answer", "network"}
NAMES |= {"input", "flatten", "py", "sigmoid"}


@pytest.mark.usefixtures("brackets")
def test_whole_pages_speak_the_language(app):
    for page in (
        "draw",
        "influence",
        "neurons",
        "layers",
        "arithmetic",
        "training",
        "mistakes",
        "my_data",
        "my_networks",
    ):
        test = app(f"{page}.py", lang="de", network="scratch")
        read = set(pseudo.texts(test))
        assert len(read) > 25 and sum("⟦" in text for text in read) > 15, page
        bare = {text: words for text in read if (words := set(pseudo.outside(text)) - NAMES)}
        assert not bare, page
        assert test.sidebar.selectbox(key="language").options == ["English", "⟦English⟧"]
    test.sidebar.selectbox(key="language").select("en").run()
    assert "⟦" not in only(test.title).value and "lang" not in test.session_state["visitor"].address


def test_the_walk_sees_words_outside():
    assert pseudo.outside("⟦all ⟦of⟧ it⟧ :material/draw: $$a \\sum$$ `code` <b>0.5</b> %{text}") == []
    assert pseudo.outside("⟦one⟧ two ⟦three⟧ four") == ["two", "four"]


def in_all(test, name: str) -> str:
    """Return a value of the receipt on the page."""
    table = next(text.value for text in test.markdown if "Receipt" in text.value)
    return next(line.split("|")[2].strip() for line in table.splitlines() if line.startswith(f"| {name} |"))


def test_a_link_in_another_language_opens_the_same_view(app, polish):
    english, other = app("influence.py", **VIEW), app("influence.py", lang="pl", **VIEW)
    assert only(english.title).value == TITLE and only(other.title).value == "Co robi piksel?"
    number = in_all(english, "in all")
    assert "." in number and in_all(other, "razem") == number.replace(".", ",")
    assert english.session_state["visitor"].address == VIEW
    assert other.session_state["visitor"].address == VIEW | {"lang": "pl"}
    assert any(o.startswith("Jeden piksel · ") for o in other.selectbox(key="method").options)
    assert chart(english, "opened")["data"][0]["z"] == chart(other, "opened")["data"][0]["z"]


def test_the_language_stays_on_other_pages_and_in_callbacks(app, polish, monkeypatch):
    test = app("influence.py", lang="pl")
    test.switch_page("probabilities.py").run()
    assert test.session_state["visitor"].address == {"lang": "pl", "network": "scratch"}
    monkeypatch.setattr(results, "exam", lambda _, digits: Exam(np.eye(10)[digits.labels], digits.labels))
    test.button(key="mistake").click().run()  # the words of a callback are said before the page begins
    assert "Brak błędów wśród 1 000 cyfr." in [toast.value for toast in test.toast]


def test_a_language_that_does_not_come_along_is_english(app, polish):
    test = app("influence.py", lang="xx")
    assert only(test.title).value == TITLE and test.session_state["visitor"].address == {"network": "scratch"}
    assert [toast.value for toast in test.toast] == ["The address asks for lang=xx, which is not known here."]


def test_facts_have_names_in_files_and_words_on_the_screen(polish):
    with speaking("pl"):
        assert in_words({"digest": "abc", "epoch": "3"}) == {"Skrót wag": "abc", "Epoch": "3"}
