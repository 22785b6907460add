"""How anything is shown: pictures, tables, words, what a page has shown so far. It knows no network."""
