"""A file that somebody hands over, step by step: bytes → cells (`files`) → a table, or a question (`meaning`) → checked
rows (`rows`). Each step knows those before it only.

sources: which files, and for which tables · mistakes: what is wrong, told with its place · identity: numbers of persons
· novalue: what stands for no value · scratch: a DuckDB to work in.
"""
