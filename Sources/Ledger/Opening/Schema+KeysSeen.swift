extension Schema {
    /// In `customer-keys.sqlite`: how often its keys changed, counted by the file itself whoever changes them.
    static let keyChanges = """
        CREATE TABLE changes (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL
        ) STRICT;
        INSERT INTO changes (id, number) SELECT 1, count(*) FROM keys;
        CREATE TRIGGER keys_inserted AFTER INSERT ON keys BEGIN UPDATE changes SET number = number + 1; END;
        CREATE TRIGGER keys_updated AFTER UPDATE ON keys BEGIN UPDATE changes SET number = number + 1; END;
        CREATE TRIGGER keys_deleted AFTER DELETE ON keys BEGIN UPDATE changes SET number = number + 1; END;
        """

    /// In `ledger.sqlite`: the number of changes that the last commits saw, so that an older file of keys is noticed.
    static let keysSeen = """
        CREATE TABLE keys_seen (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            changes INTEGER NOT NULL
        ) STRICT;
        INSERT INTO keys_seen (id, changes) VALUES (1, 0);
        """
}
