from . import activations

__all__ = ["activations"]
