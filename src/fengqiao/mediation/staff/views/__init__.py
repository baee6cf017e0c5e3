"""The pages of mediation for staff, by theme."""
