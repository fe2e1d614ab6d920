"""What readers can take away: figures, source, the PDF, the site for reading offline."""
