"""What the painted network reads, whom it misreads, and where it goes on from here."""

import streamlit as st

from mnistnet import Network, jobs, snippets
from mnistnet.figures import large_map, wall
from mnistnet.figures.confusion import confusion
from mnistnet.mistakes import Exam
from mnistnet.painting import Blame, Sheets, blame, cells_to_blame, painted_network, painted_settings
from mnistnet.training import Snapshot
from mnistnet.weight_files import SavedNetwork
from mnistnet.words import plural, say
from mnistnet.words.told import Told
from pages.ui.bench import bench
from pages.ui.holdings import own_runs, results, shelf
from pages.ui.holdings.kept import kept
from pages.ui.holdings.training_data import EMBEDDED, prepared
from pages.ui.holdings.visitor import address as whence
from pages.ui.holdings.visitor import visitor
from pages.ui.kit import address, choices
from pages.ui.kit.confusions import most_often
from pages.ui.kit.pictures import CARD, grid, show_clickable, show_digit, show_figure
from pages.ui.kit.record import code
from pages.ui.kit.tell import tell
from pages.ui.kit.text import paragraph
from pages.ui.rooms.be_the_network import sheets as ui

WORST = "sheets_misread"
FEW = 10  # misread digits shown


@kept(max_entries=32, ttl="10m")
def network_of(sheets: Sheets) -> Network:
    """Return the network that is painted."""
    return painted_network(sheets, "painted")


def show_score(network: Network) -> Exam:
    """Show how many test digits the painting reads, against the beginning, and which sheets win wrongly."""
    digits = results.part_digits()
    exam, begun = results.exam(network, digits), results.exam(network_of(ui.start()), digits)
    st.header(say("It reads {right:share} of {n:,} digits", right=exam.accuracy, n=len(digits)), anchor=False)
    st.markdown(paragraph(_change_words(exam, begun), _loudest_words(blame(network, digits))))
    code(say("The painting's score"), say("at the top of the page"), snippets.mistakes, network, digits, exam)
    return exam


def _change_words(exam: Exam, begun: Exam) -> str:
    more = int(exam.right.sum()) - int(begun.right.sum())
    if not more:
        return say("As many as at the start. Paint on a sheet and watch this number.")
    up = plural("{n} digit more than at the start.", "{n} digits more than at the start.", abs(more))
    down = plural("{n} digit fewer than at the start.", "{n} digits fewer than at the start.", abs(more))
    return up if more > 0 else down


def _loudest_words(found: Blame) -> str:
    """Return which sheet wins most often where it should not."""
    if not len(found.numbers):
        return ""
    counts = found.counts()
    return say(
        "Sheet **{sheet}** is too loud most often: it wins {n} of the {all} misread digits.",
        sheet=int(counts.argmax()),
        n=int(counts.max()),
        all=len(found.numbers),
    )


def show_confusion(exam: Exam) -> None:
    """Show which digits the painting takes for which."""
    said = most_often(exam.confusion) or say("No digit is misread.")
    show_figure(confusion(exam.confusion, height=340), "sheets_confusion", alt=said)
    st.caption(paragraph(said, say("Along the diagonal ✓ the right answers.")))


def show_misread(network: Network) -> None:
    """Show the digits that are misread most clearly; of one the cells that gave the wrong sheet the lead."""
    digits, found = results.part_digits(), blame(network, results.part_digits())
    if not len(found.numbers):
        st.success(say("No digit is misread."))
        return
    few = found.numbers[:FEW].tolist()
    labels = {n: f"{found.wanted[i]} → {found.loudest[i]}" for i, n in enumerate(few)}
    chosen = choices.select(say("Misread digit"), labels, key=WORST, width=160)
    at = few.index(chosen)
    wanted, loudest = int(found.wanted[at]), int(found.loudest[at])
    pictures = wall(
        *(digits.images[few], found.wanted[:FEW], found.loudest[:FEW]), numbers=few, chosen=chosen, **grid(10, 5)
    )
    alt = say("The digits that are misread by the largest lead: {titles}.", titles=", ".join(labels.values()))
    show_clickable(pictures, "sheets_worst", alt=alt, chooses=WORST)
    picture, why = st.columns([1, 3], gap="medium", vertical_alignment="center")
    with picture:
        show_digit(
            digits.images[chosen], alt=say("test digit {number}, a {label}", number=chosen, label=wanted), size=CARD
        )
    said = say(
        "Sheet {loudest} leads by {lead:.2f}. Orange: ink that spoke louder on sheet {loudest}, blue: on sheet "
        "{wanted}. Mend it there: paint blue on sheet {loudest}, or orange on sheet {wanted}.",
        loudest=loudest,
        wanted=wanted,
        lead=found.leads[at],
    )
    cells = cells_to_blame(network, digits.images[chosen], wanted, loudest)
    with why:
        unit = say("for {answer}, not {label}", answer=loudest, label=wanted)
        show_figure(large_map(cells, unit=unit, height=260), "sheets_why", alt=said)
    st.caption(said)


def go_on_buttons(network: Network) -> None:
    """Offer to let the painting learn, and to put it on the bench."""
    busy = own_runs.active() is not None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("Let it learn from here"),
            key="sheets_learn",
            icon=":material/model_training:",
            type="primary",
            disabled=busy,
            on_click=_learn,
            args=(network,),
            help=say("Ten epochs on 8,000 digits. Its epoch 0 is your painting: the time machine leads back to it."),
        )
        st.button(say("Put it on the bench"), key="sheets_bench", on_click=_to_bench, args=(network,))
        if busy or any(one.run.spec.settings.layers == painted_settings().layers for one in own_runs.seen()):
            address.link("training.py", say("See it learn"), ":material/model_training:")


def _learn(network: Network) -> None:
    """Ask for a run that begins with the painting."""
    settings = painted_settings(name=shelf.free_name(say("painted, then trained")))
    try:
        jobs.start_run(settings, prepared(EMBEDDED), visitor(), Snapshot.of(network), address=whence())
    except (Told, ValueError) as reason:
        tell(reason, passing=True)
    else:
        st.toast(say("It learns now; the side panel tells how far it is."), icon=":material/model_training:")


def _to_bench(network: Network) -> None:
    bench.put_on_bench(shelf.keep(SavedNetwork(network)))
