"""Sheets to print: one for the teacher with every answer, one for pupils with room to write; each is one web page."""

import base64
import html
import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from mnistnet.lessons.glossary import GLOSSARY
from mnistnet.lessons.lesson import Lesson, Step
from mnistnet.lessons.questions import Choice, Draw, Order, Question
from mnistnet.lessons.scene import Scene
from mnistnet.notebook.png import png_bytes
from mnistnet.words import say

__all__ = ["pupil_sheet", "teacher_sheet"]

STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5rem auto; max-width: 46rem; padding: 0 1rem; color: #1C1F24 }
h1 { font-size: 1.5rem; margin-bottom: .2rem } h2 { font-size: 1.05rem; margin: 1.2rem 0 .2rem }
p, ul, dl { margin: .3rem 0 } dt { font-weight: 600 } .quiet { color: #5A5D62 }
section { break-inside: avoid } img { image-rendering: pixelated; border: 1px solid #999; width: 56px; flex: none }
.asked { display: flex; gap: .8rem; align-items: center } img.code { width: 112px; border: 0 }
.over { break-after: page; border-bottom: 1px dashed #777; padding-bottom: .4rem; font-weight: 600 }
.line { border-bottom: 1px solid #777; height: 1.7rem } .answer { border-left: 3px solid #B4530A; padding-left: .6rem }
table.grid { border-collapse: collapse; margin: .6rem 0 }
table.grid td { width: 12px; height: 12px; border: 1px solid #bbb; padding: 0 }
@page { margin: 16mm } @media print { body { margin: 0; max-width: none } }
"""
GRID = 28
LINES = 2


SceneOf = Callable[[Step], Scene]  # what lies there at a step: pages with a board are about what is drawn


def teacher_sheet(lesson: Lesson, scene_of: SceneOf, link: str = "", code: str = "") -> str:
    """Return the sheet with objectives, minutes, every question with this network's answer, and why.

    `code` is the link as a picture to be scanned, an address that holds its data.
    """
    parts = [
        _head(lesson, scene_of, say("Teacher's sheet"), link, code),
        _section(say("Afterwards your pupils can"), _bullets([say(one) for one in lesson.objectives])),
        _section(say("Standards"), _paragraph(" · ".join(lesson.codes))),
        _section(say("Words"), _terms(lesson)),
        *_steps(lesson, lambda step: _with_answer(step, scene_of)),
        _section(say("Exit question"), _paragraph(say(lesson.exit_question))),
    ]
    return _page(say(lesson.title), parts)


def pupil_sheet(lesson: Lesson, scene_of: SceneOf, link: str = "", code: str = "") -> str:
    """Return the sheet with the questions, room to write and a grid for a digit of one's own.

    A question that names the answer to one before it begins a new page.
    """
    parts = [
        _head(lesson, scene_of, say("Pupil's sheet"), link, code),
        *_turned_over(_steps(lesson, lambda step: _with_room(step, scene_of)), _questions(lesson, scene_of)),
        _section(say(lesson.exit_question), _lines(4)),
        _section(say("A digit of your own, {n} × {n} pixels", n=GRID), _grid()),
    ]
    return _page(say(lesson.title), parts)


def _page(title: str, parts: Sequence[str]) -> str:
    head = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style></head><body>"
    )
    return head + "\n".join(filter(None, parts)) + "</body></html>\n"


def _head(lesson: Lesson, scene_of: SceneOf, kind: str, link: str, code: str) -> str:
    facts = say(
        "{kind} · {minutes} minutes · {audience} · network {network}",
        kind=kind,
        minutes=lesson.minutes,
        audience=say(lesson.audience),
        network=scene_of(lesson.steps[0]).network.name,
    )
    alt = html.escape(say("The link, to scan"))
    scanned = f'<img class="code" src="{html.escape(code)}" alt="{alt}">' if code else ""
    return (
        f"<h1>{html.escape(say(lesson.title))}</h1><p class='quiet'>{html.escape(facts)}</p>{scanned}{_paragraph(link)}"
    )


def _picture(image: NDArray[np.uint8]) -> str:
    paper = np.repeat(255 - np.asarray(image, np.uint8)[..., None], 3, axis=2)
    data = base64.b64encode(png_bytes(paper)).decode()
    return f'<img src="data:image/png;base64,{data}" alt="{html.escape(say("The picture that is asked about"))}">'


def _steps(lesson: Lesson, shown: Callable[[Step], str]) -> list[str]:
    return [
        f"<section><h2>{number}. {html.escape(say(step.words))}</h2>{shown(step)}</section>"
        for number, step in enumerate(lesson.steps, 1)
    ]


def _questions(lesson: Lesson, scene_of: SceneOf) -> list[Question | None]:
    return [None if step.ask is None else step.ask(scene_of(step)) for step in lesson.steps]


def _turned_over(sections: Sequence[str], questions: Sequence[Question | None]) -> list[str]:
    """Return the sections of steps with a turn of the sheet before each that gives away what stands on its page."""
    parts: list[str] = []
    on_page: list[Question] = []
    for section, question in zip(sections, questions, strict=True):
        if question is not None and any(_gives_away(question, one) for one in on_page):
            words = say("Turn the sheet when you have written your answers: what comes now gives them away.")
            parts.append(f"<p class='over'>{html.escape(words)}</p>")
            on_page = []
        on_page += [question] if question is not None else []
        parts.append(section)
    return parts


def _gives_away(later: Question, earlier: Question) -> bool:
    """Return whether a question names the number that is the answer to another one."""
    number = re.match(r"\d+(?:\.\d+)?(?!\S)", earlier.truth)
    if number is None:
        return False
    named = rf"(?<![\d.]){re.escape(number[0])}(?!\d|\.\d)"
    return bool(re.search(named, later.words)) and not re.search(named, earlier.words)


def _with_answer(step: Step, scene_of: SceneOf) -> str:
    if step.ask is None:
        return ""
    scene = scene_of(step)
    question = step.ask(scene)
    answer = f"<strong>{html.escape(question.truth)}</strong> {html.escape(question.reason)}"
    hints = say("Hints: {first} {second}", first=question.hints[0], second=question.hints[1])
    return f"{_asked(question, scene)}<p class='answer'>{answer}</p><p class='quiet'>{html.escape(hints)}</p>"


def _with_room(step: Step, scene_of: SceneOf) -> str:
    return "" if step.ask is None else _asked(step.ask(scene_of(step)), scene_of(step)) + _lines(LINES)


def _asked(question: Question, scene: Scene) -> str:
    options = question.options.values() if isinstance(question, Choice | Order) else ()
    is_pictured = question.pictured and not isinstance(question, Draw) and scene.image.any()
    picture = _picture(scene.image) if is_pictured else ""
    return f"<div class='asked'>{picture}{_paragraph(question.words)}</div>" + _bullets(list(options))


def _terms(lesson: Lesson) -> str:
    terms = "".join(
        f"<dt>{html.escape(say(term))}</dt><dd>{html.escape(say(GLOSSARY[term]))}</dd>" for term in lesson.vocabulary
    )
    return f"<dl>{terms}</dl>"


def _grid() -> str:
    return f"<table class='grid'>{('<tr>' + '<td></td>' * GRID + '</tr>') * GRID}</table>"


def _lines(count: int) -> str:
    return "<div class='line'></div>" * count


def _section(title: str, content: str) -> str:
    return f"<section><h2>{html.escape(title)}</h2>{content}</section>" if content else ""


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>" if text else ""


def _bullets(texts: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>" if texts else ""
