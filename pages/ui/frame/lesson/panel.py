"""The panel of the open lesson: what the step says, what it asks, and what came of the guess."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from mnistnet.lessons import Draw, GuessError, Lesson, Question, Scene, Step
from mnistnet.lessons.guesses import Answered
from mnistnet.words import say
from pages.ui.bench import bench, board
from pages.ui.bench.doors import BOARD, Door, door_of
from pages.ui.bench.picking import drawing
from pages.ui.frame.lesson import cover, guess
from pages.ui.holdings import course, results
from pages.ui.kit.pictures import show_digit
from pages.ui.state import Picture, mine

SMALL = 40
HINTS = 2
Place = tuple[DeltaGenerator, DeltaGenerator]


def reserve(page: str) -> Place | None:
    """Keep the place of the panel, and cover at once what the page must not show yet; None while no lesson is open."""
    step = course.step()
    if step is None:
        return None
    place, covers = st.container(key="lesson", gap="small"), st.container(key="covers").empty()
    _cover(covers, step, page)
    return place, covers


def show(place: Place | None, page: str) -> None:
    """Fill the panel, once the page has run: only then is known what is drawn."""
    step, one = course.step(), course.lesson()
    if place is None or step is None or one is None:
        return
    panel, covers = place
    seen = _seen(door_of(page))
    question = None if step.ask is None else step.ask(_scene(seen))
    if question is not None:
        _recall(question, _about(seen))
    _cover(covers, step, page)
    with panel:
        _show_way(one)
        st.markdown(say(step.words))
        if door_of(step.page) != door_of(page):
            _lead_back(one, door_of(step.page))
        if question is not None:
            _ask(question, seen, step)
        if step.attempt is not None:
            _show_attempt(step, page)
        if step is one.steps[-1]:
            st.markdown(say("Before you go: {question}", question=say(one.exit_question)))


def _recall(question: Question, about: str) -> None:
    """Let what was guessed before a reload be seen again, where the same is asked about the same network."""
    before = mine().course.answered.get(course.place())
    if before is None or course.place() in mine().course.about or isinstance(question, Draw):
        return
    if (before.question, before.truth, before.network) == (question.words, question.truth, bench.network().name):
        course.note(before, about, question.judge(before.last).words if before.guesses else question.told)


def _cover(place: DeltaGenerator, step: Step, page: str) -> None:
    is_covered = step.ask is not None and not course.is_told(_about(_seen(door_of(page))))
    place.html(cover.style(step.covers if is_covered else ()))


def _seen(door: Door) -> Picture:
    """Return the picture that the questions of a page are about."""
    return drawing() if door.looks_at == BOARD else bench.picture()


def _scene(seen: Picture) -> Scene:
    net, digits = bench.network(), results.part_digits()
    return Scene(net, seen.image, digits, seen.label, results.exam(net, digits))


def _about(seen: Picture) -> str:
    """Return what tells one network, picture and set of digits from another."""
    return f"{bench.network().digest} {hash(seen.image.tobytes())} {results.part_digits().digest}"


def _show_way(one: Lesson) -> None:
    """Show where in the lesson one is, and the ways back, on and out."""
    number, count = mine().course.step, len(one.steps)
    with st.container(key="lesson_way", horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        st.markdown(
            say(
                "**{title}** · step\u00a0{number}\u00a0of\u00a0{count}",
                title=say(one.title),
                number=number,
                count=count,
            ),
            width="stretch",
        )
        _way(say("Back"), "lesson_back", "arrow_back", partial(course.go_to, one.key, number - 1), number > 1)
        if number < count:
            _way(say("Next"), "lesson_next", "arrow_forward", partial(course.go_to, one.key, number + 1))
        else:  # the same button, so that the keyboard stays where it is
            _way(say("Finish"), "lesson_next", "check", course.finish)
        _way(say("Leave"), "lesson_leave", "close", course.leave)


def _way(label: str, key: str, icon: str, go: partial[None] | object, is_open: bool = True) -> None:
    look = {"icon": f":material/{icon}:", "type": "tertiary", "disabled": not is_open}
    st.button(label, key=key, on_click=go, **look)  # type: ignore[arg-type]


def _lead_back(one: Lesson, door: Door) -> None:
    """Lead whoever has looked elsewhere to the page on which the step is taken."""
    words = say("This step is taken on “{page}”: go there", page=say(door.title))
    again = partial(course.go_to, one.key, mine().course.step)
    st.button(words, key="lesson_there", icon=f":material/{door.icon}:", type="tertiary", on_click=again)


def _ask(question: Question, seen: Picture, step: Step) -> None:
    """Show the question, the control for a guess, hints, and what came of it."""
    with st.container(key="lesson_asks", horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        if question.pictured and not isinstance(question, Draw) and seen.image.any():
            show_digit(seen.image, alt=say("The question is about {picture}", picture=seen.words), size=SMALL)
        st.markdown(f"**{question.words}**", width="stretch")
    key = "guess_{}_{}".format(*course.place())
    about = _about(seen)
    is_told = course.is_told(about)
    with st.container(key="lesson_guesses", horizontal=True, vertical_alignment="bottom", gap="small"):
        guess.show(question, key)
        words = say("Is it done?") if isinstance(question, Draw) else say("Guess")
        st.button(words, key="lesson_guess", type="primary", on_click=_take, args=(question, key, about))
        if not is_told:
            _offer_hint()
            label = say("Show it anyway") if step.covers else say("Tell me")
            st.button(label, key="lesson_open", type="tertiary", on_click=_open, args=(question, about))
    _show_hints(question)
    if is_told:
        _show_result(question)


def _offer_hint() -> None:
    asked = mine().course.hints.get(course.place(), 0)
    if asked < HINTS:
        label = say("A hint") if not asked else say("Another hint")
        st.button(label, key="lesson_hint", icon=":material/lightbulb:", type="tertiary", on_click=_hint)


def _show_hints(question: Question) -> None:
    for hint in question.hints[: mine().course.hints.get(course.place(), 0)]:
        st.caption(f":material/lightbulb: {hint}")


def _show_result(question: Question) -> None:
    """Say whether the guess was right, why, and what was guessed before."""
    answer, told = mine().course.answered[course.place()], mine().course.told[course.place()]
    words = f"{told} {question.reason}".replace(" %", "\u00a0%")  # a line does not begin with the sign
    if not answer.right:
        st.info(words, icon=":material/visibility:")
    elif answer.right[-1]:
        st.success(words, icon=":material/check:")
    else:
        st.warning(words, icon=":material/close:")
    if len(answer.guesses) > 1 and not isinstance(question, Draw):
        st.caption(say("You guessed: {guesses}.", guesses="; ".join(map(question.said, answer.guesses))))


def _show_attempt(step: Step, page: str) -> None:
    """Show what can be tried, and whether it has been done."""
    attempt = step.attempt
    if attempt is not None:
        noticed = attempt.noticed(_scene(_seen(door_of(page))))
        st.caption(f":material/experiment: {say(attempt.words)}")
        if noticed:
            st.success(noticed, icon=":material/check:")


def _answer(question: Question) -> Answered:
    """Return what was guessed at the question so far; as it is asked now."""
    before = mine().course.answered.get(course.place())
    key, number = course.place()
    guesses, right = ((), ()) if before is None else (before.guesses, before.right)
    return Answered(key, number, question.words, question.truth, guesses, right, bench.network().name)


def _take(question: Question, key: str, about: str) -> None:
    if isinstance(question, Draw) and (board.is_sample() or board.drawn_digit() is None):
        st.toast(say("Draw it on the board first."), icon=":material/error:")
        return
    guessed = guess.read(question, key)
    if guessed is None:
        st.toast(say("Choose an answer first."), icon=":material/error:")
        return
    try:
        judged = question.judge(guessed)
    except GuessError as reason:
        st.toast(reason.sentence, icon=":material/error:")
        return
    course.note(_answer(question).guessed(guessed, judged.right), about, judged.words)


def _open(question: Question, about: str) -> None:
    course.note(_answer(question), about, question.told)


def _hint() -> None:
    hints = mine().course.hints
    hints[course.place()] = min(HINTS, hints.get(course.place(), 0) + 1)
