"""The ladder: every model of the course on one data set, tuned, tested once, in one table and one picture."""
