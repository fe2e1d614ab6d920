"""The exercises, one file for each page of the chapter."""
