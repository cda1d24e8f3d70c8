"""What pages are made of: words, filters, headlines, cards, tables, panels. The only part that knows Streamlit."""
