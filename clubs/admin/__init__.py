from . import activations, clubs, districts, imports, people

__all__ = ["activations", "clubs", "districts", "imports", "people"]
