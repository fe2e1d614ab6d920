"""Training a network to continue a wave: the settings, the data, the training, its record."""
