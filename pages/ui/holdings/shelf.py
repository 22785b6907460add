"""The shelf: every network that a visitor can put on the bench: shipped, trained here, taught or brought."""

from dataclasses import replace

import streamlit as st

from mnistnet import Network, jobs, load_network, network_names
from mnistnet.books.networks import kept_epochs
from mnistnet.limits import bounds
from mnistnet.weight_files import SavedNetwork
from mnistnet.words import say
from pages.ui.holdings import own_runs
from pages.ui.holdings.kept import kept
from pages.ui.holdings.visitor import visitor
from pages.ui.kit.text import plain
from pages.ui.state import KeptNetwork, mine

NONE = "none"  # what an address calls no network at all, so that no network is called so
MOST_KEPT = 8  # a visitor has no more; the oldest makes room


def names() -> tuple[str, ...]:
    """Return the names of all networks of this visitor."""
    return network_names() + tuple(own_runs.learned()) + tuple(_kept())


def is_shipped(name: str) -> bool:
    """Return whether a network comes along, so that everybody has it."""
    return name in network_names()


def epochs(name: str) -> tuple[int, ...]:
    """Return the epochs at which a network can be looked at, in order."""
    if name in _kept():
        one = _kept()[name]
        last = one.saved.network.epoch or 0
        grown = one.grown_from is not None and has_past(one.grown_from[0])
        return tuple(range(last + 1)) if grown else tuple(sorted({*one.saved.epochs, last}))
    run = trained(name)
    return kept_epochs(name) if run is None else run.epochs


def has_past(name: str) -> bool:
    """Return whether it is known what a network was before its training; not so for many a file of others."""
    return name in names() and 0 in epochs(name) and network(name).epoch is not None


def last_epoch(name: str) -> int:
    """Return the latest epoch at which a network can be looked at."""
    return epochs(name)[-1]


def network(name: str, epoch: int | None = None) -> Network:
    """Return a network as it was after an epoch, the last one by default."""
    if name in _kept():
        return _kept_at(_kept()[name], epoch)
    kept = epochs(name)
    wanted = kept[-1] if epoch is None else epoch
    nearest = max((e for e in kept if e <= wanted), default=kept[0])
    one = trained(name)
    return load_network(name, epoch=nearest) if one is None else _trained_here(one.run.identity, nearest)


def trained(name: str) -> own_runs.Seen | None:
    """Return the training run that made a network, as it was seen; None for one that was not trained here."""
    return None if name in network_names() else own_runs.learned().get(name)


def free_name(wanted: str) -> str:
    """Return a name like `wanted` that no network of this visitor has yet."""
    wanted = plain(wanted) or say("my network")
    taken = {NONE, *network_names(), *(run.spec.settings.name for run in jobs.runs(visitor())), *_kept()}
    tries = [wanted, *(f"{wanted} {i}" for i in range(2, len(taken) + 3))]
    return next(name for name in tries if name not in taken)


def keep(saved: SavedNetwork, grown_from: tuple[str, int] | None = None, *, brought: bool = False) -> str:
    """Put a network on the shelf under a free name, and return that name."""
    name, gone = free_name(saved.network.name), making_room_for(saved)
    _forget(name)
    _kept()[name] = KeptNetwork(replace(saved, network=replace(saved.network, name=name)), grown_from, brought)
    for old in gone:
        remove(old)
        st.toast(say("Your oldest network made room and is gone: {name}.", name=old), icon=":material/delete:")
    return name


def making_room_for(saved: SavedNetwork) -> tuple[str, ...]:
    """Return the names of the networks, the oldest, that go where another one is kept."""
    left = {name: bytes_of(one.saved) for name, one in _kept().items()}
    gone = []
    while left and (len(left) >= MOST_KEPT or sum(left.values()) + bytes_of(saved) > bounds.SHELF.most):
        gone.append(next(iter(left)))
        del left[gone[-1]]
    return tuple(gone)


def kept_names() -> tuple[str, ...]:
    """Return the names of the networks that were taught or brought along, oldest first."""
    return tuple(_kept())


def is_of_others(name: str) -> bool:
    """Return whether a network, or one that it grew from, was brought in a file that does not say how it learned."""
    one = _kept().get(name)
    if one is None or one.grown_from is not None:
        return one is not None and one.grown_from is not None and is_of_others(one.grown_from[0])
    return one.brought and not one.saved.network.training.history


def origin(name: str) -> str:
    """Return where a network comes from, in a few words."""
    if name in network_names():
        return say(load_network(name).book) or say("comes along")
    if name not in _kept():
        return say("trained here")
    one = _kept()[name]
    if one.brought:
        return say("your file")
    if one.grown_from is None:
        return say("taught here")
    return say("taught here, from {network}", network=one.grown_from[0])


def remove(name: str) -> None:
    """Take a network that was taught or brought off the shelf."""
    _kept().pop(name, None)
    _forget(name)


def rename(name: str, wanted: str) -> str:
    """Give a network that was taught or brought another name, made free if it is taken, and return that name."""
    if wanted.strip() == name or name not in _kept():
        return name
    new, kept = free_name(wanted), _kept()
    _forget(new)
    for old, one in list(kept.items()):  # put back in the same order
        del kept[old]
        if one.grown_from is not None and one.grown_from[0] == name:
            one = replace(one, grown_from=(new, one.grown_from[1]))
        if old == name:
            one = replace(one, saved=replace(one.saved, network=replace(one.saved.network, name=new)))
        kept[new if old == name else old] = one
    return new


def bytes_of(saved: SavedNetwork) -> int:
    """Return how much memory a network takes with the epochs that are kept of it."""
    network = saved.network
    return network.parameters * network.dtype.itemsize + sum(vector.nbytes for vector in saved.epochs.values())


def _forget(name: str) -> None:
    """Cut the networks that grew from one that is not on the shelf any more off from that past."""
    for other, one in _kept().items():
        if one.grown_from is not None and one.grown_from[0] == name:
            _kept()[other] = replace(one, grown_from=None)


def _kept() -> dict[str, KeptNetwork]:
    """Return the networks that were taught or brought by name, oldest first."""
    return mine().networks


def _kept_at(one: KeptNetwork, epoch: int | None) -> Network:
    """Return a network that was taught or brought after an epoch, or as near before it as is known."""
    latest = one.saved.network
    if epoch is None or epoch >= (latest.epoch or 0):
        return latest
    known = [e for e in one.saved.epochs if e <= epoch]
    if known:
        return one.saved.at(max(known))
    if one.grown_from is None or one.grown_from[0] not in names():
        return latest
    before, grown_at = one.grown_from
    return network(before, min(epoch, grown_at))


@kept(max_entries=64, ttl="1h")
def _trained_here(identity: str, epoch: int) -> Network:
    return jobs.find_run(identity).network(epoch)
