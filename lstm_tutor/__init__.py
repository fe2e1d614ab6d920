"""A chapter on recurrent networks and LSTM cells: figures executed, claims checked.

`import lstm_tutor as lt` gives notebooks what `face.py` lists, loaded at its first use: a part of
the project that needs less does not wait for it.
"""

from importlib import import_module
from typing import Any


def __getattr__(name: str) -> Any:
    """Called by Python for `lstm_tutor.train` and the like."""
    face = import_module("lstm_tutor.face")
    if name not in face.__all__:
        raise AttributeError(f"module 'lstm_tutor' has no attribute {name!r}")
    return getattr(face, name)
