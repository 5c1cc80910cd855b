"""The pages that the program says it has."""

import subprocess

from .server import BINARY


def pages_of_the_program():
    """The address of each page that is read, below the language, with its parameters in braces."""
    answer = subprocess.run([BINARY, "describe", "pages"], check=True, capture_output=True, text=True)
    return answer.stdout.split()


def route_of(address, routes):
    """The route that answers an address: of those that fit it, the one with the fewest parameters."""
    parts = address.partition("?")[0].split("/")

    def fits(route):
        pairs = list(zip(route.split("/"), parts))
        return len(route.split("/")) == len(parts) and all(own == part or own.startswith("{") for own, part in pairs)

    return min(filter(fits, routes), key=lambda route: route.count("{"), default=None)
