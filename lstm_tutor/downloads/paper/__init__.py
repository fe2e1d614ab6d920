"""The chapter on paper and without a network: one PDF, and the site as a zip.

Whatever opens a browser or edits a PDF imports what only the test environment has; `make docs`
does without, so nothing else may import these files before `make docs-all` needs them.
"""
