"""The forms of the pages of people, by subject."""
