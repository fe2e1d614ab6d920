"""Checks of the pages before they are rendered: against the contract, and for typed results."""
