"""Everything of one committee as one file that another installation takes in without loss; `docs/archive.md` tells how.

The file is a zip of JSON and of the evidence files. Its rows are numbered anew from 1 in an order of their own, so the
same work has the same digest wherever it lies, whatever numbers its rows have there.
"""
