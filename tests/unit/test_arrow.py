"""Small tables travel to the browser as Streamlit would send them, without a data frame for each."""

import pandas as pd
import pytest
from streamlit import dataframe_util

from pages.ui.kit.arrow import in_arrow

ROWS = [{"digit": "number 3, a 7", "its answer": "7, > 99.9 %"}, {"digit": "number 4, a 1", "its answer": "1, 81.2 %"}]
COLUMNS = {"digits": ["**scratch ✓**", "**scratch ✗**"], "sharp ✓": ["971", "21"], "sharp ✗": ["1", "7"]}
PAIRS = {"all pixels of the map together": "−0.25", "what truly happened to the node": "", "a | b": "π"}


@pytest.mark.parametrize("table", [ROWS, ROWS[:1], COLUMNS, PAIRS, {"a": "b"}])
def test_texts_are_sent_byte_for_byte_as_streamlit_sends_them(table):
    for _ in range(2):  # the second time its form is known
        sent = in_arrow(table)
        assert sent is not table
        assert dataframe_util.convert_anything_to_arrow_bytes(sent) == dataframe_util.convert_anything_to_arrow_bytes(
            table
        )


OTHERS = [
    *([], {}, {"a": []}, [{"a": 1}], {"a": ["1", None]}, {"a": [1.5]}, {"a": ["1"], "b": ["1", "2"]}),
    *([{"a": "1"}, {"b": "2"}], pd.DataFrame({"a": ["1"]})),
]


@pytest.mark.parametrize("table", OTHERS, ids=str)
def test_whatever_is_not_texts_alone_is_left_to_streamlit(table):
    assert in_arrow(table) is table
