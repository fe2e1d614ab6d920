"""The Python-Markdown extensions for blocks and links, and the HTML elements they share."""
