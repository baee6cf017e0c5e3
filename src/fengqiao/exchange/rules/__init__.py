"""What a raw case from another system must look like, and what it says. Plain Python."""
