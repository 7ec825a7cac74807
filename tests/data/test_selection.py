"""Which columns of a table are held as a cloud, and what its points are called."""

from __future__ import annotations

from tests.scenes.test_pca import held


def test_few_labels_become_groups_in_one_order_on_the_whole_page() -> None:
    from explorer.figures import theme

    for name in ("quakes", "penguins", "wine", "digits"):
        cloud = held(name)
        found = cloud.groups()
        assert found is not None
        shown = [group for group, _ in theme.grouped(cloud.data.table.labels.tolist())]
        assert list(found[1]) == shown
        assert len(shown) <= 8
    assert held("bright_stars").groups() is None
    assert "Sirius" in held("bright_stars").labels()
