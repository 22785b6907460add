"""Many processes behind one address: Streamlit answers with one processor core, so a class wants several of it.

Reading order: door (what stands in front of the processes, and what it lets in), haproxy.cfg and nginx.conf (the two
that are known, as they are configured), processes (started together, watched, stopped together).
"""

from mnistnet.serving.door import DOORS, Door, NoDoor, Visits, find_door
from mnistnet.serving.processes import serve

__all__ = ["DOORS", "Door", "NoDoor", "Visits", "find_door", "serve"]
