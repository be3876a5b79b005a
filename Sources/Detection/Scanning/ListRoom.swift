/// Memory that several lists begin in.
///
/// WHY: a message of a line or two is read into a dozen lists, and one piece of memory is asked for instead of twelve.
@safe struct ListRoom {
    private let base: UnsafeMutableRawPointer
    private let byteCount: Int
    private var used = 0
    private static let alignment = 16

    /// - Parameter bytes: for all lists together, with up to fifteen more for each.
    init(bytes: Int) {
        byteCount = bytes
        unsafe base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.alignment)
    }

    /// Room for so many elements.
    @unsafe mutating func take<Element: BitwiseCopyable>(_ count: Int) -> UnsafeMutablePointer<Element> {
        let start = (used + Self.alignment - 1) & ~(Self.alignment - 1)
        used = start + count * MemoryLayout<Element>.stride
        precondition(used <= byteCount, "lists must fit the room that they begin in")
        return unsafe (base + start).bindMemory(to: Element.self, capacity: count)
    }

    /// Frees the memory; no list may be in it any more.
    func free() { unsafe base.deallocate() }
}
