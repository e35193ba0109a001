"""The same commands as `spbe`, for those who look for manage.py."""

from inti.cli import main

if __name__ == "__main__":
    main()
