extension Schema {
    /// The tables of `ledger.sqlite`.
    static let ledger = Schema(
        applicationID: 0x54_4C_4C_31,
        steps: [
            ledgerVersion1, ledgerVersion2.joined(separator: "\n"), summaryTable,
            ledgerVersion4.joined(separator: "\n"),
        ])

    /// What came with version 2, each part's statements in a file of their own.
    private static let ledgerVersion2 = [
        erasureTables, keysSeen, keyLeaves, answeredTable, accessTables, reviewTables,
    ]

    /// What came with version 4.
    private static let ledgerVersion4 = [eventTable, caseNameTable, testCaseTable]

    // WHY: the members of a leaf that people search by stand beside its bytes; the bytes alone are what is hashed.
    // INVARIANT: `leaves` has no gap in `position`; only `logs`, `cases` and `callers` are ever updated.
    private static let ledgerVersion1 = """
        CREATE TABLE logs (
            id INTEGER PRIMARY KEY,
            tenant TEXT NOT NULL,
            year INTEGER NOT NULL,
            origin TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            checkpoint TEXT NOT NULL,
            UNIQUE (tenant, year)
        ) STRICT;
        CREATE TABLE leaves (
            log INTEGER NOT NULL REFERENCES logs (id),
            position INTEGER NOT NULL,
            id TEXT NOT NULL UNIQUE,
            bytes BLOB NOT NULL,
            hash BLOB NOT NULL,
            type TEXT NOT NULL,
            caller TEXT NOT NULL,
            organisation TEXT,
            role TEXT,
            purpose TEXT,
            customer TEXT,
            PRIMARY KEY (log, position)
        ) STRICT;
        CREATE INDEX leaves_by_customer ON leaves (customer, log, position) WHERE customer IS NOT NULL;
        CREATE INDEX leaves_by_caller ON leaves (caller, log, position);
        CREATE TABLE subtrees (
            log INTEGER NOT NULL REFERENCES logs (id),
            level INTEGER NOT NULL,
            position INTEGER NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (log, level, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE openings (
            leaf TEXT PRIMARY KEY REFERENCES leaves (id),
            ciphertext BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE sealed_bodies (
            leaf TEXT PRIMARY KEY REFERENCES leaves (id),
            period TEXT NOT NULL,
            box BLOB NOT NULL,
            ciphertext BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE callers (
            tenant TEXT NOT NULL,
            organisation TEXT NOT NULL,
            subject TEXT NOT NULL,
            client TEXT NOT NULL,
            id TEXT NOT NULL UNIQUE,
            leaves INTEGER NOT NULL,
            PRIMARY KEY (tenant, organisation, subject, client)
        ) STRICT;
        CREATE TABLE links (
            tenant TEXT NOT NULL,
            source TEXT NOT NULL,
            person TEXT NOT NULL,
            customer TEXT NOT NULL,
            rule TEXT NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            PRIMARY KEY (tenant, source, person)
        ) STRICT;
        CREATE INDEX links_by_customer ON links (tenant, customer, source, person);
        CREATE TABLE cases (
            tenant TEXT NOT NULL,
            token TEXT NOT NULL,
            customer TEXT NOT NULL,
            source TEXT NOT NULL,
            conversation TEXT NOT NULL,
            concerns TEXT NOT NULL,
            state TEXT NOT NULL,
            opened_at INTEGER NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            PRIMARY KEY (tenant, token)
        ) STRICT;
        CREATE UNIQUE INDEX cases_pending ON cases (tenant, source, conversation) WHERE state = 'pending';
        CREATE TABLE acknowledgements (
            tenant TEXT NOT NULL,
            token TEXT NOT NULL,
            caller TEXT NOT NULL,
            at INTEGER NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            FOREIGN KEY (tenant, token) REFERENCES cases (tenant, token)
        ) STRICT;
        CREATE INDEX acknowledgements_by_case ON acknowledgements (tenant, token);
        CREATE TABLE probes (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            filler BLOB NOT NULL
        ) STRICT;
        INSERT INTO probes (id, filler) VALUES (1, zeroblob(0));
        """
}
