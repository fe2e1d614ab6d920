"""What stops the downloads; apart, so that it can be caught where no browser is installed."""


class PaperError(RuntimeError):
    """The chapter cannot be printed; the message says why and what to do."""
