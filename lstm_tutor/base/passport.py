"""The passport of a figure, `docs/figures/<id>.passport.json`: all that pages know of it.

Written when the figure is drawn, with its evidence in words; read by the site.
"""

from typing import Literal, TypedDict


class Result(TypedDict):
    """A claim in one setting, in words."""

    outcome: str  # "holds", "fails" or "undecided"
    effect: str
    interval: str
    share: str  # seeds beyond the margin: "39 of 40"


ResultField = Literal["outcome", "effect", "interval", "share"]


class VerdictRow(Result):
    """A setting of the panel. twin: the outcome when initial weights move by a rounding step."""

    setting: str
    twin: str | None


class Verdict(TypedDict):
    """A claim and how it came out over its panel."""

    verdict: str
    sentence: str
    check: str
    over: str  # "seeds" or "resamples"
    panel: list[VerdictRow]
    replication: Result | None  # in exploRNN's recipe, with other seeds


class Experiment(TypedDict):
    """What a figure shows: a configuration as one would write it in Python."""

    role: str
    configuration: str


class Shape(TypedDict):
    """What PyTorch has to be told to build the network whose weights can be downloaded."""

    input_size: int
    hidden_size: int
    num_layers: int
    output_size: int


class File(TypedDict):
    """One of the figure's files."""

    bytes: int
    sha256: str


class Passport(TypedDict):
    """See above. Lengths are CSS pixels."""

    id: str
    source: str  # path of the figure file
    title: str
    phrase: str | None
    section: str
    equation: str | None
    width: int
    height: int
    narrow: tuple[int, int] | None  # size of the drawing for phones
    claim: str
    text: str
    alt: str
    values: dict[str, str]  # results by name, in words
    settings: str
    seeds: int
    experiments: list[Experiment]
    timesteps: int
    seconds: float | None
    machine: str
    rebuild: str
    source_sha256: str
    environment: str
    verdict: Verdict | None
    network: Shape | None
    files: dict[str, File]  # by the end of their names
    key: str  # of all that the files depend on


FIELDS = tuple(Passport.__annotations__)
