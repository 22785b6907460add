"""A drawing becomes a digit by the steps by which MNIST was made, and every step can be looked at or left out."""

from mnistnet.drawing.reading import ALL_STEPS, DEFAULT_STEPS, Reading, Step, read_drawing, read_ink

__all__ = ["ALL_STEPS", "DEFAULT_STEPS", "Reading", "Step", "read_drawing", "read_ink"]
