"""Exercises of the introduction: what a recurrent network can read, and how it writes."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.exercise import Exercise

PAGE = "recurrent-networks/introduction.md"
OBJECTIVES = {
    "Compare fully connected, convolutional and recurrent networks by what they can read.": [
        "the-ninth-word"
    ],
    "Explain how a network that predicts one word writes a whole text, and why texts differ.": [
        "same-start-twice",
        "write-on",
    ],
    "Compute the probability of a text that is drawn word by word.": [
        "likeliest-word-likeliest-text"
    ],
    "Predict when a network continues the same start in the same way.": ["same-start-twice"],
}

FIRST = {"mat": 0.5, "sofa": 0.4, "moon": 0.1}
STOP = {"mat": 0.6, "sofa": 0.9, "moon": 0.5}  # that the sentence ends after this word
ENDED = {word: share * STOP[word] for word, share in FIRST.items()}
GREEDY = max(FIRST, key=lambda word: FIRST[word])
BEST = max(ENDED, key=lambda word: ENDED[word])


def check_greedy() -> None:
    """The point of the exercise: the likeliest word does not begin the likeliest sentence."""
    assert GREEDY != BEST


def write_on(
    start: str,
    following: dict[str, dict[str, float]],
    count: int,
    rng: np.random.Generator,
) -> list[str]:
    """Draw `count` words, each of those that may follow the last."""
    text = [start]
    for _ in range(count):
        choices = following[text[-1]]
        shares = list(choices.values())
        text.append(str(rng.choice(list(choices), p=shares)))
    return text


def check_write_on() -> None:
    """What is certain comes every time, the rest in its proportion."""
    rng = np.random.default_rng(0)
    following = {"the": {"cat": 0.25, "dog": 0.75}, "cat": {"sat": 1.0}, "dog": {"lay": 1.0}}
    texts = [write_on("the", following, 2, rng) for _ in range(2000)]
    assert {tuple(text) for text in texts} == {("the", "cat", "sat"), ("the", "dog", "lay")}
    assert abs(np.mean([text[1] == "cat" for text in texts]) - 0.25) < 0.04


EXERCISES = (
    Exercise(
        id="the-ninth-word",
        kind="recall",
        question="""
            Three networks are to read a sentence of nine words: a fully connected one built for
            eight words, a convolutional one with a single layer whose filters span three words,
            and a recurrent one. Which can read the ninth word? In which can the first word still
            matter when the ninth is read?
        """,
        answer="""
            The fully connected network has no place for the ninth word: each of its inputs has a
            fixed place. The convolutional network can slide its filters one word further, but a
            filter that spans three words does not see the first word and the ninth together. (More
            layers, or wider filters, would reach further.) The recurrent network reads the ninth
            word with the same arithmetic as the eighth, and the first can still matter through the
            memory that it carries along.

            It *can* matter. Whether anything is left of it after eight steps depends on what the
            network has learned. A loop makes memory possible and does not guarantee it.
        """,
    ),
    Exercise(
        id="likeliest-word-likeliest-text",
        kind="by hand",
        question=f"""
            After “The cat sat on the” a network gives the probability {short(FIRST["mat"])} to
            *mat*, {short(FIRST["sofa"])} to *sofa* and {short(FIRST["moon"])} to *moon*. The
            sentence ends right after *mat* with probability {short(STOP["mat"])}, after *sofa* with
            {short(STOP["sofa"])}, after *moon* with {short(STOP["moon"])}. How probable is each of
            the three short sentences? Which one do you get if you always take the most probable
            word? Is it the most probable sentence?
        """,
        answer=f"""
            The probabilities multiply: {listed(ENDED.values())} for *mat*, *sofa* and *moon*.

            Taking the most probable word gives *{GREEDY}*. But the most probable of the three
            sentences ends in *{BEST}*. A good first word need not begin the best text, because
            what it leads to counts as well. And always taking the most probable word would give
            one text only; drawing gives all of them, each as often as its probability says.
        """,
        check=check_greedy,
    ),
    Exercise(
        id="same-start-twice",
        kind="prediction",
        question="""
            A network that draws its words, and one of this chapter's trained networks that
            continues a wave, are each given the same start twice. Do they continue it in the same
            way twice? And if the wave network is trained again, from other random weights?
            (Look at [the figure with all seeds](fig:lr-medium-prediction) afterwards.)
        """,
        answer="""
            The first will usually write two different texts: its words are drawn. The wave network
            gives the same continuation both times, since it names a number and nothing is drawn.

            Trained from other random weights it is another network. Its continuation will differ,
            mostly a little. So one training run proves little, and this chapter trains 32: with the
            settings of that figure,
            [share of seeds well within the goal](value:lr-medium-prediction.baseline.share)
            continue the wave with at most half of the error that we allow. A common mistake is to
            look for the chance in the wrong place: it lies in the training, not in the prediction.
        """,
    ),
    Exercise(
        id="write-on",
        kind="coding",
        question="""
            Write `write_on(start, following, count, rng)`. `following` says for each word which
            words may come next, and with which probability:
            `{"the": {"cat": 0.5, "dog": 0.5}, ...}`. Draw `count` words, each after the last, and
            return the list that begins with `start`. What does this program lack that a recurrent
            network has?
        """,
        answer="""
            It draws as a language network does, but looks at the last word alone. All that came
            before is forgotten, so it cannot know whether the cat of an earlier sentence is still
            the subject. A recurrent network makes its probabilities from its memory of all that it
            has read.
        """,
        solution=write_on,
        check=check_write_on,
    ),
)
