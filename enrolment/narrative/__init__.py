"""What is said of the data: sentences, tables and captions in a language that is handed in.

No Streamlit: pages, reports, alerts and the API say the same, letter for letter.

words: a language · chosen: what it is said about · sentences, plans: the sentence at the head · tables: what stands in
the cells, and beside them.
"""
