"""Public links: the ids in an address open the same view for ever, and so do the labels that stood there once."""

import pytest

# page -> what a link asks for; the address of the open page says the same
LINKS = [
    ("what_it_sees.py", {"way_back": "mean-digit", "seen_digit": "6", "wishes": "true"}),
    ("training.py", {"preset": "own", "own_rows": "true", "own_activation": "relu"}),
    ("activations.py", {"curves": "step,tanh", "plane": "rings", "bend": "relu", "format": "float32"}),
]
# page -> what an old link asks for, and the ids that it means
OLD_LINKS = [
    ("what_it_sees.py", {"way_back": "Weight product"}, {"way_back": "weight-product"}),
    ("training.py", {"preset": "my own layers"}, {"preset": "own"}),
]


def address(test) -> dict[str, str]:
    return dict(test.session_state["visitor"].address)


@pytest.mark.parametrize(("page", "query"), LINKS)
def test_a_link_opens_what_it_names(app, page, query):
    assert address(app(page, **query)) == {"network": "scratch"} | query


@pytest.mark.parametrize(("page", "query", "ids"), OLD_LINKS)
def test_an_old_link_opens_the_same_view(app, page, query, ids):
    assert address(app(page, **query)) == {"network": "scratch"} | ids
