import Foundation
import GRDB

@testable import Gateway
@testable import Ledger

extension DemoBench {
    /// Lets every window and daily count be over, as if days had gone by.
    func forgetAnswers() async throws {
        try await root.ledger.database.writeWithoutTransaction { try $0.execute(sql: "DELETE FROM answered") }
    }
}

extension DemoFolder {
    /// Adds words to a chat message of the vendor's own conversation with the calm customer.
    func type(_ words: String) throws {
        try edit(
            "chat",
            """
            UPDATE message SET body = json_set(body, '$.text', json_extract(body, '$.text') || ' \(words)')
            WHERE mid = 'm-1202'
            """)
    }
}
