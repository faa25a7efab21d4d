"""`python -m linkage` is the `linkage` command."""

from linkage.cli import main

if __name__ == "__main__":
    main()
