"""Where someone lives or works: a place of any size becomes the unit it lies in."""

from bot.answers.places.province import Province
from bot.answers.places.units import NAMES, UNITS, unit_name

__all__ = ["NAMES", "UNITS", "Province", "unit_name"]
