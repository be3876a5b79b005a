extension Schema {
    // WHY in the ledger: an event is there exactly when the step is that it tells of, whenever the process ends.
    // INVARIANT: a number is never given twice, so that whoever removes what was handed on removes nothing newer.
    static let eventTable = """
        CREATE TABLE queue_events (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant TEXT NOT NULL,
            id TEXT NOT NULL,
            type TEXT NOT NULL,
            subject TEXT NOT NULL,
            line TEXT NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id)
        ) STRICT;
        """

    // WHY the name and nothing to make it from: it is keyed outside the ledger, and joins to no other one here either.
    static let caseNameTable = """
        CREATE TABLE case_names (
            tenant TEXT NOT NULL,
            name TEXT NOT NULL,
            token TEXT NOT NULL,
            customer TEXT NOT NULL,
            PRIMARY KEY (tenant, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX case_names_by_customer ON case_names (tenant, customer);
        """

    // WHY a table of its own: what decides over an answer to anybody reads `cases` alone, so that no test ever holds,
    // joins or releases a request; there is no condition that somebody could forget.
    // INVARIANT: a case draws at most one test; what is disputed follows in a further row.
    static let testCaseTable = """
        CREATE TABLE test_cases (
            tenant TEXT NOT NULL,
            token TEXT NOT NULL,
            customer TEXT NOT NULL,
            source TEXT NOT NULL,
            conversation TEXT NOT NULL,
            concerns TEXT NOT NULL,
            state TEXT NOT NULL,
            opened_at INTEGER NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            beside TEXT NOT NULL,
            follows TEXT NOT NULL,
            PRIMARY KEY (tenant, token),
            UNIQUE (tenant, beside, follows)
        ) STRICT;
        CREATE UNIQUE INDEX test_cases_pending ON test_cases (tenant, source, conversation)
            WHERE state = 'pending';
        CREATE INDEX test_cases_by_moment ON test_cases (tenant, opened_at, token);
        CREATE INDEX test_cases_by_customer ON test_cases (tenant, customer);
        """
}
