import Conversations
import Detection

/// How many values of each class the caller's own organisation wrote into one request's text.
///
/// WHY by form and never by match: a list of guesses is told by its length, and nothing here may depend on a hit.
struct OwnValues {
    /// More different values of one class than anybody writes of one customer.
    static let valuesMax = 12
    /// Whether some class has more values than that.
    let isGuessList: Bool

    init(_ findings: [[Finding]], _ originals: [[UInt8]], _ isOwn: [Bool]) {
        guard isOwn.contains(true) else {
            isGuessList = false
            return
        }
        var values: [FieldClass: Set<[UInt8]>] = [:]
        for place in isOwn.indices where isOwn[place] {
            for finding in findings[place] {
                values[finding.fieldClass, default: []].insert(Array(originals[place][finding.range]))
            }
        }
        isGuessList = values.values.contains { $0.count > Self.valuesMax }
    }
}
