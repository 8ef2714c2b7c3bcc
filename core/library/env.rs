// The process's surroundings: there are none in a page, so every name of it is refused.
