"""Benchmarks, run by `make bench`: each prints a figure, its goal and a peer measured in the same run."""
