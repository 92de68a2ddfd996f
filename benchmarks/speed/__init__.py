"""How fast the library is, side by side with what people would use instead: `make bench`."""
