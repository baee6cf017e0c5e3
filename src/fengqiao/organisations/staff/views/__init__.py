"""The pages of the register, by what they are about."""
