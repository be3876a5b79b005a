import Foundation

/// One parser under attack, and what must hold for every input that it accepts.
protocol FuzzTarget {
    /// Reads the input; a property that fails stops the process, which the fuzzer reports with the input.
    static func run(_ input: [UInt8])
}

extension FuzzTarget {
    /// Stops the process, with the sentence that turned out false, when a property does not hold.
    ///
    /// WHY not `precondition`: an optimised build prints no message for it.
    static func hold(_ claim: Bool, _ sentence: String) {
        guard !claim else { return }
        FileHandle.standardError.write(Data("broken: \(sentence)\n".utf8))
        abort()
    }

    /// Holds two texts against each other to the byte.
    static func demand(_ written: some Sequence<UInt8>, equals input: [UInt8], _ sentence: String) {
        hold(Array(written) == input, sentence)
    }
}
