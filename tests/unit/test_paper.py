"""Tables for a paper: LaTeX that compiles, CSV that reads back, a source for everything."""

import csv
import io

import pytest

from mnistnet.faithfulness import Score
from mnistnet.faithfulness.measures import MEASURES
from mnistnet.faithfulness.paper import citations, csv_text, escaped, latex_table, score_table
from mnistnet.influence import METHODS

SCORES = (
    Score("one_pixel", "a1", 1.0, 3e-16, 0.0, 0.0, 0.747, 4),
    Score("one_pixel", "z3", 0.8203, 1.431, 2.51, 8.62, 1.14, 4),
    Score("gradient_times_input", "z3", float("nan"), 0.974, 0.99, 0.967, 1.28, 4),
)


def test_every_character_that_latex_reads_as_a_command_is_escaped():
    assert escaped("a_b & 50 % #1 $x$ {y} ~ ^ \\") == (
        r"a\_b \& 50 \% \#1 \$x\$ \{y\} \textasciitilde{} \textasciicircum{} \textbackslash{}"
    )
    assert escaped("3 × 4 − 1 – <é>") == r"3 $\times$ 4 $-$ 1 -- \textless{}é\textgreater{}"


def test_a_table_has_booktabs_rules_and_a_cell_for_every_column():
    lines = latex_table(["", "a_1"], [["x & y", "1"], ["z", "2"]], "50 % done", "tab:t").splitlines()
    assert r"  \caption{50 \% done}" in lines and r"  \begin{tabular}{lr}" in lines
    body = lines[lines.index(r"    \toprule") : lines.index(r"    \bottomrule") + 1]
    assert body == [
        r"    \toprule",
        r"     & a\_1 \\",
        r"    \midrule",
        r"    x \& y & 1 \\",
        r"    z & 2 \\",
        r"    \bottomrule",
    ]


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="needs 2 cells"):
        latex_table(["a", "b"], [["1"]], "", "t")


def test_scores_become_a_table_of_methods_by_views():
    text = score_table(SCORES, MEASURES["r"], "c")
    assert r"One pixel & 1.000 & 0.820 \\" in text and r"Gradient $\times$ input & -- & -- \\" in text
    assert r"method & a1 & z3 \\" in text and r"\label{tab:r}" in text
    assert r"One pixel & 0 & 1.43 \\" in score_table(SCORES, MEASURES["relative_rmse"], "c")


def test_the_csv_reads_back():
    rows = list(csv.DictReader(io.StringIO(csv_text(SCORES, {"network": "a, b"}))))
    assert [row["network"] for row in rows] == ["a, b"] * 3
    assert float(rows[1]["relative_rmse"]) == 1.431 and rows[2]["method"] == "gradient_times_input"
    assert csv_text([], {}) == ""


def test_every_method_and_measure_is_cited_and_no_source_twice():
    lines = citations(METHODS)
    text = "\n".join(lines)
    assert all(method.source in text for method in METHODS.values())
    assert all(measure.source in text for measure in MEASURES.values())
    assert len(lines) == len(set(lines)) and "Shapley, permutations" not in lines[0]
