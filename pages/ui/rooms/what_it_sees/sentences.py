"""What the What-it-sees page says of pictures: how many are recognised, by the control too, and what to mind."""

from mnistnet import Network, PixelEncoding, inverse
from mnistnet.inverse import DoesNotApply, Inverse
from mnistnet.words import mark, say
from pages.ui.bench import bench
from pages.ui.kit.text import paragraph
from pages.ui.rooms.what_it_sees.ways import Seen, all_digits

# What is said of a control, by what it is: `bench.control_is`.
CONTROL_COUNTS = {
    "untrained": mark("**Untrained, as a control**, recognises {count} of {n}"),
    "shuffled": mark("**Shuffled, as a control**, recognises {count} of {n}"),
}
CONTROL_COLUMNS = {"untrained": mark("untrained: its own"), "shuffled": mark("shuffled: its own")}
CONTROL_ALTS = {
    "untrained": mark("{way} pictures of the untrained network for each class, with its own verdict: {verdicts}."),
    "shuffled": mark("{way} pictures of the shuffled network for each class, with its own verdict: {verdicts}."),
}
LESSONS = {
    "untrained": mark(
        "Mind the control: the untrained network, which has never seen a digit, recognises {control} of its own and "
        "this one {seen}. So these pictures say little of what was learned."
    ),
    "shuffled": mark(
        "Mind the control: the shuffled network, whose weights are mixed up, recognises {control} of its own and this "
        "one {seen}. So these pictures say little of what was learned."
    ),
}
LESSONS_OF_BOTH = {
    "untrained": mark(
        "Mind the control: the untrained network of {network}, which has never seen a digit, recognises {control} of "
        "its own and {network} {seen}. So these pictures say little of what was learned."
    ),
    "shuffled": mark(
        "Mind the control: the shuffled network of {network}, whose weights are mixed up, recognises {control} of its "
        "own and {network} {seen}. So these pictures say little of what was learned."
    ),
}


def own_count(seen: Seen) -> str:
    """Return how many of its own pictures the network recognises."""
    return say("**This network** recognises {count} of {n}", count=seen.read.count, n=len(seen.read.labels))


def control_count(control: Seen, one: Network) -> str:
    """Return how many of its own pictures the control of a network recognises."""
    return say(CONTROL_COUNTS[bench.control_is(one)], count=control.read.count, n=len(control.read.labels))


def lesson(method: Inverse) -> str:
    """Return what the controls say about the pictures of the networks on the bench, if they say anything."""
    return paragraph(*(_lesson_of(one, method) for one in bench.sides()))


def _lesson_of(one: Network, method: Inverse) -> str:
    try:
        seen, control = (all_digits(network, method).read.count for network in (one, bench.untrained_network(one)))
    except DoesNotApply:
        return ""
    if control < seen:
        return ""
    counts = {"control": control, "seen": seen}
    if bench.beside() is None:
        return say(LESSONS[bench.control_is(one)], **counts)
    return say(LESSONS_OF_BOTH[bench.control_is(one)], network=bench.called(one), **counts)


def own_alt(seen: Seen, method: Inverse) -> str:
    """Return the network's verdicts in words, for people who cannot see the pictures."""
    return say(
        "{way} pictures of this network for each class, with its own verdict: {verdicts}.",
        way=say(method.title),
        verdicts=", ".join(seen.titles),
    )


def control_alt(control: Seen, method: Inverse, one: Network) -> str:
    """Return the verdicts of a network's control in words."""
    return say(
        CONTROL_ALTS[bench.control_is(one)],
        way=say(method.title),
        verdicts=", ".join(control.titles),
    )


def about_ten(method: Inverse) -> str:
    """Return the sentences under the ten pictures: what the colours are, what stands over them, and what to mind."""
    over = say("Over each: the wanted digit and what the network answers to the picture, ✓ if that is the same.")
    return paragraph(colours_words(method), over, lesson(method))


def about_way(method: Inverse) -> str:
    """Return what a way back does, where it misleads, and what had to be settled to take it."""
    return paragraph(say(method.idea), say(method.limit), all_conventions(method))


def colours_words(method: Inverse) -> str:
    """Return what the colours mean."""
    if method.make is inverse.weight_product:
        return say(
            "Orange: the answer asks for ink; blue: for blank paper. For the verdict, orange is taken as ink "
            "and the rest as blank."
        )
    return say("Full ink: it wants ink there. Blank: it wants none. Grey: in between, or it hardly matters.")


def all_conventions(method: Inverse) -> str:
    """Return what had to be settled to run the networks on the bench backwards, for each where it is not the same."""
    told = {one: conventions(one, method) for one in bench.sides()}
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    return paragraph(
        *(
            say("For {network}: {conventions}", network=bench.called(one), conventions=words)
            for one, words in told.items()
            if words
        )
    )


def conventions(network: Network, method: Inverse) -> str:
    """Return what had to be settled to run this network backwards, or nothing."""
    if method.make not in (inverse.back_query, inverse.preimage):
        return ""
    parts = []
    if network.output_activation == "softmax":
        parts.append(
            say("behind a softmax only differences of sums count: the wanted sums are log(wanted), shifted to mean 0")
        )
    if method.make is inverse.back_query:
        if network.encoding != PixelEncoding():
            parts.append(
                say("what comes out of the weights is the input itself, so it is shown to the network as it is")
            )
        if any(layer.biases is not None for layer in network.dense_layers):
            parts.append(say("biases are subtracted before the weights are turned round"))
        if any(layer.activation == "relu" for layer in network.dense_layers[:-1]):
            parts.append(say("a ReLU has no inverse at 0, so its outputs are rescaled to 0.01 … 0.99 and kept"))
    return say("Our conventions: {conventions}.", conventions="; ".join(parts)) if parts else ""
