"""Sweeps ask one question many times: a training with other settings and seeds, or the same map of many pictures.

A plan is a value that one TOML file holds; each of its points is a pure function of what it says, with random numbers
of its own. So the same figures come out on one processor, on several and on a cluster.

Reading order: point, recipe, measures, plan, plan_file, row, store, serial, processes, cluster, running, spread,
examples, shipped.
"""

from mnistnet.sweeps.cluster import on_cluster
from mnistnet.sweeps.examples import EXAMPLES
from mnistnet.sweeps.measures import MEASURES, Measure
from mnistnet.sweeps.plan import Plan
from mnistnet.sweeps.plan_file import plan_text, read_plan
from mnistnet.sweeps.point import Point
from mnistnet.sweeps.processes import in_processes
from mnistnet.sweeps.row import Row
from mnistnet.sweeps.running import Sweep
from mnistnet.sweeps.serial import one_by_one
from mnistnet.sweeps.spread import Group, groups, spread_words
from mnistnet.sweeps.store import Store

__all__ = [
    "EXAMPLES",
    "Group",
    "MEASURES",
    "Measure",
    "Plan",
    "Point",
    "Row",
    "Store",
    "Sweep",
    "groups",
    "in_processes",
    "on_cluster",
    "one_by_one",
    "plan_text",
    "read_plan",
    "spread_words",
]
