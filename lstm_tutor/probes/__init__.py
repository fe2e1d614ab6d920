"""Measurements on networks whose weights are fixed: losses along a line, gradients, memory."""
