"""Where the data lives: snapshots built aside and swapped in.

The import with batches and undo will keep its batches and its ledger here, beside `snapshot.py`.
"""
