"""The exercises of the chapter, one file for each page, with answers that are computed.

`exercise.py` says what an exercise is, `sections.py` finds the files, tries every solution and
writes questions and answers to where the site reads them.
"""
