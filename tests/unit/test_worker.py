"""The worker's command line."""

import pytest

from mnistnet.weight_files import read_npz
from mnistnet.worker import main


def test_it_trains_shows_progress_and_saves(tmp_path, capsys):
    path = tmp_path / "mine.npz"
    main(["--preset", "scratch", "--epochs", "1", "--seed", "3", "--save", str(path)])
    network = read_npz(path.read_bytes()).network
    assert network.epoch == 1 and network.training.seed == 3
    shown = capsys.readouterr().err
    assert "[####" in shown and "epoch   1" in shown and "validation" in shown


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--preset", "scratch", "--epochs", "-1"], "epochs goes from 0"),
        (["--preset", "scratch", "--data", "nowhere"], "no digits called"),
        (["--preset", "nielsen", "--learning-rate", "2000"], "learning rate goes"),
    ],
)
def test_mistakes_are_sentences(words, sentence):
    with pytest.raises(SystemExit, match=sentence):
        main(words)
