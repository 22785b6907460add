"""What browsers may fetch to reckon with: weights, digits and code, under addresses that only their digests tell."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mnistnet import Digits, Network
from mnistnet.lines.packed import can_be_packed, packed

Pack = Callable[[], bytes]
FETCHES = Path(__file__).with_suffix(".js")
MOST = 12  # parcels; the one not asked for the longest makes room
LARGEST = 2_000_000  # parameters: 4 to 8 MB
MOST_DIGITS = 2000  # 1.6 MB
DAYS = 365 * 24 * 3600  # seconds: a digest never means anything else
HEADERS = {"cache-control": f"private,max-age={DAYS},immutable", "content-encoding": "gzip"}


class Offered:
    """The parcels by name: how they are packed until a browser asks, their bytes afterwards."""

    is_served: ClassVar[bool] = False
    parcels: ClassVar[OrderedDict[str, Pack | bytes]] = OrderedDict()
    codes: ClassVar[dict[str, bytes]] = {}  # of components, a few; none ever makes room
    lock: ClassVar[Lock] = Lock()


def weights(network: Network) -> str:
    """Return the address of a network's weights; empty where there is none: a plain script, or too large a network."""
    if network.parameters > LARGEST or not can_be_packed(network):
        return ""
    return _offer(network.digest, partial(packed, network))


def digits(some: Digits) -> str:
    """Return the address of digits: all labels, then all pictures, a byte each; empty where there is none."""
    return _offer(some.digest, partial(_pack_digits, some)) if len(some) <= MOST_DIGITS else ""


def code(source: str) -> str:
    """Return a short module that fetches another one, which then is not sent with every answer.

    Streamlit sends the code of a component anew whenever its data change. In a plain script it is the module itself.
    """
    if not Offered.is_served:
        return source
    name = f"{hashlib.sha256(source.encode()).hexdigest()[:24]}.js"
    Offered.codes[name] = gzip.compress(source.encode())
    return FETCHES.read_text(encoding="utf-8").replace("NAME", name)


def preloads() -> str:
    """Return what lets a browser fetch the code of components with the first page, and not when each is first shown."""
    return "".join(f'<link rel="modulepreload" href="./offered/{name}">' for name in Offered.codes)


def picture(values: NDArray[np.floating]) -> str:
    """Return the address of a picture of numbers, four bytes each, row by row."""
    packed = np.ascontiguousarray(values, "<f4").tobytes()
    return _offer(hashlib.sha256(packed).hexdigest()[:24], lambda: packed)


def _pack_digits(some: Digits) -> bytes:
    return some.labels.astype(np.uint8).tobytes() + np.ascontiguousarray(some.images, np.uint8).tobytes()


def _offer(name: str, pack: Pack) -> str:
    if not Offered.is_served:
        return ""
    with Offered.lock:
        Offered.parcels.setdefault(name, pack)
        Offered.parcels.move_to_end(name)
        while len(Offered.parcels) > MOST:
            Offered.parcels.popitem(last=False)
    return f"offered/{name}"


def route() -> Route:
    """Return the route that serves the parcels."""
    Offered.is_served = True
    return Route("/offered/{name}", _serve)


def _serve(request: Request) -> Response:
    name = request.path_params["name"]
    if name in Offered.codes:
        return Response(Offered.codes[name], media_type="text/javascript", headers=HEADERS)
    found = Offered.parcels.get(name)
    if found is None:
        return Response(status_code=404)
    if not isinstance(found, bytes):
        found = gzip.compress(found(), compresslevel=1)
        with Offered.lock:
            if name in Offered.parcels:
                Offered.parcels[name] = found
    return Response(found, media_type="application/octet-stream", headers=HEADERS)
