from . import activations, clubs, districts, people

__all__ = ["activations", "clubs", "districts", "people"]
