"""The server's two steps to get warm, each in a process that has read nothing yet."""

import json
import subprocess
import sys

PROGRAM = """
import gc, json, sys
from pages.ui.gate import warm

def read():
    return [f"pages.ui.rooms.{room}" in sys.modules for room in ("draw.why", "trust.film", "map.pointed")]

warm.for_the_first_page()
first, frozen = read(), gc.get_freeze_count()
warm.note_answer()
warm.for_all_pages()
print(json.dumps([first, frozen, read(), gc.get_freeze_count() > 0]))
"""


def test_the_first_page_waits_for_nothing_that_only_others_need():
    said = subprocess.run([sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True).stdout
    assert json.loads(said) == [[True, False, False], 0, [True, True, True], True]
