"""Networks as graphs of steps, as ONNX files hold them, made into a chain of dense layers where they are one.

Reading order: stack (layers, and lines between them that are folded in), curves (functions known by what they do),
ending (what follows the last sums), linear (the steps of scikit-learn's), walk (from the pixels to the digits, step by
step).
"""
