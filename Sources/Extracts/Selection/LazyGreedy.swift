/// Takes candidates by falling gain, looking again only at those that reach the top.
///
/// Gains may only fall as others are taken, so a stale gain is an upper bound and a fresh one that still
/// leads is the best.
struct LazyGreedy {
    private struct Entry {
        let gain: Int64
        let index: Int

        // INVARIANT: ties go to the smaller index.
        func isBefore(_ other: Entry) -> Bool {
            gain == other.gain ? index < other.index : gain > other.gain
        }
    }

    private var heap: [Entry] = []
    private let floor: Int64

    /// Ranks all candidates.
    ///
    /// - Parameters:
    ///   - count: candidates are numbered from 0.
    ///   - floor: a gain at or below this is never offered.
    ///   - gain: what a candidate is worth now.
    init(_ count: Int, above floor: Int64, gain: (Int) -> Int64) {
        self.floor = floor
        for index in 0..<count {
            let first = gain(index)
            if first > floor { push(Entry(gain: first, index: index)) }
        }
    }

    /// The best candidate by its gain as it is now; each is offered once.
    mutating func next(_ gain: (Int) -> Int64) -> Int? {
        while let top = pop() {
            let fresh = Entry(gain: min(gain(top.index), top.gain), index: top.index)
            guard fresh.gain > floor else { continue }
            guard let rival = heap.first, rival.isBefore(fresh) else { return fresh.index }
            push(fresh)
        }
        return nil
    }

    private mutating func push(_ entry: Entry) {
        heap.append(entry)
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func pop() -> Entry? {
        guard let top = heap.first else { return nil }
        let last = heap.removeLast()
        if heap.isEmpty { return top }
        heap[0] = last
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return top }
            let right = left + 1
            let child = right < heap.count && heap[right].isBefore(heap[left]) ? right : left
            guard heap[child].isBefore(heap[parent]) else { return top }
            heap.swapAt(child, parent)
            parent = child
        }
    }
}
