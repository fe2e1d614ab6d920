"""The schema of passports, `docs/figures/<id>.passport.json`: what pages know of a figure.

`figure` writes a passport when it draws the figure, with the evidence in words; `site` reads it.
"""

from typing import Literal, TypedDict

ResultField = Literal["outcome", "effect", "interval", "share"]


class Result(TypedDict):
    """A claim in one setting, in words."""

    outcome: str  # "holds", "fails" or "undecided"
    effect: str
    interval: str
    share: str  # seeds beyond the margin: "39 of 40"


class VerdictRow(Result):
    """A setting of the panel. twin: the outcome with initial weights one rounding step away."""

    setting: str
    twin: str | None


class Verdict(TypedDict):
    """A claim, and its results in all settings of its panel."""

    verdict: str
    sentence: str
    check: str
    over: str  # "seeds" or "resamples"
    panel: list[VerdictRow]
    replication: Result | None  # in exploRNN's recipe, with other seeds


class Experiment(TypedDict):
    """An experiment that the figure shows; configuration: as Python source."""

    role: str
    configuration: str


class Shape(TypedDict):
    """The arguments for PyTorch to build the network whose weights can be downloaded."""

    input_size: int
    hidden_size: int
    num_layers: int
    output_size: int


class File(TypedDict):
    """One of the figure's files."""

    bytes: int
    sha256: str


class Passport(TypedDict):
    """The content of the file. Lengths are in CSS pixels."""

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
    files: dict[str, File]  # by suffix: "svg", "narrow.svg", ...
    key: str  # hash of everything that the files depend on


FIELDS = tuple(Passport.__annotations__)
