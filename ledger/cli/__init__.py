"""What can be typed at a terminal, and what is printed there?"""
