"""The entrance of the public."""
