import Conversations
import Foundation
import GRDB

extension Schema {
    // WHY a table of its own: only summaries have a choice of lines, and a leaf's members are fixed by its format.
    // INVARIANT: it names nobody; the digest is keyed by what an erasure makes unreadable, and the row goes with it.
    static let summaryTable = """
        CREATE TABLE summaries (
            leaf TEXT PRIMARY KEY REFERENCES leaves (id),
            budget TEXT NOT NULL,
            choice BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

/// The table `summaries`: to which budget lines were chosen, and a keyed digest of which.
enum SummaryTable {
    static func insert(_ choice: SummaryChoice, leaf: ULID, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO summaries (leaf, budget, choice) VALUES (?, ?, ?)")
            .execute(arguments: [leaf.description, choice.budget, choice.digest.blob])
    }

    static func choice(of leaf: ULID, in db: Database) throws -> SummaryChoice? {
        let statement = try db.cachedStatement(sql: "SELECT budget, choice FROM summaries WHERE leaf = ?")
        return try Row.fetchOne(statement, arguments: [leaf.description]).map { row in
            SummaryChoice(budget: row[0], digest: [UInt8](row[1] as Data))
        }
    }
}
