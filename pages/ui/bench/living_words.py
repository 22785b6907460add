"""What a living picture says: what share of the whole its lines are, and what stands at each node that is touched."""

from typing import Any

from mnistnet.lines import Scene
from mnistnet.words import mark, plural, say
from pages.ui.bench.lit import is_chosen
from pages.ui.bench.living_subject import SHARE, Subject
from pages.ui.kit.text import paragraph

MOST = 300  # lines of a gap that are drawn


def in_words(subject: Subject, seen: Scene) -> str:
    """Return the receipt: what share of the whole the lines are that are drawn."""
    last, drawn = subject.lit[0] - 1, seen.lines[subject.lit[0] - 1]
    facts: dict[str, Any] = {"carry": plural("This line carries", "These {n:,} lines carry", len(drawn))}
    facts |= {"share": seen.shares[last], "all": seen.among[last], "node": subject.lit[1], "layer": subject.lit[0]}
    if subject.is_answer and subject.mode == SHARE:
        given = subject.target == subject.answer
        words = mark("**{carry} {share:share} of what made it a {node}**, of {all:,} that lead there.")
        other = mark("**{carry} {share:share} of what moved {node}**, of {all:,} that lead there.")
        sentence = say(words if given else other, **facts)
    elif subject.is_answer:
        sentence = say("**{carry} {share:share} of what arrives at {node}**, of {all:,}.", **facts)
    else:
        sentence = say(
            "**{carry} {share:share} of what arrives at node {node} of layer {layer}**, of {all:,}.",
            **facts,
        )
    return paragraph(sentence, _drawn_words(seen), _others(subject, seen))


def _drawn_words(seen: Scene) -> str:
    if max(map(len, seen.lines)) <= MOST:
        return ""
    return say("The {most} strongest of each gap are drawn.", most=MOST)


def _others(subject: Subject, seen: Scene) -> str:
    """Return what the lines of the first gap carry, where another is told of first."""
    if len(seen.lines) < 2 or subject.lit[0] == 1:
        return ""
    return say(
        "Between the pixels and the first layer {n:,} of {all:,} lines carry {share:share}.",
        n=len(seen.lines[0]),
        all=seen.among[0],
        share=seen.shares[0],
    )


def words_of(subject: Subject) -> dict[str, str]:
    """Return what the picture says in the browser, with places for the numbers that it knows itself."""
    return {
        "alt": say(
            "The network as nodes and lines: the picture at the left, its layers, and the ten answers at the right; "
            "it gives {answer}.",
            answer=subject.answer,
        ),
        "keys": say("Arrow keys go from node to node, Enter opens one, Escape lets it go."),
        "rest": "" if is_chosen() else say("Touch a node to see what it hears and what it says."),
        "node": say(
            "Node {node} of layer {layer} sends {value}. Its {n} strongest lines carry {paid} of what arrives there.",
            node="%n",
            layer="%l",
            value="%v",
            n=say("{count:,}", count=subject.count) if subject.count else say("all"),
            paid="%p",
        ),
        "answer": say(
            "Answer {node}: {value}. Its {n} strongest lines carry {paid} of what arrives there.",
            node="%n",
            value="%v",
            n=say("{count:,}", count=subject.count) if subject.count else say("all"),
            paid="%p",
        ),
        "other": say(
            "Answer {node}: {value}. Open it to see what spoke for it and what against it.", node="%n", value="%v"
        )
        if subject.mode == SHARE
        else "",
        "place": say("Node {node} of layer {layer} sends {value}.", node="%n", layer="%l", value="%v"),
        "play": say("Play"),
        "stop": say("Stop"),
        "on": say("Go on"),
        "passing": say("The signal has reached layer {layer}.", layer="%l"),
        "back": say("The error comes back: violet is what each node has to answer for."),
    }
