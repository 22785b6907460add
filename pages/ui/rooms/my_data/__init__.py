"""The My data page: an own set at a glance, and how it comes in."""
