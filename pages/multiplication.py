"""Multiplication: one product filled in four orders, and the two orders of two matrices as two grids."""

from explorer.scenes import multiplication_orders
from explorer.scenes.multiplication import scene
from explorer.ui import frame
from explorer.ui.language import _
from explorer.ui.multiplication import chosen, sections

entry = frame.lesson("multiplication")
with frame.choices():
    view = frame.view({"product": _("One product"), "orders": _("A B and B A")})
    example = chosen.choose() if view == "product" else None
if example is None:
    frame.stage(
        entry,
        multiplication_orders.scene(),
        sections.orders,
        question=_("Does the order of two matrices matter?"),
        first_move=_("Drag a column of A or of B."),
    )
elif example.meets:
    frame.stage(entry, scene(example), sections.product)
else:
    frame.stage(
        entry, scene(example), sections.no_product, first_move=_("A needs as many columns as B has rows.")
    )
