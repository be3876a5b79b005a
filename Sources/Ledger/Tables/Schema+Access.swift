extension Schema {
    // WHY: conversation and customer stand beside the document, so that a live grant is found without reading all of them.
    // INVARIANT: the tries of a conversation only ever go up; a row of `checks_lately` is one try of the last 24 hours.
    static let accessTables = """
        CREATE TABLE access_cases (
            tenant TEXT NOT NULL,
            id TEXT NOT NULL,
            customer TEXT NOT NULL,
            subject TEXT NOT NULL,
            is_open INTEGER NOT NULL,
            document TEXT NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            PRIMARY KEY (tenant, id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX access_cases_by_customer ON access_cases (tenant, customer, id);
        CREATE INDEX access_cases_open ON access_cases (tenant, id) WHERE is_open = 1;
        CREATE TABLE check_tries (
            tenant TEXT NOT NULL,
            source TEXT NOT NULL,
            conversation TEXT NOT NULL,
            customer TEXT NOT NULL,
            tries INTEGER NOT NULL,
            PRIMARY KEY (tenant, source, conversation)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE checks_lately (
            tenant TEXT NOT NULL,
            customer TEXT NOT NULL,
            organisation TEXT NOT NULL,
            subject TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX checks_lately_by_customer ON checks_lately (tenant, customer, at);
        """
}
