"""The glossary: every word of the trade that pages and lessons use, in one sentence each."""

from types import MappingProxyType

from mnistnet.words import mark, say

__all__ = ["GLOSSARY", "explained", "table"]

HEAD = mark("| Word | What it means here |")
GLOSSARY = MappingProxyType(
    {
        mark("pixel"): mark(
            "one small square of a picture: in a file a number from 0 (blank) to 255 (full ink), for the network "
            "mostly from 0 to 1"
        ),
        mark("neuron"): mark("a node: one number that the network computes on its way from picture to answer"),
        mark("weight"): mark("the number with which a neuron multiplies one of its inputs; training changes it"),
        mark("bias"): mark("a number that a neuron adds to its sum, whatever the picture is"),
        mark("sum"): mark(
            "the pre-activation a: all inputs of a neuron times their weights, added up, and the bias; a1 in the "
            "first layer, a2 in the second"
        ),
        mark("activation"): mark("the bend that turns a sum into what is sent on, z; some books swap the two letters"),
        mark("softmax"): mark("exp of every sum, divided by the total: ten shares that add up to 100 %"),
        mark("epoch"): mark("one pass over all pictures that are learned from"),
        mark("loss"): mark("how wrong the outputs are, as one number; training makes it smaller"),
        mark("baseline"): mark("the picture from which influence is counted, usually blank paper"),
        mark("influence"): mark("what a pixel did to a node: up (orange) or down (blue); also called attribution"),
        mark("Shapley value"): mark(
            "what a pixel changes on average when all pixels enter in random order: its fair share"
        ),
        mark("receipt"): mark("whether an influence map adds up to what truly happened to the node"),
        mark("output"): mark("one of ten numbers at the end of the network, one for each digit"),
        mark("answer"): mark("the digit with the largest output"),
        mark("overflow"): mark("a result too large for the computer's number format"),
        mark("temperature"): mark("what all sums are divided by before softmax: above 1 the shares become more alike"),
        mark("linear"): mark("without a bend: twice the input gives twice the output"),
        mark("slope"): mark("by how much a curve rises where its input grows by 1"),
        mark("ReLU"): mark("a bend that lets positive sums pass and turns negative ones into 0"),
        mark("sigmoid"): mark("a bend that squeezes every sum between 0 and 1"),
        mark("error"): mark("an output minus what was wanted of it"),
        mark("learning rate"): mark("how large a step is: the change of a weight is minus the rate times its gradient"),
        mark("label"): mark("what somebody says that a picture is"),
        mark("training digits"): mark("the labelled pictures that a network learns from"),
        mark("test digits"): mark("labelled pictures that it never saw, to judge it by"),
        mark("confusion matrix"): mark("a table that counts which labels got which answers"),
        mark("interaction"): mark("what two pixels do together beyond what each does alone"),
        mark("confidence"): mark("the largest output"),
        mark("calibrated"): mark("of all answers given with 90 %, 90 of 100 are right"),
        mark("threshold"): mark("the confidence below which it shall say “I do not know”"),
    }
)


def explained(term: str) -> str:
    """Return a term with what it means, as one line of Markdown."""
    return f"**{say(term)}**: {say(GLOSSARY[term])}"


def table() -> str:
    """Return the glossary as the README prints it."""
    rows = [f"| {term} | {words} |" for term, words in GLOSSARY.items()]
    return "\n".join((HEAD, "|---|---|", *rows)) + "\n"
