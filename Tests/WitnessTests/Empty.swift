// The tests of `Witness`.
