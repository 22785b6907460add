"""What is looked at: the network, its epoch, the second network, the picture; and the controls that change it."""
