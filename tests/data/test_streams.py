"""Streams are reproducible, differ by seed and name, and refuse unknown names."""

from typing import Any

import numpy as np
import pytest

from lstm_tutor.data.streams import STREAMS, stream

RECORDED = {  # the first 64 bits of seed 1000's streams
    "weights": "0xd7801e13919cb1ad",
    "data": "0x51cb1b8d25063260",
    "noise": "0xef995b2230d11222",
    "shuffling": "0x13fb77ebec110e4a",
    "evaluation": "0xaeac51606fded0a0",
    "evaluation-noise": "0x70bb10be098b4107",
    "batches": "0x9778cf463624bff",
}
LEGAL_SEEDS = (0, 1, 1000, 1031, 2**32, 2**64)


def test_drawn_numbers_are_the_recorded_ones() -> None:
    # Raw bits pass through no distribution: they are the same in every version of NumPy.
    drawn = {name: hex(stream(1000, name).bit_generator.random_raw()) for name in STREAMS}
    assert drawn == RECORDED


def test_streams_are_the_same_each_time_they_are_opened() -> None:
    for name in STREAMS:
        first, again = stream(7, name).random(5), stream(7, name).random(5)
        np.testing.assert_array_equal(first, again)


def test_no_two_streams_start_alike() -> None:
    starts = {tuple(stream(seed, name).random(2)) for seed in LEGAL_SEEDS for name in STREAMS}
    assert len(starts) == len(LEGAL_SEEDS) * len(STREAMS)


def test_streams_of_one_seed_and_of_neighbouring_seeds_are_uncorrelated() -> None:
    drawn = [stream(seed, name).standard_normal(4000) for seed in (5, 6) for name in STREAMS]
    correlation = np.corrcoef(drawn) - np.eye(len(drawn))
    assert np.abs(correlation).max() < 5 / np.sqrt(4000)


def test_drawing_from_one_stream_leaves_another_alone() -> None:
    alone = stream(3, "data").random(4)
    noise, data = stream(3, "noise"), stream(3, "data")
    noise.random(100)
    np.testing.assert_array_equal(data.random(4), alone)


def test_a_numpy_integer_is_the_same_seed() -> None:
    seed: Any = np.int64(12)
    assert stream(seed, "data").random() == stream(12, "data").random()


@pytest.mark.parametrize("seed", [-1, 1.0, True, "1", None, float("nan")])
def test_an_illegal_seed_is_named(seed: int) -> None:
    with pytest.raises(ValueError, match=r"seed is .*whole number from 0 up"):
        stream(seed, "data")


@pytest.mark.parametrize("name", ["", "Data", "noises"])
def test_an_unknown_name_lists_the_known_ones(name: str) -> None:
    with pytest.raises(ValueError, match=f"name is '{name}'.*{', '.join(STREAMS)}"):
        stream(0, name)
