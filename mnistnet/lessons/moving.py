"""Questions about a picture that is turned or moved: a person does not mind, the network may."""

import numpy as np

from mnistnet.lessons.asking import between, yes_or_no
from mnistnet.lessons.questions import Number, Question
from mnistnet.lessons.scene import Scene
from mnistnet.robustness import rotated, shifted
from mnistnet.words import say

TURN = 30
FARTHEST = 12


def when_turned(scene: Scene) -> Question:
    """Ask whether the answer survives a turn."""
    turned = scene.network.predict(rotated(scene.image[None], TURN))[0]
    other, sure = int(turned.argmax()), float(turned.max())
    values = {"degrees": TURN, "best": scene.best}
    return yes_or_no(
        say("The picture is turned by {degrees}° clockwise. Does it still answer {best}?", **values),
        other == scene.best,
        say("Turned, it answers {other} with {sure:share}.", other=other, sure=sure),
        (
            say("It compares pixel with pixel: a turned stroke lies on other pixels."),
            say("Turned, its largest output is {sure:share}.", sure=sure),
        ),
    )


def how_far(scene: Scene) -> Number:
    """Ask how far the picture can be moved."""
    moved = np.concatenate([shifted(scene.image[None], pixels) for pixels in range(FARTHEST + 1)])
    other = np.flatnonzero(scene.answers(moved) != scene.best)
    far = int(other[0]) if len(other) else FARTHEST + 1
    return Number(
        words=say(
            "How many pixels to the right must it move until the answer is not {best} any more? "
            "Say {most} if it never changes within {last}.",
            best=scene.best,
            most=FARTHEST + 1,
            last=FARTHEST,
        ),
        hints=(
            say("The network has learned from digits whose ink was centred, each in about the same place."),
            between(far, 3, 0, FARTHEST + 1, say("pixels")),
        ),
        reason=say(
            "A person does not care where on the paper a digit stands. This network has a weight of its own for each "
            "place: moved ink meets other weights."
        ),
        value=far,
        tolerance=1,
        low=1,
        high=FARTHEST + 1,
        unit=say("pixels"),
    )
