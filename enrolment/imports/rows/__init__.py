"""A table to checked rows: every cell against the contract, every row beside the others, written as Parquet.

bulk: a long contract file that is right as a whole, fast · read: any contract file as text · check: what is wrong with
it · intake: the door, which writes the rows and tells the mistakes.
"""
