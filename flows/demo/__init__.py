"""The demo: the districts of the case study entered by the verbs that people use."""
