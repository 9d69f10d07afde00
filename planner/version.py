"""The version, written once: the build and the command line both read it from here."""

__version__ = "0.1.0"
