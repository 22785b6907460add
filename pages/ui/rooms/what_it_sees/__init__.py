"""The What-it-sees page: five ways to run the network backwards, what they give, and a mix of answers."""
