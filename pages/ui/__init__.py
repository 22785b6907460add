"""What pages share: the bench, the canvas, pictures and words. Only this folder knows the session."""
