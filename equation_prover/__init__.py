"""Prove the book's equations from the LaTeX that the reader sees.

reading    finds the labeled equations in the notebooks
parsing    turns their LaTeX into trees, with what language shares with beyond_language
claims     says what each line claims, and whether it says anything
meaning    gives a tree its value; proving, witness and arrays fill it in
proving    decides the claims with SymPy
witness    tries them on 100 random networks with mpmath
verdicts   brings the three together, one verdict for each equation
arrays     gives the vector forms their values in NumPy; vectors compares them with the code
ledger     writes the page "The 55 equations"
corruptions  spoils equations on purpose, to test all of the above
study      does so with the whole book, and counts which examination noticed
beyond     does all of this for the equations beyond the document, of more than two layers:
           beyond_language is their grammar, scenes and worlds their numbers, algebra their SymPy,
           beyond_page their page

The chapters never import this package. Run it with ``python -m equation_prover``.
"""
