"""How right the networks are, beside simpler rules and a peer: writes docs/accuracy.md."""
