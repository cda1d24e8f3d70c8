"""What must survive: batches that never change, one ledger that says which count, and the lock and the files beneath.

history: what was brought in, as the ledger tells it.
"""
