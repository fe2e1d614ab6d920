"""The chapter of the three-figure project: one linked phrase, three sections."""

from typing import NamedTuple


class Phrase(NamedTuple):
    """A linked phrase of the chapter."""

    section: str
    text: str
    figure: str


PHRASES = (Phrase("Low Learning Rate", "the learning rate is too low", "low-rate"),)
EQUATIONS: dict[str, str] = {}
SECTIONS = {"Low Learning Rate", "Noise", "LSTM Cells"}
PUBLISHED = {
    "Low Learning Rate": "training/learning-rate.md",
    "Noise": "training/noise.md",
    "LSTM Cells": "index.md",
}
PAGES = tuple(PUBLISHED.values())
EXERCISED = ("training/noise.md",)
CHAPTERS = {page: section for section, page in PUBLISHED.items()}
