"""The palette: the stylesheet repeats it exactly, it can carry text, and no two colours merge."""

import itertools
import re

import numpy as np
import pytest
from numpy.typing import NDArray

from lstm_tutor.base.project import ROOT
from lstm_tutor.figure.drawing.palette import DARK, LIGHT

CSS = ROOT / "docs" / "stylesheets" / "palette.css"
CARRY_NO_TEXT = {"paper", "grid", "surface", "wash"}
QUANTITIES = [name for name in LIGHT if name.startswith("q-")]
SCHEMES = {"light": LIGHT, "dark": DARK}
SETTINGS = [name for name in LIGHT if name.startswith("s-")]

# Colour vision deficiencies as matrices on linear RGB (Machado, Oliveira and Fernandes 2009).
SIGHTS = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]
    ),
    "deuteranopia": np.array(
        [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]
    ),
    "tritanopia": np.array(
        [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]
    ),
}
# Björn Ottosson's OKLab, in which distances follow perception.
TO_CONES = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.63]])
TO_LAB = np.array([[0.2105, 0.7936, -0.0041], [1.978, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]])

Colour = NDArray[np.float64]


def in_css() -> dict[str, tuple[str, str]]:
    """Name to (light, dark) of every colour the stylesheet defines."""
    text = CSS.read_text(encoding="utf-8")
    found = re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", text)
    return {name: (light, dark) for name, light, dark in found if not name.startswith("md-")}


def linear(colour: str) -> Colour:
    """#rrggbb as linear RGB, 0 to 1."""
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    weights = np.array([0.2126, 0.7152, 0.0722])
    dark, light = sorted(float(linear(colour) @ weights) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: str, sight: Colour) -> Colour:
    """A colour as an eye with this sight perceives it, in OKLab."""
    seen = np.clip(sight @ linear(colour), 0, 1)
    return TO_LAB @ np.cbrt(TO_CONES @ seen)


def test_the_stylesheet_repeats_the_palette() -> None:
    css = in_css()
    assert {name: css.get(name) for name in LIGHT} == {
        name: (LIGHT[name], DARK[name]) for name in LIGHT
    }
    assert LIGHT.keys() == DARK.keys()


@pytest.mark.parametrize("name", sorted(in_css().keys() - CARRY_NO_TEXT))
def test_every_colour_can_carry_text(name: str) -> None:
    for colour, paper in zip(in_css()[name], in_css()["paper"], strict=True):
        assert contrast(colour, paper) >= 4.5, f"--{name} {colour} on {paper}"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("names", [QUANTITIES, SETTINGS], ids=["quantities", "settings"])
def test_no_two_colours_merge(scheme: str, sight: str, names: list[str]) -> None:
    colours = {name: lab(SCHEMES[scheme][name], SIGHTS[sight]) for name in names}
    for one, other in itertools.combinations(names, 2):
        distance = float(np.linalg.norm(colours[one] - colours[other]))
        assert distance > 0.08, f"{one} and {other} look alike ({distance:.3f}) with {sight}"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_settings_differ_by_lightness_alone(scheme: str) -> None:
    lightness = sorted(lab(SCHEMES[scheme][name], SIGHTS["normal"])[0] for name in SETTINGS)
    assert min(np.diff(lightness)) > 0.08
