"""Sentences pass through one seam: English as it stands, another language from its file, numbers as it writes them."""

import io
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from mnistnet.words import language
from mnistnet.words.language import mark, plural, say, speaking


@pytest.fixture
def polish(tmp_path, monkeypatch) -> Iterator[None]:
    """A small catalogue of a language with three plurals, a decimal comma and a space before the per cent sign."""
    catalogue = Catalog("pl")
    catalogue.add("{name} reads {right:share} of {n:,} digits", "{name}: {right:share} z {n:,} cyfr")
    catalogue.add(("{n} digit", "{n} digits"), ("{n} cyfra", "{n} cyfry", "{n} cyfr"))
    for sign, context in language.MARKS.items():
        catalogue.add(sign, {".": ",", ",": " ", "%": "proc."}[sign], context=context)
    file = io.BytesIO()
    write_mo(file, catalogue)
    (tmp_path / "pl.mo").write_bytes(file.getvalue())
    monkeypatch.setattr(language, "_folder", lambda: tmp_path)
    language._catalogue.cache_clear()
    with speaking("pl"):
        yield
    language._catalogue.cache_clear()


def test_english_stands_as_it_is():
    assert say("Braces {mean} themselves without values") == "Braces {mean} themselves without values"
    assert say("{a:share} and {b:,}", a=0.5, b=1234) == "50.0 % and 1,234"
    assert say("") == "" and mark("later") == "later"


@given(st.text(alphabet=st.characters(exclude_characters="{}"), min_size=1), st.integers(), st.floats(0, 1))
def test_english_is_what_format_gives(words, n, share):
    sentence = words + ": {n:,} {share:.2%}"
    assert say(sentence, n=n, share=share) == sentence.format(n=n, share=share)


def test_values_are_never_templates_or_numbers_of_the_language():
    assert say("{name} is here", name="{evil} 1.5%") == "{evil} 1.5% is here"


@pytest.mark.parametrize(
    ("sentence", "value", "written"),
    [
        ("{x:.3g}", 5.0123e-5, "0.0000501"),
        ("off by {x:.0e}", 3e-16, "off by 3 × 10⁻¹⁶"),
        ("{x:+.3g}", -1234.5, "−1,230"),
        ("{x:.3g}", 2.5e12, "2.5 × 10¹²"),
        ("{x:.0e}", 0.0, "0"),
        ("{x:.1f} of {x:+.1f}", -0.5, "-0.5 of −0.5"),
        ("{x:.3g}", float("nan"), "nan"),
    ],
)
def test_no_number_is_written_with_an_e_and_a_sign_that_is_asked_for_is_a_true_one(sentence, value, written):
    assert say(sentence, x=value) == written


def test_a_plural_is_chosen_by_its_rule():
    assert [plural("{n} digit", "{n} digits", n) for n in (0, 1, 2)] == ["0 digits", "1 digit", "2 digits"]


def test_another_language_is_a_file(polish):
    assert (
        say("{name} reads {right:share} of {n:,} digits", name="a.b", right=0.9768, n=10000)
        == "a.b: 97,7 proc. z 10 000 cyfr"
    )
    assert [plural("{n} digit", "{n} digits", n) for n in (1, 3, 5, 22)] == ["1 cyfra", "3 cyfry", "5 cyfr", "22 cyfry"]


def test_what_the_file_does_not_have_is_english_with_the_numbers_of_the_language(polish):
    assert say("{x:.2f} of it", x=1.5) == "1,50 of it"


def test_another_language_has_its_own_words_before_an_eight(polish):
    assert say("a {x}", x=8) == "a 8"


def test_nobody_else_hears_it(polish):
    with speaking("xx"):
        assert say("{x:.1f}", x=1.5) == "1.5"
    assert language.languages() == ("en", "pl")


@pytest.mark.parametrize(
    ("sentence", "value", "written"),
    [
        ("test digit 1, a {x}", 8, "test digit 1, an 8"),
        ("A **{x}** is read", "8", "An **8** is read"),
        ("a {x:,} and a {x}", 11_000, "an 11,000 and a 11000"),
        ("a {x}", 3, "a 3"),
        ("number of data {x}", 8, "number of data 8"),
        ("class a: {x}", 8, "class a: 8"),
    ],
)
def test_before_an_eight_a_is_said_as_an(sentence, value, written):
    assert say(sentence, x=value) == written
