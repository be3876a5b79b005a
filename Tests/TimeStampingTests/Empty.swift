// The tests of `TimeStamping`.
