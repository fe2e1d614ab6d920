"""How figures look: one palette for both schemes, one type face, a few shared drawing habits."""
