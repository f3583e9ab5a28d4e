"""The command line from a checkout: `python cli.py --help`. The installed command is `tapecheck`."""

from extractor.commands import app

if __name__ == "__main__":
    app()
