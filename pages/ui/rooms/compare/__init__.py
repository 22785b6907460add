"""The Compare page: answers, disagreements, and the same node of both networks."""
