"""Where the data lives: batches that never change, one ledger that says which count, snapshots built from them.

batches, ledger, lock, files: what must survive · prepare, settle, preview, keeper: how a file becomes what counts ·
stage, snapshot, version, current: what pages read · travel, history, export, known: what is asked of it ·
verify, backup, refusal, progress: what is told.
"""
