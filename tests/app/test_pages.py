"""Every page opens for every network, before and after training, and says something at once."""

import pytest

from mnistnet import network_names

from .conftest import PAGES, is_headed, only


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("network", network_names())
@pytest.mark.parametrize("epoch", ["trained", "untrained"])
def test_every_page_opens_for_every_network(app, page, network, epoch):
    test = app(page, network=network, **({f"epoch_{network}": "0"} if epoch == "untrained" else {}))
    assert is_headed(only(test.title).value), "a page opens with its question"
    assert test.caption, "and says where the answer stands"
    assert test.selectbox(key="network").value == network


def test_the_bench_keeps_network_and_epoch_from_page_to_page(app):
    test = app("influence.py")
    test.selectbox(key="network").select("nielsen").run()
    test.slider(key="epoch_nielsen").set_value(3).run()
    for page in PAGES:
        test.switch_page(page).run()
        assert not test.exception
        assert test.selectbox(key="network").value == "nielsen" and test.slider(key="epoch_nielsen").value == 3


def test_each_network_starts_trained_and_keeps_the_epoch_it_was_left_at(app):
    test = app("influence.py", epoch_scratch="0")
    test.selectbox(key="network").select("your-own").run()
    assert test.slider(key="epoch_your-own").value == test.slider(key="epoch_your-own").max > 0
    test.selectbox(key="network").select("scratch").run()
    assert test.slider(key="epoch_scratch").value == 0


@pytest.mark.parametrize(
    "query", [{"network": "nonsense", "epoch_sharp": "1e9"}, {"epoch_scratch": "-5", "digit": "4e5"}]
)
def test_nonsense_in_the_address_is_ignored(app, query):
    for page in PAGES:
        assert app(page, **query).title
