"""Weights for browsers: networks that lie on benches just now, packed, under addresses that only their digests tell."""

import gzip
from collections import OrderedDict
from threading import Lock
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mnistnet import Network
from mnistnet.lines.packed import can_be_packed, packed

MOST = 8  # networks; the one not asked for the longest makes room
LARGEST = 2_000_000  # parameters: 4 to 8 MB
DAYS = 365 * 24 * 3600  # seconds: a digest never means other weights
HEADERS = {"cache-control": f"private,max-age={DAYS},immutable", "content-encoding": "gzip"}


class Weights:
    """The networks that are offered, by digest: as they are until a browser asks, packed afterwards."""

    is_served: ClassVar[bool] = False
    offered: ClassVar[OrderedDict[str, Network | bytes]] = OrderedDict()
    lock: ClassVar[Lock] = Lock()


def offer(network: Network) -> str:
    """Return the address of a network's weights; empty where there is none: a plain script, or too large a network."""
    if not Weights.is_served or network.parameters > LARGEST or not can_be_packed(network):
        return ""
    with Weights.lock:
        Weights.offered.setdefault(network.digest, network)
        Weights.offered.move_to_end(network.digest)
        while len(Weights.offered) > MOST:
            Weights.offered.popitem(last=False)
    return f"weights/{network.digest}"


def route() -> Route:
    """Return the route that serves the weights."""
    Weights.is_served = True
    return Route("/weights/{digest}", _serve)


def _serve(request: Request) -> Response:
    digest = request.path_params["digest"]
    found = Weights.offered.get(digest)
    if found is None:
        return Response(status_code=404)
    if isinstance(found, Network):
        found = gzip.compress(packed(found), compresslevel=1)
        with Weights.lock:
            if digest in Weights.offered:
                Weights.offered[digest] = found
    return Response(found, media_type="application/octet-stream", headers=HEADERS)
