from math import asin, cos, radians, sin, sqrt

EARTH_IN_MILES = 3959


def miles(here, there):
    """As the crow flies between two (latitude, longitude); None where one of them is not known."""
    if None in (*here, *there):
        return None
    north, west, other_north, other_west = map(radians, (*here, *there))
    half = sin((other_north - north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin((other_west - west) / 2) ** 2
    return 2 * EARTH_IN_MILES * asin(sqrt(half))
