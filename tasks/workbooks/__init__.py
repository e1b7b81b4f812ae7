"""Excel: forms and lists written as workbooks, and workbooks read."""
