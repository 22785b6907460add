"""The Layers page: any network, any pattern, any size, and the film."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from mnistnet import jobs, load_digits, load_network, network_names
from mnistnet.books.networks import kept_epochs
from mnistnet.digits.files import save_digit_set
from mnistnet.patterns import layer_outputs
from mnistnet.patterns.made import class_names, made_patterns
from pages.ui.rooms.layers import passage
from tests.waiting import end_runs, wait_for

from .conftest import chart, only, table, told

DIGITS = load_digits().split("test")


def titles(test, key: str = "passage") -> list[str]:
    return chart(test, key)["data"][-1]["text"]


def epochs(test) -> list[str]:
    """Return what stands at the frames of the film."""
    film = chart(test, "film")
    (slider,) = film["layout"]["sliders"]
    assert len(film["frames"]) == len(slider["steps"])
    return [step["label"] for step in slider["steps"]]


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
    assert f"**{network.parameters:,}**" in table(test, "summary")["parameters"].tolist()
    assert len(epochs(test)) == len(kept_epochs(name))


def test_of_the_source_model_the_three_layers_of_15_x_15_and_more_remain(app):
    test = app("layers.py", model="row-model", smallest_rows="15", smallest_columns="15")
    shapes = [title.split("</b> ")[1].split("<")[0] for title in titles(test)]
    assert shapes == ["50 × 50", "50 × 75", "50 × 50", "50 × 25"]


def test_the_source_model_of_50_and_5_classes(app):
    test = app("layers.py", model="row-model")
    assert table(test, "summary")["parameters"].tolist() == [
        "0",
        "3,825",
        "3,800",
        "1,275",
        "260",
        "0",
        "2,505",
        "**11,665**",
    ]
    assert "no epochs" in told(test.info)
    test.number_input(key="pattern_size").set_value(31).run()
    assert not test.exception and "31 × 75" in titles(test)[1]


def test_noise_and_the_bench_are_different_patterns(app):
    test = app("layers.py", pattern="noise", noise="7")
    noisy = titles(test)
    assert any("noise 7." in caption.value for caption in test.caption)
    test.segmented_control(key="pattern").set_value("bench").run()
    assert titles(test) != noisy


def test_an_uploaded_pattern_passes_through(app):
    test = app("layers.py", pattern="upload")
    assert any("Nothing uploaded yet" in caption.value for caption in test.caption)
    test.file_uploader(key="pattern_file_0").set_value(("p.png", png(255 - DIGITS.images[3]), "image/png")).run()
    assert not test.exception and any("your pattern." in caption.value for caption in test.caption)
    expected = layer_outputs(load_network("scratch"), DIGITS.images[3])[-1].values
    heat = [trace for trace in chart(test, "passage")["data"] if trace["type"] == "heatmap"][-1]
    assert heat["zmax"] == pytest.approx(float(expected.max()), rel=1e-5)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 40])
def test_a_broken_upload_is_a_sentence(app, content):
    test = app("layers.py", pattern="upload")
    test.file_uploader(key="pattern_file_0").set_value(("p.png", content, "image/png")).run()
    assert not test.exception and test.error and titles(test)


def test_small_layers_can_be_left_out(app):
    test = app("layers.py", network="rows", smallest_rows="15", smallest_columns="25")
    assert [title[3:].split("<")[0] for title in titles(test)] == ["input", "rows 75", "rows 50", "rows 25"]
    assert any("the pattern and 3 of 6 layers: those of 15 × 25 and larger" in c.value for c in test.caption)
    test.number_input(key="smallest_columns").set_value(10_000).run()
    assert not test.exception and "smaller than the limit" in told(test.info) and len(titles(test)) == 7


def test_the_layer_of_a_link_is_the_one_that_is_followed(app):
    test = app("layers.py", network="rows", layer="rows 10")
    assert test.segmented_control(key="layer").value == 4
    assert any(header.value == "Layer rows 10 from epoch to epoch" for header in test.header)
    test.selectbox(key="network").select("nielsen").run()
    assert not test.exception and test.segmented_control(key="layer").value == 1


def test_many_patterns_are_paged_from_disk(app):
    test = app("layers.py", many="100", many_label="3")
    threes = np.flatnonzero(DIGITS.labels == 3)[:100]
    assert titles(test, "many_patterns") == [f"{n}: 3" for n in threes[:24]]
    assert any(f"All layers of {len(threes)} patterns are on disk" in caption.value for caption in test.caption)


@pytest.mark.parametrize(
    "choice", [{"strips": "true"}, {"layer_scale": "true"}, {"palette": "viridis"}, {"grid_size": "1"}]
)
def test_every_look_draws(app, choice):
    assert titles(app("layers.py", network="rows", layer="flatten", **choice))


@pytest.fixture
def nothing_left_running(runs_of_its_own):
    """Stop what still runs at the end of a test."""
    yield
    end_runs()


ROW = {"model": "row-model", "pattern_size": "12", "pattern_classes": "3", "row_layers": "9 first, 4"}


def trained(app, **query):
    """Return the page after its row model has been trained, and the run."""
    test = app("layers.py", **ROW | {"row_epochs": "3"} | query)
    assert any("Untrained" in caption.value for caption in test.caption)
    test.button(key="row_train").click().run()
    (run,) = jobs.runs()
    wait_for(lambda: not run.state().is_active)
    assert run.state().status == "finished", run.state().sentence
    return test.run(), run


def test_a_row_model_is_trained_in_a_worker_and_its_film_exists(app, nothing_left_running):
    test, run = trained(app)
    assert run.network().image_shape == (12, 12) and run.spec.settings.layers[0].name == "first"
    assert epochs(test) == [f"epoch {epoch}" for epoch in range(4)]
    right = run.network().training.history[-1]["validation_accuracy"]
    assert any(f"it names {100 * right:.1f}" in c.value for c in test.caption)
    test.select_slider(key="row_epoch").set_value(1).run()
    assert test.session_state["visitor"].address["row_epoch"] == "1"
    pattern = made_patterns(12, 3).split("test").images[0]
    expected = layer_outputs(run.network(1), pattern)[1].values
    heat = [trace for trace in chart(test, "passage")["data"] if trace["type"] == "heatmap"][1]
    assert not test.exception and heat["zmax"] == pytest.approx(float(expected.max()), rel=1e-5)
    assert "row model" not in test.selectbox(key="network").options  # the other pages read 28 x 28
    test.number_input(key="row_seed").set_value(2).run()
    assert not test.exception and any("Untrained" in caption.value for caption in test.caption)
    test.number_input(key="row_seed").set_value(1).run()
    assert len(epochs(test)) == 4  # the same description finds its run again


def test_a_row_model_learns_digits_of_another_size(app, nothing_left_running):
    test, run = trained(app, row_source="digits", pattern_size="9", row_epochs="1")
    assert run.network().classes == 10 and not test.exception
    assert any("pattern 0, " in caption.value.lower() for caption in test.caption)


def test_patterns_of_ones_own_decide_the_size(app):
    test = app("layers.py", model="row-model", row_source="files")
    patterns = made_patterns(11, 4, 60)
    test.file_uploader(key="row_files_0").set_value([("p.npz", save_digit_set(patterns), "application/zip")]).run()
    assert not test.exception and not test.error and "11 × 11" in titles(test)[0]
    assert any("48 of 60 patterns of yours" in caption.value for caption in test.caption)
    test.file_uploader(key="row_files_0").set_value([("p.csv", b"1,2,3", "text/csv")]).run()
    assert not test.exception and "no square" in only(test.error).value


def test_a_layer_line_that_cannot_be_read_is_a_sentence(app):
    test = app("layers.py", **ROW | {"row_layers": "some"})
    assert "“some” is neither" in only(test.error).value and len(titles(test)) == 7


def test_layers_can_be_named(app):
    test = app("layers.py", network="scratch", layer_names="first, , says")
    assert [title[3:].split("<")[0] for title in titles(test)] == ["input", "first", "hidden 2", "says"]
    test.text_input(key="layer_names").set_value("a, a").run()
    assert "Two layers are called" in only(test.error).value and not test.exception


def test_the_grid_has_as_many_rows_as_one_sets(app):
    test = app("layers.py", network="rows", grid_size="2", grid_rows="2")
    assert len(titles(test)) == 4 and len(test.get("pagination")) >= 1


def test_a_pattern_of_a_set_passes_through_and_many_of_them(app):
    test = app("layers.py", pattern="set", pattern_number="4", **ROW)
    unseen = made_patterns(12, 3).split("test")
    name = class_names(3)[unseen.labels[4]]
    assert any(f"pattern 4, {name}." in caption.value for caption in test.caption)
    many = titles(test, "many_patterns")
    assert many[:5] == [f"{i}: {class_names(3)[unseen.labels[i]]}" for i in range(5)]


def test_files_have_the_colours_of_the_theme_of_the_page(app, monkeypatch):
    offered = {}
    monkeypatch.setattr(passage, "is_dark", lambda: True)
    monkeypatch.setattr(
        passage.st, "download_button", lambda label, content, *_, key, **__: offered.update({key: content})
    )
    app("layers.py", network="scratch")
    monkeypatch.setattr(passage, "is_dark", lambda: False)  # as when the file is made, outside of any run of the page
    for key, file in (("layers_zip", "01 hidden 1.png"), ("many_zip", "0000 0_ 4/01 hidden 1.png")):
        with zipfile.ZipFile(io.BytesIO(offered[key]())) as zipped:
            picture = np.asarray(Image.open(io.BytesIO(zipped.read(file))))
        assert picture[0, 0].tolist() == [0x15, 0x18, 0x1D], key
