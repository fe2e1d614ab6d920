"""Tasks other than the continued wave: one bit to recall, and the measured series."""
