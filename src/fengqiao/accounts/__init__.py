"""Accounts, roles and scopes: who may do what, where."""
