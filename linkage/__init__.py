"""Links online ads into possible networks, with the evidence for every link."""

__version__ = "0.1.0"
