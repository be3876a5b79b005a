extension Schema {
    // WHY: person rows are kept as keyed marks only, so that what remains of an erased customer names nobody.
    // INVARIANT: a row of `erasures` is never removed; its state goes recorded, listed, done, or replayed, done.
    static let erasureTables = """
        CREATE TABLE erasures (
            tenant TEXT NOT NULL,
            customer TEXT NOT NULL,
            leaf TEXT REFERENCES leaves (id),
            at INTEGER NOT NULL,
            chain BLOB,
            state TEXT NOT NULL CHECK (state IN ('recorded', 'listed', 'replayed', 'done')),
            PRIMARY KEY (tenant, customer)
        ) STRICT;
        CREATE TABLE erased_persons (
            tenant TEXT NOT NULL,
            mark BLOB NOT NULL,
            customer TEXT NOT NULL,
            returned_at INTEGER,
            PRIMARY KEY (tenant, mark)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE mentions (
            tenant TEXT NOT NULL,
            mark BLOB NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            PRIMARY KEY (tenant, mark, leaf)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mentions_by_leaf ON mentions (leaf);
        CREATE TABLE legal_holds (
            tenant TEXT NOT NULL,
            customer TEXT NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            PRIMARY KEY (tenant, customer)
        ) STRICT;
        """
}
