/// A list in memory that its owner keeps alive, read without counting references; bounds are checked.
///
/// WHY: a search reads these lists some times for every byte of text. A Swift array inside a class costs a reference count
/// each time, which was a fifth of all work.
/// INVARIANT: whoever holds a view also holds its owner (a ``FrozenList`` or a ``ScanScratch``) for at least as long; see
/// `withExtendedLifetime` in ``PatternSearch``.
@safe struct ListView<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, @unchecked Sendable {
    private let base: UnsafePointer<Element>
    let count: Int

    fileprivate init(_ base: UnsafePointer<Element>, _ count: Int) {
        unsafe self.base = unsafe base
        self.count = count
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    @inline(__always) subscript(index: Int) -> Element {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "a place must lie within the list")
        return unsafe base[index]
    }

    /// An element whose place was checked before.
    @inline(__always) @unsafe fileprivate func unchecked(_ index: Int) -> Element { unsafe base[index] }

    func withContiguousStorageIfAvailable<Result>(
        _ body: (UnsafeBufferPointer<Element>) throws -> Result
    ) rethrows -> Result? {
        try unsafe body(UnsafeBufferPointer(start: base, count: count))
    }

    /// Reads a text's bytes in place while the body runs; the view must not outlive it.
    static func withView<Result>(
        of text: String.UTF8View, _ body: (ListView) throws -> Result
    ) rethrows -> Result where Element == UInt8 {
        let result = try unsafe text.withContiguousStorageIfAvailable { source in
            guard let base = source.baseAddress else { return try body(FrozenList([]).view) }
            return try unsafe body(ListView(base, source.count))
        }
        if let result { return result }
        return try withView(of: Array(text), body)
    }

    /// Reads an array in place while the body runs; the view must not outlive it.
    static func withView<Result>(of list: [Element], _ body: (ListView) throws -> Result) rethrows -> Result {
        try unsafe list.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return try body(FrozenList([]).view) }
            return try unsafe body(ListView(base, source.count))
        }
    }
}

extension ListView<UInt8> {
    /// The end of a run from a place on of bytes that a condition holds for, so many at most.
    @inline(__always) func run(from place: Int, most: Int, _ holds: (UInt8) -> Bool) -> Int {
        precondition(place >= 0, "a run must begin in its list")
        let limit = Swift.min(place + most, count)
        var end = place
        while end < limit, holds(unsafe unchecked(end)) { end += 1 }
        return end
    }

    /// What a table of 256 bytes has for the eight bytes from a place on, that of the first one the lowest; behind the
    /// end what it has for nought.
    @inline(__always) func eight(at place: Int, by table: ListView<UInt8>) -> UInt64 {
        precondition(place >= 0 && table.count == 256, "eight bytes must begin in their list")
        var eight: UInt64 = 0
        if count - place >= 8 {
            for offset in 0..<8 {
                let mapped = unsafe table.unchecked(Int(unchecked(place &+ offset)))
                eight |= UInt64(mapped) << UInt64(8 * offset)
            }
        } else {
            for offset in 0..<8 {
                let byte = place + offset < count ? unsafe unchecked(place + offset) : 0
                eight |= UInt64(unsafe table.unchecked(Int(byte))) << UInt64(8 * offset)
            }
        }
        return eight
    }

    /// Eight bytes that were checked before, in the order of memory.
    @inline(__always) @unsafe fileprivate func unchecked(eightAt place: Int) -> UInt64 {
        unsafe UnsafeRawPointer(base).loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }

    /// Goes on with the hash of a word over small letters; gives where they end.
    @inline(__always) func hashLetters(from place: Int, to stop: Int, _ hash: inout UInt32) -> Int {
        precondition(place >= 0 && stop <= count, "letters to hash must lie in their list")
        var end = place
        while end < stop {
            let byte = unsafe unchecked(end)
            guard byte.isLower else { break }
            hash = (hash ^ UInt32(byte)) &* 16_777_619
            end += 1
        }
        return end
    }

    /// A number that two texts of different bytes hardly have in common.
    var digest: UInt64 {
        var digest = UInt64(truncatingIfNeeded: count)
        var place = 0
        while place + 8 <= count {
            digest = (digest ^ (unsafe unchecked(eightAt: place))) &* 0x9E37_79B9_7F4A_7C15
            digest ^= digest >> 29
            place += 8
        }
        for rest in place..<count { digest = (digest ^ UInt64(self[rest])) &* 0x9E37_79B9_7F4A_7C15 }
        return digest ^ digest >> 32
    }

