"""What is counted, in which unit, and how it is rounded. Plain Python."""
