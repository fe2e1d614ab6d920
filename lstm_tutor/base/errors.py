"""The base of the project's errors, the only one that the command line knows."""


class TutorError(Exception):
    """The message names each thing at fault and what to do; it is all that a user is shown."""
