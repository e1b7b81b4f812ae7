"""How any paper is made."""
