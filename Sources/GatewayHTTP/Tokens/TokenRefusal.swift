/// Why a request is not authenticated. The caller is never told which; the log line carries the word.
public enum TokenRefusal: String, Error, Equatable, Sendable, CaseIterable {
    /// No token was sent.
    case missing
    /// More than one `Authorization` header.
    case several
    /// Over the size limit.
    case tooLarge = "too_large"
    /// Not three parts of strict base64url with JSON objects in the first two.
    case malformed
    /// An algorithm other than `EdDSA`, or a `crit` header that nobody here understands.
    case algorithm
    /// A `typ` other than `JWT` or `at+jwt`.
    case type
    /// No `kid`, or one that is not known.
    case key
    /// The signature does not fit.
    case signature
    /// A claim is missing or of the wrong type.
    case claims
    /// Another issuer.
    case issuer
    /// Another audience.
    case audience
    /// A role of the house, asserted of somebody from another organisation.
    case organisation
    /// Past its `exp`.
    case expired
    /// Before its `nbf`, or issued in the future.
    case early
    /// Valid for longer than tokens may be, or for no time at all.
    case lifetime

    /// Whether the client sent no token at all (RFC 6750 section 3: then no error is named).
    var isMissing: Bool { self == .missing }
}
