"""Notebooks: written as Python scripts, executed once, shown as pages and offered as files.

`source` reads a script's cells, `kernel` runs them, `outputs` says what they may show, `execution`
keeps it, `pages` makes the page, its pictures and the downloads of it.
"""
