"""Reading: the text of a document in, a proposal with its evidence out. Standard library only."""
