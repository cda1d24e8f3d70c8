"""How files become what counts, and how that is taken back.

prepare: files understood, each by itself · validate: beside what counts · propose: the change set of both · compare:
what it would change · commit: make it happen; undo, redo, rebuild · vocabulary: names to read files with · rules: what
newer rules moved · backup, verify: copies, and whether all is whole · refusal: why not, in a sentence · requests,
worker: all this from a page, in a process of its own.
"""
