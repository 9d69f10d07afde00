"""`python -m planner` is the command line too, where no `planner` stands on the path."""

from planner.cli import main

if __name__ == "__main__":
    main()
