"""The second view of the Robustness page: the weights of networks are harmed, and what they read still is counted."""
