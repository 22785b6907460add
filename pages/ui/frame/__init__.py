"""What surrounds every page: its head with links, programs and things to take home."""
