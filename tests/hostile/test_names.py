"""A name that somebody types is letters, digits and a few signs wherever it comes out again."""

import io
import json
import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistnet import load_network
from mnistnet.figures.learning import compared_curves
from mnistnet.figures.report import Report, report_page
from mnistnet.limits import bounds
from mnistnet.patterns.description import check_names
from pages.ui.frame.facts import citation
from pages.ui.kit.tables import as_csv
from pages.ui.kit.text import file_name, plain, unlinked
from tests.hostile.names import IN_FORCE, NAMES, SIGNS

ANY_NAME = st.one_of(st.sampled_from(NAMES), st.text(max_size=60), st.text("<a$[]()=+-@!*_` \n\"'\\", max_size=60))


@given(ANY_NAME)
def test_a_plain_name_has_no_sign_that_means_anything(name):
    cleaned = plain(name)
    assert not SIGNS & set(cleaned) and len(cleaned) <= bounds.NAME.most
    assert plain(cleaned) == cleaned
    assert not cleaned or cleaned[0].isalnum()
    assert re.fullmatch(r"[0-9A-Za-z-]+", file_name(cleaned))


@pytest.mark.parametrize("name", ["scratch 2", "Zoë's net", "784-50-10 (mine)", "сеть", "網路"])
def test_honest_names_stay_readable(name):
    assert plain(name) == name.replace("'", " ")


@given(ANY_NAME)
def test_charts_tables_and_reports_show_it_as_it_is(name):
    name = plain(name) or "my network"
    figure = compared_curves({name: ([0, 1], [0.1, 0.5])}, measure="accuracy")
    names = [trace.name for trace in figure.data]
    assert name in names and not SIGNS & set("".join(filter(None, names)))
    table = io.StringIO(as_csv(pd.DataFrame({"name": [name], "epochs": [3]})))
    assert pd.read_csv(table, dtype=str, keep_default_na=False)["name"][0] == name
    report = Report(title="T", answer=name, facts={"network": name}, settings={"name": name})
    text = report_page(report)
    assert name in text and "evil.example" not in re.sub(re.escape(name), "", text)


@pytest.mark.parametrize("cell", [name for name in NAMES if name[:1] in "=+-@\t" and name])
def test_no_cell_of_a_table_is_a_formula(cell):
    (line,) = pd.read_csv(io.StringIO(as_csv(pd.DataFrame({"name": [cell]}))))["name"]
    assert line == f"'{cell}"


def test_numbers_of_a_table_stay_numbers():
    frame = pd.DataFrame({"a": ["+0.31", "-3", "12 %", "-1.5e-7"], "b": [-1.0, 2.5, -3.0, 0.0]})
    assert as_csv(frame) == frame.to_csv(index=False)


@given(ANY_NAME)
def test_a_layer_is_called_by_plain_signs_or_the_line_is_refused(name):
    try:
        check_names((name,))
    except ValueError as reason:
        assert not IN_FORCE.search(str(reason))
    else:
        assert not SIGNS & set(name) and name[0].isalnum() and len(name) <= bounds.NAME.most


@given(ANY_NAME)
def test_what_is_quoted_is_no_link_no_picture_and_no_formula(name):
    assert not IN_FORCE.search(unlinked(name))
    assert re.sub(r"\\(.)", r"\1", unlinked(name), flags=re.DOTALL) == name


@pytest.mark.parametrize("name", NAMES)
def test_what_is_cited_is_one_entry(name):
    text = citation(replace(load_network("scratch"), name=plain(name) or "x"))
    assert text.count("@") == citation(load_network("scratch")).count("@")
    json.dumps(text)
