"""A guess that is not right, for any question of a lesson."""

from mnistnet.lessons import Choice, Number, Order, Pick, Question


def wrong(question: Question) -> str:
    """Return a guess that is not right; "" where every one is."""
    match question:
        case Choice():
            return next(one for one in question.options if one != question.right)
        case Number():
            far = question.value + 2 * question.tolerance + 1
            return f"{far if far <= question.high else question.value - 2 * question.tolerance - 1:.6g}"
        case Pick():
            guesses = (",".join(map(str, (*question.right[:-1], n))) for n in range(question.highest[-1] + 1))
            return next(one for one in guesses if not question.judge(one).right)
        case Order():
            return ",".join(question.right[::-1])
    return ""
