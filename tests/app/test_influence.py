"""The Influence page: the receipt, the views, and a link that opens the same view."""

import re

from mnistnet import influence, load_digits, load_network

DIGITS = load_digits().split("test")


def receipt(test) -> str:
    return next(m.value for m in test.markdown if "Receipt" in m.value)


def test_a_link_opens_the_same_view(app):
    test = app("influence.py", view="a2", node="7", digit="12", network="scratch")
    assert test.segmented_control(key="view").value == "a2" and test.number_input(key="node").value == 7
    maps = influence.one_pixel(load_network("scratch"), DIGITS.images[12])
    total = f"{maps['a2'][7].sum():+.3g}".replace("-", "−")
    assert f"all pixels of the map together | {total}" in receipt(test)


def test_the_receipt_balances_at_a1_and_says_so(app):
    test = app("influence.py", view="a1")
    assert re.search(r"difference\*\* \| \*\*0\*\*", receipt(test))
    assert test.success and not test.warning


def test_from_z1_on_the_page_warns(app):
    test = app("influence.py")
    assert test.warning and not test.success


def test_every_view_of_every_picture(app):
    test = app("influence.py")
    for kind in ("Drawing", "Mean digit", "White", "Test digit"):
        test.segmented_control(key="picture").set_value(kind).run()
        for view in load_network("scratch").views:
            test.segmented_control(key="view").set_value(view).run()
            assert not test.exception


def test_a_node_that_the_view_does_not_have_becomes_node_0(app):
    test = app("influence.py", view="a2", node="99")
    test.segmented_control(key="view").set_value("z3").run()
    assert not test.exception and test.number_input(key="node").value == 0


def test_the_button_goes_to_the_untrained_network_and_back(app):
    test = app("influence.py")
    last = test.slider(key="epoch_scratch").value
    test.button(key="training").click().run()
    assert test.slider(key="epoch_scratch").value == 0
    test.button(key="training").click().run()
    assert test.slider(key="epoch_scratch").value == last
