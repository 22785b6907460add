"""All pages of the app in one table: where each stands in the menu, and what of the bench it looks at."""

from dataclasses import dataclass

from mnistnet.words import mark

LOOK, LEARN, JUDGE, YOURS = mark("Look"), mark("Learn"), mark("Judge"), mark("Yours")

# What a page looks at: any picture on the bench, a test digit alone, the drawing board, or no picture.
PICTURE, TEST_DIGIT, BOARD, NO_PICTURE = "picture", "test_digit", "board", "no_picture"


@dataclass(frozen=True)
class Door:
    """The way to a page.

    Attributes
    ----------
    file : str
        Its file in `pages/` without the ending, which is its name in the address, too.
    title, icon : str
        What the menu calls it, and one of Google's Material Symbols.
    room : str
        The heading under which the menu lists it.
    looks_at : str
        PICTURE, TEST_DIGIT, BOARD or NO_PICTURE.
    for_newcomers : bool
        Whether it is one of the few that the menu shows at first.
    is_about_two : bool
        Whether it is about two networks, so that the choice of the second stands on the page itself.
    begins_sharp : bool
        Whether whoever comes here first finds the network made for drawings instead of the first book's.
    """

    file: str
    title: str
    icon: str
    room: str
    looks_at: str = NO_PICTURE
    for_newcomers: bool = False
    is_about_two: bool = False
    begins_sharp: bool = False


FIRST = Door("draw", mark("Draw"), "draw", LOOK, BOARD, for_newcomers=True, begins_sharp=True)
DOORS = (
    FIRST,
    Door("probabilities", mark("Probabilities"), "bar_chart", LOOK, TEST_DIGIT, for_newcomers=True),
    Door("influence", mark("Influence"), "grain", LOOK, PICTURE, for_newcomers=True),
    Door("what_it_sees", mark("What it sees"), "visibility", LOOK, for_newcomers=True),
    Door("neurons", mark("Neurons"), "hub", LOOK, PICTURE),
    Door("layers", mark("Layers"), "layers", LOOK, PICTURE),
    Door("arithmetic", mark("Arithmetic"), "calculate", LOOK, PICTURE),
    Door("lessons", mark("Lessons"), "school", LEARN, for_newcomers=True),
    Door("training", mark("Training"), "model_training", LEARN, for_newcomers=True),
    Door("experiments", mark("Experiments"), "biotech", LEARN),
    Door("be_the_network", mark("Be the network"), "brush", LEARN),
    Door("activations", mark("Activations"), "show_chart", LEARN),
    Door("mistakes", mark("Mistakes"), "rule", JUDGE, for_newcomers=True),
    Door("map", mark("Map"), "scatter_plot", JUDGE, PICTURE),
    Door("robustness", mark("Robustness"), "fitness_center", JUDGE, PICTURE),
    Door("trust", mark("Trust"), "balance", JUDGE, PICTURE),
    Door("compare", mark("Compare"), "compare", JUDGE, PICTURE, is_about_two=True),
    Door("my_handwriting", mark("My handwriting"), "edit_note", YOURS, begins_sharp=True),
    Door("my_data", mark("My data"), "dataset", YOURS),
    Door("my_networks", mark("My networks"), "folder_open", YOURS),
)


def door_of(page: str) -> Door:
    """Return the door of a page by its name in the address, which is empty for the first."""
    return next((door for door in DOORS if door.file == page), FIRST)


def has_board(page: str) -> bool:
    """Return whether a drawing board stands on a page, or has stood there: what is drawn belongs to its address."""
    return door_of(page).begins_sharp
