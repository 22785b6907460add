"""The My handwriting page: the visitor's own digits, adding to them, and teaching a network with them."""
