"""What statistics say of the answers: numbers in, numbers out. Nothing here knows Streamlit or the store."""
