"""For authors: what the catalogues of the languages lack. `python -m explorer.catalogues` says and adds it.

Every text that a reader may see is found here, from the code and from the scenes, and so is the catalogue
that it belongs into. Above all other rooms: it looks at all of them, and no page and no other room imports
it. How a text is said on a page is `explorer.ui.language`.
"""
