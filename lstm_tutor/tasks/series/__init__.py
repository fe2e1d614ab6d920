"""A really measured series: what a sine leaves of it, and who continues it how well."""
