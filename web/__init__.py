"""The service and its pages. Knows nothing about sound or weights."""
