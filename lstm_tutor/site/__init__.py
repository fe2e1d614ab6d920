"""The site: Python-Markdown extensions that pages are written with, and checks of what was built.

Extensions, not MkDocs hooks, do the rendering: they also work in other tools that read Markdown
in Python. This room reads what `figure` and `claims` wrote and imports neither.
"""
