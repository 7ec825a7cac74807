"""The entry: the menu in chapters, and the page that was asked for."""

import os

# Before NumPy is imported: BLAS threads fight over matrices as small as ours, for half of a rerun's CPU.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("MKL_NUM_THREADS", "1")

from explorer.ui import frame

page = frame.navigation()
page.run()
frame.foot()
frame.warm_up()
