public import Conversations

/// How a review case is called before callers outside: by a name of its own for each organisation.
///
/// Two organisations that compare what they were told do not learn that they asked about one case. People in house call
/// it by its token; who has the pseudonym key finds the case that an outside name stands for among those that wait.
public struct CaseNames: Sendable {
    private let pseudonymiser: any Pseudonymiser

    /// Takes the tenant's maker of tokens.
    public init(pseudonymiser: any Pseudonymiser) { self.pseudonymiser = pseudonymiser }

    /// The name of a case for one organisation: 24 characters, 120 bits, the same every time.
    ///
    /// - Parameters:
    ///   - token: the case's token, which only people in house are given.
    ///   - tenant: whose case it is.
    ///   - organisation: for whom the name is.
    /// - Returns: the name. It acknowledges nothing: only the token does.
    public func name(
        of token: ReviewCaseToken, tenant: TenantID, outside organisation: OrganisationID
    ) -> String {
        (1...3).map { part in
            pseudonymiser.token(
                for: token.text, fieldClass: "case.id",
                scope: ["case", tenant.text, organisation.text, "\(part)"])
        }.joined()
    }
}
