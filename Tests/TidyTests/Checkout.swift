import Foundation

/// The checkout that the tests were built from.
struct Checkout {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Paths below a folder with an ending, relative to the root, in order; build products are left out.
    func files(below folder: String, ending: String) -> [String] {
        let walk = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
        let paths = (walk?.allObjects as? [String] ?? []).filter {
            $0.hasSuffix(ending) && !$0.contains(".build")
        }
        return paths.map { folder + "/" + $0 }.sorted()
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    var swiftFiles: [String] {
        ["Sources", "Tests", "Benchmarks"].flatMap { files(below: $0, ending: ".swift") }
    }
}
