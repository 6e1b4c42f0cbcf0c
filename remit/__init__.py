"""remit compiles a company's management system, written as YAML, into documents that hold together."""

__version__ = "0.1.0"
