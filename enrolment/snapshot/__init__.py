"""Batches in, one DuckDB file with the marts out, which pages read.

stage, corrections: batches laid over each other and checked · build: the marts · version: its name · current: which one
counts · travel: that of an earlier moment · export: the tables in full.
"""
