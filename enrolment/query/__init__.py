"""What can be asked of the data, by whom, and how the answer is named, marked and written: no Streamlit.

catalogue: the questions · reader: who asks · door: the one way to the data · answer: what comes back · errors: what
comes back instead · metrics: name, unit and caveat of each number · marks: what of it is assumed · downloads, excel:
files of it.
"""
