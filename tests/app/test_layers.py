"""The Layers page: any network, any pattern, any size, and the film."""

import io

import numpy as np
import pytest
from PIL import Image

from mnistnet import load_digits, load_network, network_names
from mnistnet.books.networks import kept_epochs
from mnistnet.patterns import layer_outputs

from .conftest import chart

DIGITS = load_digits().split("test")


def titles(test, number: int = 0) -> list[str]:
    return chart(test, number)["data"][-1]["text"]


def png(values) -> bytes:
    file = io.BytesIO()
    Image.fromarray(np.asarray(values, np.uint8)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("name", network_names())
def test_every_layer_of_every_network_is_titled(app, name):
    test = app("layers.py", network=name)
    network = load_network(name)
    shown = titles(test)
    assert len(shown) == len(network.layers) + 1
    for title, words in zip(shown, ("input", *network.layer_names), strict=True):
        assert f"<b>{words}</b>" in title
    assert f"**{network.parameters:,}**" in test.table[0].value["parameters"].tolist()
    assert len(titles(test, 1)) == len(kept_epochs(name))


def test_the_source_model_of_50_and_5_classes(app):
    test = app("layers.py", model="Row model of any size")
    assert test.table[0].value["parameters"].tolist() == [
        "0",
        "3,825",
        "3,800",
        "1,275",
        "260",
        "0",
        "2,505",
        "**11,665**",
    ]
    assert "no epochs" in test.info[0].value
    test.number_input(key="pattern_size").set_value(31).run()
    assert not test.exception and "31 × 75" in titles(test)[1]


def test_noise_and_the_bench_are_different_patterns(app):
    test = app("layers.py", pattern="Noise", noise="7")
    noisy = titles(test)
    assert any("Noise 7." in caption.value for caption in test.caption)
    test.segmented_control(key="pattern").set_value("From the bench").run()
    assert titles(test) != noisy


def test_an_uploaded_pattern_passes_through(app):
    test = app("layers.py", pattern="Upload")
    assert any("Nothing uploaded yet" in caption.value for caption in test.caption)
    test.file_uploader(key="pattern_file").set_value(("p.png", png(255 - DIGITS.images[3]), "image/png")).run()
    assert not test.exception and any("Your pattern." in caption.value for caption in test.caption)
    expected = layer_outputs(load_network("scratch"), DIGITS.images[3])[-1].values
    heat = [trace for trace in chart(test)["data"] if trace["type"] == "heatmap"][-1]
    assert heat["zmax"] == pytest.approx(float(expected.max()), rel=1e-5)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_upload_is_a_sentence(app, content):
    test = app("layers.py", pattern="Upload")
    test.file_uploader(key="pattern_file").set_value(("p.png", content, "image/png")).run()
    assert not test.exception and test.error and titles(test)


def test_small_layers_can_be_left_out(app):
    test = app("layers.py", network="rows", smallest="300")
    assert len(titles(test)) == 4
    test.number_input(key="smallest").set_value(10_000).run()
    assert not test.exception and "smaller than the limit" in test.info[0].value and len(titles(test)) == 7


def test_the_layer_of_a_link_is_the_one_that_is_followed(app):
    test = app("layers.py", network="rows", layer="rows 10")
    assert test.segmented_control(key="layer").value == 4
    assert any(header.value == "Rows 10 from epoch to epoch" for header in test.subheader)
    test.selectbox(key="network").select("nielsen").run()
    assert not test.exception and test.segmented_control(key="layer").value == 1


def test_many_patterns_are_paged_from_disk(app):
    test = app("layers.py", many="100", many_label="3")
    threes = np.flatnonzero(DIGITS.labels == 3)[:100]
    assert titles(test, 2) == [f"{n}: 3" for n in threes[:24]]
    assert any(f"All layers of {len(threes)} patterns are on disk" in caption.value for caption in test.caption)


@pytest.mark.parametrize(
    "choice", [{"strips": "true"}, {"layer_scale": "true"}, {"palette": "viridis"}, {"grid_size": "1"}]
)
def test_every_look_draws(app, choice):
    assert titles(app("layers.py", network="rows", layer="flatten", **choice))
