"""How fast training is on this machine, and how long the notebooks take: `make bench`.

Matrix products use one thread, as they do in experiments; NumPy reads this when it is imported.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"
