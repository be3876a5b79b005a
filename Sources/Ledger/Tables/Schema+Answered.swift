extension Schema {
    // WHY an empty purpose: a hold shows nothing, and still tells that there is such a customer.
    // INVARIANT: one row for a caller, customer and purpose, with the newest moment.
    static let answeredTable = """
        CREATE TABLE answered (
            tenant TEXT NOT NULL,
            organisation TEXT NOT NULL,
            subject TEXT NOT NULL,
            customer TEXT NOT NULL,
            purpose TEXT NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (tenant, organisation, subject, customer, purpose)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX answered_lately ON answered (tenant, organisation, subject, at, customer);
        CREATE INDEX answered_by_customer ON answered (tenant, customer);
        """
}
