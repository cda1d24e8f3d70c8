"""Cells to a table of the contract, or to a question that only a person can answer.

layout: which rows are data · headers, columns: what a column is · cells: days and numbers · names: which village is
meant · persons: lists that must not be kept, counting: how many they are · unpivot, normalise: a sheet's rows as the
contract has them · reading: what was decided, asked and understood · outlines, layers: areas and lines on a map ·
understand: the door to all this.
"""
