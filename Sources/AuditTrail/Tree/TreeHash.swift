/// A hash of the tree: 32 bytes of SHA-256.
public struct TreeHash: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Accepts 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Array(bytes)
    }

    init(sha256 bytes: [UInt8]) { self.bytes = bytes }

    /// Standard base64, as checkpoints and proofs write it.
    public var base64: String { Base64.encode(bytes) }

    /// Standard base64.
    public var description: String { base64 }
}

/// Where hashes of complete subtrees are kept.
public protocol TreeHashes {
    /// Why one cannot be read.
    associatedtype Failure: Error

    /// The hash over leaves `index * 2^height ..< (index + 1) * 2^height`, all of which exist.
    ///
    /// - Parameters:
    ///   - height: 0 for a leaf's own hash.
    ///   - index: counted from 0 at that height.
    /// - Returns: the stored hash.
    /// - Throws: when it cannot be read.
    func subtree(height: Int, index: Int) throws(Failure) -> TreeHash
}

/// A complete subtree that an append finished.
public struct CompleteSubtree: Hashable, Sendable {
    /// 0 for a leaf.
    public let height: Int
    /// Counted from 0 at that height.
    public let index: Int
    /// Its hash.
    public let hash: TreeHash

    /// The tile level that stores this hash, `nil` for heights between levels, which tiles leave out.
    public var tileLevel: Int? { height.isMultiple(of: 8) ? height / 8 : nil }
}
