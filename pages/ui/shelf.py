"""The shelf: every network that a visitor can put on the bench, the shipped ones and those that they trained."""

import streamlit as st

from mnistnet import Network, jobs, load_network, network_names
from pages.ui.visitor import visitor


def names() -> tuple[str, ...]:
    """Return the names of all networks of this visitor."""
    return network_names() + tuple(_own())


def last_epoch(name: str) -> int:
    """Return the latest epoch that a network can be looked at."""
    run = run_of(name)
    return load_network(name).epoch or 0 if run is None else run.epochs[-1]


def network(name: str, epoch: int | None = None) -> Network:
    """Return a network as it was after an epoch, the last one by default."""
    run = run_of(name)
    if run is None:
        return load_network(name, epoch=epoch)
    kept = run.epochs
    wanted = kept[-1] if epoch is None else epoch
    return _trained_here(run.identity, max((e for e in kept if e <= wanted), default=kept[0]))


def run_of(name: str) -> jobs.Run | None:
    """Return the training run that made a network; None for a shipped one."""
    return None if name in network_names() else _own().get(name)


def free_name(wanted: str) -> str:
    """Return a name like `wanted` that no network of this visitor has yet."""
    wanted = wanted.strip()[:40] or "my network"
    taken = {*network_names(), *(run.spec.settings.name for run in jobs.runs(visitor()))}
    tries = [wanted, *(f"{wanted} {i}" for i in range(2, len(taken) + 3))]
    return next(name for name in tries if name not in taken)


def _own() -> dict[str, jobs.Run]:
    """Return the visitor's runs that have learned something, by name, oldest first."""
    return {run.spec.settings.name: run for run in reversed(jobs.runs(visitor())) if run.epochs}


@st.cache_resource(max_entries=64, ttl="1h", show_spinner=False)
def _trained_here(identity: str, epoch: int) -> Network:
    return jobs.find_run(identity).network(epoch)
