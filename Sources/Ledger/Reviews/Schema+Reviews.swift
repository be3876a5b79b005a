extension Schema {
    // WHY steps and no state: a case is rebuilt from what happened, so that nothing but a step can change it.
    // INVARIANT: the steps of a case have no gap in `number`; `cases.state` is `pending` exactly while the case is open.
    static let reviewTables = """
        CREATE TABLE case_starts (
            tenant TEXT NOT NULL,
            token TEXT NOT NULL,
            customer TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (tenant, token)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE case_steps (
            tenant TEXT NOT NULL,
            token TEXT NOT NULL,
            number INTEGER NOT NULL,
            customer TEXT NOT NULL,
            at INTEGER NOT NULL,
            document TEXT NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            PRIMARY KEY (tenant, token, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX cases_by_conversation ON cases (tenant, source, conversation, opened_at);
        CREATE INDEX cases_by_moment ON cases (tenant, opened_at, token);
        CREATE TABLE queue_stops (
            tenant TEXT NOT NULL,
            leaf TEXT NOT NULL REFERENCES leaves (id),
            is_stopped INTEGER NOT NULL,
            subject TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (tenant, leaf)
        ) STRICT, WITHOUT ROWID;
        """
}
