"""What a browser may say of a widget, and what an address may ask for, where nobody holds it to anything."""

import base64
import io
import json
import math
import random
from urllib.parse import urlencode

from PIL import Image

from tests.hostile.names import NAMES

HUGE = (math.nan, math.inf, -math.inf, 1e308, -1e308, 1e19, -1.0, 0.5, 2.0**31)
DEEP = "[" * 5000 + "]" * 5000


def png_url(size=(2000, 2000)):
    """Return a picture larger than any board as an address."""
    file = io.BytesIO()
    Image.new("L", size).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def drawings():
    """Return messages of a drawing board."""
    one = {"objects": [{"type": "Path", "left": 1}]}
    return [
        {"drawing": {"raw": one, "data": data}}
        for data in (3, None, "x", "data:image/png;base64,", "data:image/png;base64,AAAA", "a;base64,%%%", png_url())
    ] + [
        {"drawing": {"raw": raw, "data": png_url((28, 28))}}
        for raw in ([], 3, {"objects": [3]}, {"objects": [{"left": "x"}]}, {"objects": [{}] * 3000})
    ]


def clicks():
    """Return messages of a figure that is clicked."""
    places = (None, [], {}, "x", [math.nan], [-1], [10**9], [[1, 2]], 1e999, True, ["a"])
    return [{"selection": {"points": [{"customdata": place}]}} for place in places] + [
        {"selection": {"points": value}} for value in (3, [3], [{}], None)
    ]


def values():
    """Return every crafted value of a widget, by its field in the message."""
    texts = [json.dumps(value) for value in (*drawings(), *clicks(), {"width": 1e308}, {"width": "<b>"}, [], 3, None)]
    texts += [DEEP, "no json", "", '{"width": NaN}', '{"width": 1e999}', '{"marks": [{"seq": 1e999}]}']
    strings = ["", "nothing", "\0", "1e999", "-1", *NAMES[:20]]
    return [
        *({"double_value": value} for value in HUGE),
        *({"double_array_value": {"data": data}} for data in ([], [math.nan], [math.inf] * 2, [-1e9], [1.0] * 500)),
        *({"int_value": value} for value in (-1, 0, 2**62, -(2**62))),
        *({"int_array_value": {"data": data}} for data in ([], [-1], [2**62], [0] * 500)),
        *({"string_value": text} for text in strings + texts),
        *({"string_array_value": {"data": data}} for data in ([], [""], ["x"] * 500, ["nothing"])),
        *({"json_value": text} for text in texts),
        *({"json_trigger_value": text} for text in texts[:6]),
        *({"bytes_value": data} for data in (b"", b"\xff" * 1000)),
        {"bool_value": True},
        {"trigger_value": True},
        {"string_trigger_value": {"data": "x"}},
        {"file_uploader_state_value": {"uploaded_file_info": [{"file_id": "x", "name": "../x", "size": 1}]}},
    ]


NATURAL = {  # the field that a browser uses, by the kind of the element
    "number_input": "double_value",
    "slider": "double_array_value",
    "plotly_chart": "string_value",
    "text_input": "string_value",
    "selectbox": "string_value",
    "bidi_component": "json_value",
}


def messages(rng: random.Random, kinds, count):
    """Yield the keys of up to `count` widgets and what is said of each, mostly in the field that its kind uses."""
    names, crafted = sorted(kinds), values()
    for name in rng.sample(names, min(count, len(names))):
        fitting = [value for value in crafted if NATURAL.get(kinds[name]) in value]
        yield name, rng.choice(fitting if fitting and rng.random() < 0.7 else crafted)


def links(keys):
    """Return what an address may ask for of every choice of a page."""
    asked = ("1e999", "9" * 5000, "nan", "-1", "", "\0", "<b>", "a" * 60_000, NAMES[0], NAMES[2], NAMES[5])
    return [urlencode(dict.fromkeys(keys, text)) for text in asked]
