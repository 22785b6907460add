"""Every bound is one number in one place: the document, the settings of the server and the code say the same."""

import tomllib
from pathlib import Path

import pytest

from mnistnet.limits import bounds
from mnistnet.limits.document import tables
from mnistnet.limits.quotas import limits
from mnistnet.training import LayerPlan, Settings, check_size, megabytes_of, untrained_network
from tests.training_tasks import rows_settings, small_settings

ROOT = Path(__file__).parents[2]


def deep(layers, **changes):
    """Return settings with so many layers in all."""
    plans = [LayerPlan(2)] * (layers - 1)
    return Settings((*plans, LayerPlan(10, "softmax")), **changes)


def test_what_is_promised_is_what_is_held_to():
    assert tables() in (ROOT / "SECURITY.md").read_text(), "put there what python -m mnistnet.limits prints"


def test_the_server_takes_no_larger_messages_than_promised():
    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["server"]
    assert server["maxWidgetStateSize"] * 10**6 == bounds.MESSAGE.most
    assert server["maxUploadSize"] * 10**6 < limits().uploads


def test_a_network_has_so_many_layers_and_nodes():
    check_size(deep(bounds.LAYERS.most))
    with pytest.raises(ValueError, match="16 layers here; this one has 17"):
        untrained_network(deep(17))
    wide = small_settings(layers=(LayerPlan(20_000), LayerPlan(10, "softmax")))
    check_size(wide)
    with pytest.raises(ValueError, match="24,000 nodes here; this one has 40,010"):
        check_size(wide.replace(layers=(LayerPlan(20_000), LayerPlan(20_000), LayerPlan(10, "softmax"))))
    with pytest.raises(ValueError, match=r"this one has 25,010"):  # (100 + 150) nodes in each of 100 rows, and 10
        check_size(
            rows_settings(layers=(LayerPlan(100), LayerPlan(150), LayerPlan(None), LayerPlan(10, "softmax"))),
            (100, 100),
        )


def test_the_estimate_counts_what_is_made():
    """1,000 nodes, batches of 10,000: three numbers of four bytes for each."""
    few = small_settings(layers=(LayerPlan(1000), LayerPlan(10, "softmax")), batch_size=100)
    more = megabytes_of(few.replace(batch_size=10_000)) - megabytes_of(few)
    pixels = 3 * 784 * 4 * 9_900 / 1e6
    assert more == pytest.approx(3 * 4 * 1010 * 9_900 / 1e6 + pixels)
    assert megabytes_of(few.replace(dropout=0.1)) > megabytes_of(few)
    assert megabytes_of(few.replace(optimiser="adam")) - megabytes_of(few) == pytest.approx(4 * 10 * 795_010 / 1e6)
