"""The built site put in place, and versions side by side."""
