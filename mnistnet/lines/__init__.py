"""The network as a picture: nodes joined by lines, each as wide as what it carries, with the share of the truth."""

from mnistnet.lines.errors import Errors, errors
from mnistnet.lines.gap import Bill, Gap, Lines
from mnistnet.lines.passing import answered, carried
from mnistnet.lines.scene import Column, Scene, scene

__all__ = ["Bill", "Column", "Errors", "Gap", "Lines", "Scene", "answered", "carried", "errors", "scene"]
