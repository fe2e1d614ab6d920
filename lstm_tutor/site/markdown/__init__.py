"""The Python-Markdown extensions: blocks, links and elements of a page."""
