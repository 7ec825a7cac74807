"""What Streamlit adds to the lesson on singular values."""
