"""Why a peer sits a problem out."""


class Declined(Exception):
    """Raised by a peer that cannot take a problem; the message is the reason, for the tables."""
