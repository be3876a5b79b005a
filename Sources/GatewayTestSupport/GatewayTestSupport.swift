// Small real implementations for tests: a manual clock, a seeded generator, in-memory stores with fault hooks, contract
// suites that every implementation of a protocol must pass, and invented people.
