"""What a figure is, and how its drawing and its other files are made."""
