"""Texts of programs that want to be read slowly or to fill the memory, or have no whole arrays."""


def wrong():
    """Return small texts, by what is wrong with them."""
    arrays = "W1 = [[{}]]\nb1 = [{}]\n"
    return {
        "no array": b"int main() { return 0; }",
        "one array": b"W1 = {1, 2};",
        "names": b"W1 = [a, b]\nb1 = [c, d]\n",
        "cut": b"W1 = [[1, 2], [3, 4]\nb1 = [1, 2",
        "ragged": b"W1 = [[1, 2], [3]]\nb1 = [1, 2]",
        "left out": b"W1 = [[0.1 ... 0.2]\n ...\n [1 ... 2]]\nb1 = [1 2]",
        "infinite": arrays.format("1e999, 2", "1, 2").encode(),
        "odd signs": arrays.format("--1, 2", "1, +-2").encode(),
        "wrong sizes": arrays.format("1, 2", "1, 2").encode(),
        "closed twice": b"W1 = [1, 2]]\nb1 = [1, 2]]",
        "mixed": b"W1 = [1, 2}\nb1 = {1, 2]",
        "a dict": b"{'W1': array([[1, 2]]), 'b1': array([1, 2])}",
    }


def heavy():
    """Return name -> function that makes a large text."""
    return {
        "never closed": lambda: b"W1 = [1\nb1 = " + b"e[" * 4_900_000,
        "names that begin": lambda: b"W1 = [1, 2]\n" + b"e [ " * 2_400_000,
        "deep": lambda: b"W1 = " + b"[" * 9_000_000,
        "deep and closed": lambda: b"W1 = " + b"[" * 4_000_000 + b"]" * 4_000_000,
        "long word": lambda: b"W1 = [" + b"1" * 5_000_000 + b"," + b"1," * 400_000 + b"1]\nb1 = [1, 2]",
        "many numbers": lambda: b"W1 = [" + b"1," * 4_000_000 + b"1]\nb1 = [1, 2]",
        "many rows": lambda: b"W1 = [" + b"[1]" * 3_000_000 + b"]\nb1 = [1, 2]",
        "many arrays": lambda: b"W = [1, 2]\n" * 400_000,
        "long name": lambda: b"W" * 9_000_000 + b" = [1, 2]",
        "spaces": lambda: b"W1 =" + b"\t" * 9_000_000 + b"[1, 2]",
        "sizes": lambda: b"W1" + b"[1]" * 3_000_000 + b" = {1, 2}",
        "too large": lambda: b"W1 = [1, 2]\n" + b"x" * 11_000_000,
    }


def cases():
    """Return name -> function that makes the file."""
    return {name: (lambda content=content: content) for name, content in wrong().items()} | heavy()
