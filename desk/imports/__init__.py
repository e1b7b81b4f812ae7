"""What comes in: files and workbooks, read, checked and made rows or answers."""