    /// Whether another list has the same bytes.
    func isSame(as other: ListView) -> Bool {
        guard count == other.count else { return false }
        var place = 0
        while place + 8 <= count {
            guard unsafe unchecked(eightAt: place) == other.unchecked(eightAt: place) else { return false }
            place += 8
        }
        while place < count, self[place] == other[place] { place += 1 }
        return place == count
    }

    /// The four bytes from a place on, the first one the lowest; nought behind the end.
    @inline(__always) func four(at place: Int) -> UInt32 {
        precondition(place >= 0, "four bytes must begin in their list")
        if count - place >= 4 {
            let bytes = unsafe UnsafeRawPointer(base)
            return unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
        }
        var four: UInt32 = 0
        for offset in 0..<Swift.max(0, count - place) {
            four |= UInt32(self[place + offset]) << UInt32(8 * offset)
        }
        return four
    }

    /// Calls back for every place below an end where four bytes stand, with them as a number, the first one the lowest.
    @inline(__always) func forEachFour(below end: Int, _ body: (_ place: Int, _ four: UInt32) -> Void) {
        forEachFour(in: 0..<Swift.max(0, Swift.min(end, count - 3)), body)
    }

    /// The same for some places, at each of which four bytes stand.
    @inline(__always) func forEachFour(in places: Range<Int>, _ body: (_ place: Int, _ four: UInt32) -> Void)
    {
        precondition(
            places.isEmpty || places.lowerBound >= 0 && places.upperBound + 3 <= count,
            "four bytes must lie in their list")
        let bytes = unsafe UnsafeRawPointer(base)
        for place in places {
            let four = unsafe bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)
            body(place, UInt32(littleEndian: four))
        }
    }
}

/// A list that never changes, owned by one object.
@safe final class FrozenList<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    private let base: UnsafeMutablePointer<Element>
    private let count: Int

    init(_ list: [Element]) {
        count = list.count
        unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: Swift.max(1, list.count))
        unsafe list.withUnsafeBufferPointer { source in
            guard let first = source.baseAddress else { return }
            unsafe base.initialize(from: first, count: source.count)
        }
    }

    deinit { unsafe base.deallocate() }

    var view: ListView<Element> { unsafe ListView(UnsafePointer(base), count) }
}

extension GrowingList<UInt8> {
    /// Appends a word of another list.
    ///
    /// WHY: most words are short, and eight bytes are copied as fast as one where both lists have room for them.
    @inline(__always) mutating func append(word range: Range<Int>, of other: ListView<UInt8>) {
        guard range.count <= 8, range.lowerBound >= 0, range.lowerBound + 8 <= other.count, hasRoom(8) else {
            return append(range, of: other)
        }
        unsafe put(eight: other.unchecked(eightAt: range.lowerBound))
        lengthen(by: range.count)
    }

    /// Appends what a table of 256 bytes has for each byte of a stretch, up to the first one that it has 0 for.
    ///
    /// - Returns: how many bytes were appended.
    mutating func append(_ range: Range<Int>, of other: ListView<UInt8>, by table: ListView<UInt8>) -> Int {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= other.count && table.count == 256,
            "a stretch must lie in its list")
        reserve(count + range.count)
        var place = range.lowerBound
        while place < range.upperBound {
            let mapped = unsafe table.unchecked(Int(other.unchecked(place)))
            guard mapped != 0 else { break }
            unsafe put(mapped, at: count + place - range.lowerBound)
            place += 1
        }
        let added = place - range.lowerBound
        lengthen(by: added)
        return added
    }
}

/// A list that grows and keeps its memory when it is emptied, so that message after message is read without asking for any.
///
/// INVARIANT: one ``ScanScratch`` owns the memory and frees it once; a copy of this value is only ever taken out to be
/// filled and put back.
@safe struct GrowingList<Element: BitwiseCopyable & Sendable> {
    private var base: UnsafeMutablePointer<Element>
    private(set) var capacity: Int
    private(set) var count = 0
    // Whether the memory is its own and no part of a room.
    private var isOwned: Bool

