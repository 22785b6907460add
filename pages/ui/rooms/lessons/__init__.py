"""The page Lessons: the ways in and all lessons (overview), links and sheets (teach), a class's answers (handed)."""
