# %% [markdown]
# # A notebook of two cells {#small-notebook}
#
# It opens a gate.
#
# See [too low](fig:low-rate), $\qi{i^t}$ and [Noise](../training/noise.md#noise).

# %%
import numpy as np

from lstm_tutor.figure.drawing.picture import Picture
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.nn.cell import sigmoid

gate = float(sigmoid(np.array(2.0)))
print(f"open to {gate:.3f}")

# %% tags=["drawing"]
drawing = new_drawing((640, 200))
drawing.subplots().plot([0, 1], [0.5, gate])
Picture(drawing, alt=f"A line from one half to {gate:.2f}.")
