"""`python -m loader.cli` is `geokg`."""

from loader.cli import main

main()
