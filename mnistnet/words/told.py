"""What went wrong and is told to a person: every exception of this project that a page or a command line shows."""

__all__ = ["Told"]


class Told(Exception):
    """The root of all exceptions whose message is for people: one sentence that says what is wrong and what to do.

    Attributes
    ----------
    sentence : str
        What to show.
    recipe : str
        A few lines of Python that help, or nothing.
    is_a_limit : bool
        Whether nothing is broken: what was asked for has no meaning or no means here.
    """

    is_a_limit = False

    def __init__(self, sentence: str = "", recipe: str = "") -> None:
        super().__init__(f"{sentence}\n\n{recipe}" if recipe else sentence)
        self.sentence = sentence
        self.recipe = recipe
