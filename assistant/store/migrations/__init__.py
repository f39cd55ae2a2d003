"""How the schema came to be, revision by revision. To add one: a file in `versions/`, and its number as `HEAD` in `schema.py`."""
