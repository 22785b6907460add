"""A drawing becomes a digit by the steps by which MNIST was made, and every step can be looked at or left out."""

from mnistnet.drawing.photo import read_photo
from mnistnet.drawing.picture_file import PictureError
from mnistnet.drawing.reading import ALL_STEPS, Reading, Step, read_drawing, read_ink

__all__ = ["ALL_STEPS", "PictureError", "Reading", "Step", "read_drawing", "read_ink", "read_photo"]
