"""Benchmarks: `python -m bench` measures, prints tables and writes docs/benchmarks.md."""
