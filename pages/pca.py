"""Principal components: turn a plane by hand inside a real cloud of points, and race PCA to the best one."""

import numpy as np

from explorer.logic import pca
from explorer.ui import frame
from explorer.ui.language import _
from explorer.ui.pca import charts as pca_charts
from explorer.ui.pca import data as pca_data
from explorer.ui.pca import points as pca_points
from explorer.ui.pca import stage as pca_stage

entry = frame.lesson("pca")
held = pca_data.choose()
hand = pca_stage.hold(held)
scene, X, C, B = hand.scene, hand.points, hand.covariance, hand.basis
origin = np.zeros(len(held.names))

kept, most = 100 * pca.share_kept(C, B), 100 * pca.share_kept(C, hand.best)
off = pca.largest_principal_angle(B, hand.best)
pca_stage.draw(hand, held, shadow=pca.project_to(X, B, origin), feet=pca.orthogonal_projection(X, B, origin))

scene.formula(rf"\text{{{_('shadow')}}} = (X - m)\,\guess{{B}}^{{\mathsf{{T}}}}")
scene.bar("variance kept by hand", kept, best=most, high=100, unit="%")
scene.readout("the most that PCA can keep", most, unit="%", digits=1, role="principal")
scene.readout("degrees off", off, unit="°", digits=1)
scene.record("best so far", kept, counts=hand.by_hand, per=pca_stage.race(hand), unit="%")
if len(held.names) == 3:
    scene.readout("tilt of the plane", pca.plane_tilt(B), unit="°", digits=1)
turned = pca_points.tell(scene, hand.moved, hand.best, hand.before)

scene.preset("Drop to the optimum", {pca_stage.WAY: 1}, seconds=2.5)
pca_stage.steps(scene, held)
what = "plane" if len(held.names) == 3 else "line"
scene.goal(
    f"Hold the {what} within 5 degrees of the best one.",
    (off < 5) & hand.by_hand,
    "No other keeps more: its directions are the first principal components.",
)
least = 100 - 100 * pca.share_kept(C, hand.best[:1])
scene.goal(
    f"Find the {what} that keeps least.",
    (kept < least + 1) & hand.by_hand,
    "It loses the first component whole: that direction stands upright on it.",
)
pca_points.goal(scene, held, hand.moved, turned)
pca_stage.say_what_is_not_seen(hand, held)

frame.stage(entry, scene, lambda settled: pca_charts.sections(held, settled))
