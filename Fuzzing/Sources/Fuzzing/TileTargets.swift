import AuditTrail

/// Tile paths: one path for each tile.
enum PathTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let text = String(validating: input, as: UTF8.self), let tile = Tile(path: text) else { return }
        demand(tile.path.utf8, equals: input, "an accepted path is written again as it was read")
        hold((1...Tile.widthMax).contains(tile.width) && tile.index >= 0, "a tile is within bounds")
        for size in [0, 1, 255, 256, 257, 65_536, 70_000, Int.max] where tile.belongs(toLogOf: size) {
            let position = tile.index * Tile.widthMax
            hold(
                Tile.holding(tile.content, position: position, size: size) == tile,
                "a tile that belongs to a log is the one that holds its first row")
        }
    }
}

/// Entry bundles: what is accepted is written again to the byte.
enum BundleTarget: FuzzTarget {
    static func run(_ input: [UInt8]) {
        guard let leaves = EntryBundle.decode(input) else { return }
        demand(
            EntryBundle.encode(leaves), equals: input, "an accepted bundle is written again as it was read")
        hold(
            leaves.allSatisfy { $0.count <= LeafLimits.storedLeafBytesMax }, "a leaf is within bounds")
    }
}
