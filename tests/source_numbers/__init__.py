"""Every number of docs/sources.md is computed here, source by source; ``--write`` writes them anew.

In the table a number is followed by its key in a comment, ``0.9768<!-- scratch-accuracy -->``. To add one, write it so
and add a function that returns it to the module of its source. A number that is only a bound, such as rounding, is
given by `bound`: what is computed must not be larger than what the table says.
"""

from tests.source_numbers import back_queries, basics, networks, one_pixel_maps, patterns, viewer
from tests.source_numbers.record import DOCUMENT, MARK, NUMBERS

__all__ = ["DOCUMENT", "MARK", "NUMBERS", "back_queries", "basics", "networks", "one_pixel_maps", "patterns", "viewer"]
