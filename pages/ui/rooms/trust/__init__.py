"""The Trust page: the scoreboard, methods side by side, and the film of erasing."""
