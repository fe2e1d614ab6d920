"""Rendered pages: finishing steps such as metadata and security, then verification."""
