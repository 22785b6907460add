"""The app's rooms, on floors: imports point down only, and a test walks them.

``kit``: how anything is shown; it knows no network. ``holdings``: what a visitor has. ``bench``: what is looked at.
``frame``: what surrounds every page. ``rooms``: one for each page, named after it; no room imports another.
Only this folder knows the session and the caches.
"""
