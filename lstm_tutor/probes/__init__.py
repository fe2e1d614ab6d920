"""Measurements on a network while its weights are held still: losses along a line, gradients."""
