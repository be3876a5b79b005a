extension Schema {
    /// The table of `customer-keys.sqlite`.
    static let keys = Schema(
        applicationID: 0x54_4C_4B_31, steps: [keysVersion1, keysVersion2.joined(separator: "\n")])

    private static let keysVersion2 = [keyChanges]

    // WHY: a destroyed key leaves its row behind without the bytes, so that nothing is ever kept under that name again.
    private static let keysVersion1 = """
        CREATE TABLE keys (
            tenant TEXT NOT NULL,
            customer TEXT NOT NULL,
            period TEXT NOT NULL,
            key BLOB,
            PRIMARY KEY (tenant, customer, period)
        ) STRICT;
        """
}
