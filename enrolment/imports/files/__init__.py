"""Bytes to cells: files of any kind that offices keep.

upload: a file in memory · zipped, xlsx, ods, delimited: each kind · letters: whose alphabet · sheets: the door, which
gives the sheets of any of them.
"""
