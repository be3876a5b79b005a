// The tests of `AuditHTTP`.
