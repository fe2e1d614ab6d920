"""The site: the Python-Markdown extensions of its pages, checks of the result, and publishing.

The extensions do not depend on MkDocs, so that other tools can render the pages too. The site reads
the files that figures and exercises wrote, and imports the code of neither.
"""
