"""An answer names only what its browser keeps until it has arrived."""

from pages.ui.gate.named import FEW, Sent


def test_only_what_one_of_the_last_few_answers_has_shown_may_be_named():
    sent, kept = Sent(), frozenset(("wall", "strip", "foreign"))
    assert sent.begin(kept) == frozenset()
    sent.note("wall")
    sent.note("strip")
    for _ in range(FEW):
        assert sent.begin(kept) == {"wall", "strip"}
        sent.note("strip")
    assert sent.begin(kept) == {"strip"}
    assert sent.begin(frozenset()) == frozenset(), "what a browser does not keep is never named"
    assert set(sent.last) == {"strip"}, "what is older is forgotten"
