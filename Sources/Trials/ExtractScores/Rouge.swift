/// ROUGE F1 as commonly reported: lower case, ASCII words, Porter stems of words longer than three letters.
enum Rouge {
    /// Lower-case ASCII words.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var current: [UInt8] = []
        for byte in text.lowercased().utf8 {
            if (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) {
                current.append(byte)
            } else if !current.isEmpty {
                words.append(String(decoding: current, as: UTF8.self))
                current = []
            }
        }
        if !current.isEmpty { words.append(String(decoding: current, as: UTF8.self)) }
        return words
    }

    /// The stems of a text.
    static func stems(_ text: String) -> [String] {
        words(text).map { $0.utf8.count > 3 ? PorterStemmer.stem($0) : $0 }
    }

    /// F1 over runs of `size` stems.
    static func overlap(_ left: [String], _ right: [String], size: Int) -> Double {
        let grams = [left, right].map { stems in
            stems.count < size
                ? [] : (0...(stems.count - size)).map { stems[$0..<($0 + size)].joined(separator: " ") }
        }
        var counts: [String: Int] = [:]
        for gram in grams[0] { counts[gram, default: 0] += 1 }
        var shared = 0
        for gram in grams[1] {
            guard let count = counts[gram], count > 0 else { continue }
            counts[gram] = count - 1
            shared += 1
        }
        return f1(shared, grams[0].count, grams[1].count)
    }

    /// F1 over the longest common subsequence.
    static func sequence(_ left: [String], _ right: [String]) -> Double {
        var row = Array(repeating: 0, count: right.count + 1)
        for word in left {
            var diagonal = 0
            for (index, other) in right.enumerated() {
                let above = row[index + 1]
                row[index + 1] = word == other ? diagonal + 1 : max(above, row[index])
                diagonal = above
            }
        }
        return f1(row[right.count], left.count, right.count)
    }

    /// The harmonic mean of precision and recall.
    static func f1(_ shared: Int, _ left: Int, _ right: Int) -> Double {
        left + right == 0 ? 0 : 2 * Double(shared) / Double(left + right)
    }
}
