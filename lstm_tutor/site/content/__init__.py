"""The content of docs/, read without rendering it."""
