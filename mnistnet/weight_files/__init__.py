"""Weight files: networks from files of strangers, read without running anything, and saved in four formats."""

from mnistnet.containers.errors import WeightFileError
from mnistnet.weight_files.doubt import DOUBT, doubt_words, with_doubt
from mnistnet.weight_files.given import File, content_of
from mnistnet.weight_files.guess import ENCODINGS, Guess
from mnistnet.weight_files.loading import array_shapes, likely_settings, load_network_file, measured_settings
from mnistnet.weight_files.moments import less_moments
from mnistnet.weight_files.npz_file import save_npz
from mnistnet.weight_files.opened import Opened
from mnistnet.weight_files.opening import open_weight_file
from mnistnet.weight_files.reading import Reading
from mnistnet.weight_files.saving import SAVERS, save_network_file
from mnistnet.weight_files.telling import chance_words, reading_words, rival_words
from mnistnet.weight_files.time_machine import SavedNetwork, read_npz

__all__ = [
    "DOUBT",
    "ENCODINGS",
    "SAVERS",
    "File",
    "Guess",
    "Opened",
    "Reading",
    "SavedNetwork",
    "WeightFileError",
    "array_shapes",
    "content_of",
    "doubt_words",
    "less_moments",
    "likely_settings",
    "load_network_file",
    "measured_settings",
    "open_weight_file",
    "read_npz",
    "chance_words",
    "reading_words",
    "rival_words",
    "save_network_file",
    "save_npz",
    "with_doubt",
]
