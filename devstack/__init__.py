"""Everything around the portal on a developer's machine: set-up, real servers, run, test, check, bench.

Only the standard library is used, because this package also installs all the others.
"""
