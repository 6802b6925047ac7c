"""Figures that users care about. Each module here is one benchmark: `main(scale) -> dict` measures them."""
