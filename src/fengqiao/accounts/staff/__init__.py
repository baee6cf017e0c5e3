"""Pages of those who work here: accounts for the administrator, the audit desk, and everybody's own account."""
