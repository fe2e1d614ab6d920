"""The order of work, from experiments to a published site: one function for each stage."""
