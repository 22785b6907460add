"""Random walks through the app: whatever is touched, nothing else may change, and all that is shown has to be true.

Reading order: window (the app as a browser would show it), model (what a visitor has a right to see), walk (steps at
random, each compared with the model). ``python -m tests.walks --walks 1000 --seed 1`` takes as many as there is time
for; a few dozen short ones run with the tests. `keys` goes through every page without a mouse.
"""
