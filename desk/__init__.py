"""What people meet: the command line and the pages, and what both show and read."""
