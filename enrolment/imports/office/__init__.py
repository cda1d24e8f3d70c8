"""Files as offices keep them: whatever letters, headers, dates and totals they have, made into rows of the contract.

zipped, xlsx, delimited: bytes to cells · sheets: all kinds of them · letters: whose alphabet · layout: which rows are
data · headers: what a column is · cells: dates and numbers · names: which village is meant · persons: lists that must
not be kept · reading: what is asked and understood · rows: a sheet's rows · counting: a list's counts ·
tidy: all of it.
"""
