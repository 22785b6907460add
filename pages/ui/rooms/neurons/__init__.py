"""The Neurons page: facts of a neuron, the wall of all, and surgery."""
