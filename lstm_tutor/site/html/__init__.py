"""What happens to rendered pages: finished, given metadata, secured, verified."""
