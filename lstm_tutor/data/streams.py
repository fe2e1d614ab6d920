"""Named random streams: each seed has several independent sources of random numbers.

Weights, data, noise, shuffling and evaluation each draw from their own stream. A setting that
draws more from one of them does not change what the others yield, so two settings of one seed
stay comparable. The same seed and name give the same numbers on every platform and Python version
(NumPy may change its distributions between versions).
"""

from numbers import Integral

import numpy as np

STREAMS = (
    *("weights", "data", "noise", "shuffling"),
    *("evaluation", "evaluation-noise", "batches"),
)


def stream(seed: int, name: str) -> np.random.Generator:
    """A new generator at the start of the stream `name` of `seed`.

    The bytes of the name serve as spawn key of NumPy's SeedSequence, which makes the streams of
    one seed, and those of neighbouring seeds, statistically independent. The bit generator is
    PCG64 explicitly, because NumPy's default may change.

    Raises ValueError for a seed that is not a whole number from 0 up and for an unknown name.
    """
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise ValueError(f"seed is {seed!r}; legal is a whole number from 0 up")
    if name not in STREAMS:
        raise ValueError(f"name is {name!r}; legal is one of {', '.join(STREAMS)}")
    sequence = np.random.SeedSequence(int(seed), spawn_key=tuple(name.encode("ascii")))
    return np.random.Generator(np.random.PCG64(sequence))
