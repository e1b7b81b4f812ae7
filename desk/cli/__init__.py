"""The command line `prasan`: how a command is declared, called and answered."""
