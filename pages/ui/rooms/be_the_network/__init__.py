"""The room of Be the network: ten sheets to paint, what they read, and where it goes on from there."""
