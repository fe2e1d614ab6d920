"""The chapter's experiments: one baseline, and one factor varied at a time.

Every figure and claim names its experiments from here: the baseline and the panel from this
module, the settings of one factor from the module of that name.
"""

from lstm_tutor.experiments.baseline import BASELINE, COMPOSITE, EXPLORNN, PANEL, SEEDS

__all__ = ["BASELINE", "COMPOSITE", "EXPLORNN", "PANEL", "SEEDS"]
