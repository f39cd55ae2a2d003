"""Figures that add up."""

from typing import Self


class Sums:
    """A dataclass whose fields, numbers or lists, add up one by one."""

    def __add__(self, other: Self) -> Self:
        return type(self)(**{name: getattr(self, name) + getattr(other, name) for name in vars(self)})
