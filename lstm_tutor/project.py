"""What every room may know of the project: where it lies, and how permanent names are written."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# A figure, an exercise, a reference: lower-case letters and digits, with single hyphens between.
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
