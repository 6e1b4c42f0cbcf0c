"""Format-free functions of the organisation that several back ends share: parties, matrices, sheets, wording."""
