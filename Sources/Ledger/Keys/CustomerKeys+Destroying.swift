import Conversations
import Foundation
import GRDB

extension CustomerKeys {
    /// Destroys every key of a customer, in freed pages and in the write-ahead log too.
    func destroy(customer: CustomerID, tenant: TenantID) async throws {
        _ = try destroy([ErasedCustomer(tenant: tenant, customer: customer)])
    }

    /// Destroys every key of some customers, in freed pages, in the write-ahead log and in memory too.
    ///
    /// - Returns: the customers of whom a key was still there.
    @discardableResult
    func destroy(_ erased: [ErasedCustomer]) throws -> [ErasedCustomer] {
        try queue.writeWithoutTransaction { db in
            recent.forget()
            var found: [ErasedCustomer] = []
            try db.inTransaction(.immediate) {
                for customer in erased {
                    let condition = "tenant = ? AND customer = ? AND key IS NOT NULL"
                    try db.execute(
                        sql: "UPDATE keys SET key = NULL WHERE \(condition)", arguments: customer.key)
                    if db.changesCount > 0 { found.append(customer) }
                    // WHY: also for a customer who has no key yet, so that none is ever made.
                    try db.execute(
                        sql:
                            "INSERT OR IGNORE INTO keys (tenant, customer, period, key) VALUES (?, ?, '', NULL)",
                        arguments: customer.key)
                }
                return .commit
            }
            try db.checkpoint(.truncate)
            return found
        }
    }

    /// How many month keys before one month are still there, those of some customers not counted.
    func monthKeyCount(before month: String, tenant: TenantID, sparing held: [String]) throws -> Int {
        try queue.writeWithoutTransaction { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM keys WHERE \(Self.months)",
                arguments: [tenant.text, month, Self.list(held)]) ?? 0
        }
    }

    /// Destroys the month keys before one month, but not those of some customers.
    func destroyMonths(before month: String, tenant: TenantID, sparing held: [String]) throws {
        try queue.writeWithoutTransaction { db in
            recent.forget()
            try db.execute(
                sql: "UPDATE keys SET key = NULL WHERE \(Self.months)",
                arguments: [tenant.text, month, Self.list(held)])
            try db.checkpoint(.truncate)
        }
    }

    private static let months = """
        tenant = ? AND period GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]' AND period < ? AND key IS NOT NULL
            AND customer NOT IN (SELECT value FROM json_each(?))
        """

    private static func list(_ customers: [String]) -> String {
        JSONValue.array(customers.map(JSONValue.string)).text()
    }
}
