"""What is shown of the registry: read models that the pages and the command line share."""
