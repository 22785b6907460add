"""The Robustness page: how a digit is changed, what every network says of it, and curves over the test digits."""
