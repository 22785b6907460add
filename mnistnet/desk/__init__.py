"""A desk is all that a visitor has made and chosen, as one file that anybody can read and nobody need fear.

Reading order: desk (what lies on one), parts (what it is packed as), reading, desk_file (one zip file),
desk_folder (kept on a server).
"""

from mnistnet.desk.desk import Desk, DeskError, KeptNetwork
from mnistnet.desk.desk_file import PackedDesk, packed_desk, read_desk

__all__ = ["Desk", "DeskError", "KeptNetwork", "PackedDesk", "packed_desk", "read_desk"]
