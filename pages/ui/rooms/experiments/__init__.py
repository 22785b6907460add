"""The room of the page Experiments: results of many trainings, one of them opened, and a sweep of the visitor's own."""
