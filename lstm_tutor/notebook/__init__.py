"""Notebooks: written as Python scripts, executed once, shown as pages and offered as files.

`source` reads a script's cells, `execution` runs them and keeps what came out, `pages` makes the
page, its pictures and the downloads of it. A project without notebooks imports none of this.
"""
