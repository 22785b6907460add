"""The app's rooms, on floors: imports point down only, and a test walks them.

``state``: all that is known of a visitor; no other folder touches the session.
``kit``: how anything is shown; it knows no network.
``holdings``: the networks, digits and results that a visitor has.
``bench``: what is looked at.
``frame``: what surrounds every page.
``rooms``: one for each page, named after it; no room imports another.
"""
