"""How fast training is on this machine, and how long notebooks take: `make bench`.

Set before NumPy is imported: one thread for matrix products, as where experiments run.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"
