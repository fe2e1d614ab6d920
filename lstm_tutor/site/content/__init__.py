"""What pages say, read from docs/ without rendering it."""
