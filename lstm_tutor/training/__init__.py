"""Training a network on the chapter's task: what is trained, on what, and what comes of it."""
