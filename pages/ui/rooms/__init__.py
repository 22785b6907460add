"""One room for each page that needs one, named after the page. No room imports another."""
