"""Claims, how they are judged, and the verdicts on record."""
