"""Flattened pages of outlets that do not exist, in styles the rules were not written for; read line by line.

Each line of a page begins with a mark: `h` the headline, `+` a line of the article, `-` one of the page around it, `c`
a caption, `?` either. `python -m benchmarks.reading.invented` prints how many of the lines kept are the article's, and
how many of the article's are kept; `--wrong` names the others. The pages were written and marked before the program
read them.
"""
