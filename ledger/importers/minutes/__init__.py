"""How do the minutes of a meeting become events? Read line by line, said in the words of events, recorded in one go."""