    init(capacity: Int) {
        self.capacity = Swift.max(16, capacity)
        isOwned = true
        unsafe base = UnsafeMutablePointer<Element>.allocate(capacity: self.capacity)
    }

    /// Begins in a room that several lists share, which its owner keeps for as long as the list; asks for memory of its
    /// own when that is full.
    init(in room: inout ListRoom, capacity: Int) {
        self.capacity = capacity
        isOwned = false
        unsafe base = room.take(capacity)
    }

    @inline(__always) mutating func append(_ element: Element) {
        if count == capacity { grow(to: count + 1) }
        unsafe base[count] = element
        count += 1
    }

    /// Appends a stretch of another list.
    mutating func append(_ range: Range<Int>, of other: GrowingList) {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= other.count, "a stretch must lie in its list")
        reserve(count + range.count)
        unsafe (base + count).update(from: other.base + range.lowerBound, count: range.count)
        count += range.count
    }

    /// Appends a stretch of a list that is read only.
    @inline(__always) mutating func append(_ range: Range<Int>, of other: ListView<Element>) {
        precondition(
            range.lowerBound >= 0 && range.upperBound <= other.count, "a stretch must lie in its list")
        if count + range.count > capacity { grow(to: count + range.count) }
        var place = unsafe base + count
        for index in range {
            unsafe place.pointee = other.unchecked(index)
            unsafe place += 1
        }
        count += range.count
    }

    /// Appends one element some times.
    @inline(__always) mutating func append(_ element: Element, times: Int) {
        if count + times > capacity { grow(to: count + times) }
        for place in count..<count + times { unsafe base[place] = element }
        count += times
    }

    /// Makes all places of a length the same.
    mutating func fill(_ element: Element, count: Int) {
        reserve(count)
        unsafe base.update(repeating: element, count: count)
        self.count = count
    }

    @inline(__always) subscript(index: Int) -> Element {
        get {
            precondition(
                UInt(bitPattern: index) < UInt(bitPattern: count), "a place must lie within the list")
            return unsafe base[index]
        }
        set {
            precondition(
                UInt(bitPattern: index) < UInt(bitPattern: count), "a place must lie within the list")
            unsafe base[index] = newValue
        }
    }

    mutating func removeAll() { count = 0 }

    /// Drops the elements behind the first ones.
    mutating func shorten(to kept: Int) { count = min(count, max(0, kept)) }

    /// Appends a few elements one by one.
    @inline(__always) mutating func append(of others: some Sequence<Element>) {
        for other in others { append(other) }
    }

    /// Writes to a place for which room was made before.
    @inline(__always) @unsafe fileprivate func put(_ element: Element, at place: Int) {
        unsafe base[place] = element
    }

    /// Whether so many elements more have room.
    @inline(__always) fileprivate func hasRoom(_ more: Int) -> Bool { count + more <= capacity }

    /// Writes eight bytes behind the last element, for which there is room.
    @inline(__always) @unsafe fileprivate func put(eight: UInt64) where Element == UInt8 {
        unsafe UnsafeMutableRawPointer(base + count).storeBytes(of: eight, as: UInt64.self)
    }

    /// Appends a number some times, most often a few.
    @inline(__always) mutating func append(_ element: Int32, aFew times: Int) where Element == Int32 {
        guard times <= 8, hasRoom(8) else { return append(element, times: times) }
        unsafe UnsafeMutableRawPointer(base + count).storeBytes(
            of: SIMD8<Int32>(repeating: element), as: SIMD8<Int32>.self)
        count += times
    }

    /// Counts elements that were put there.
    fileprivate mutating func lengthen(by added: Int) { count += added }

    mutating func reserve(_ wanted: Int) {
        if wanted > capacity { grow(to: wanted) }
    }

    @inline(never) private mutating func grow(to wanted: Int) {
        let room = Swift.max(wanted, capacity * 2, 16)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: room)
        unsafe larger.update(from: base, count: count)
        free()
        unsafe base = larger
        capacity = room
        isOwned = true
    }

    /// Frees the memory; nothing may be asked of the list afterwards.
    func free() {
        if isOwned { unsafe base.deallocate() }
    }

    /// What is in the list now; good until the list changes.
    var view: ListView<Element> { unsafe ListView(UnsafePointer(base), count) }
}
