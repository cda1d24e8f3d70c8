"""Files as offices keep them: whatever letters, headers, dates and totals they have, made into rows of the contract.

sheets: bytes to cells · letters: whose alphabet · layout: which rows are data · headers: what a column is ·
cells: dates and numbers · names: which village is meant · persons: lists that must not be kept · reading: what is
asked and understood · tidy: all of it.
"""
