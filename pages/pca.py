"""Principal components: turn a plane by hand inside a real cloud of points, and race PCA to the best one."""

from explorer.scenes.pca import scene
from explorer.ui import frame
from explorer.ui.language import _
from explorer.ui.pca import charts, data

entry = frame.lesson("pca")
selection = data.choose()
frame.stage(
    entry,
    scene(selection, _("shadow")),
    lambda settled: charts.sections(selection, settled),
    seen_by_others=data.seen_by_others,
)
