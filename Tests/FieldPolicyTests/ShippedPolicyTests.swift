import FieldPolicy
import RuleFiles
import Testing

@Suite struct ShippedPolicyTests {
    @Test("the shipped policy has no fault and no remark") func sound() throws {
        let check = PolicyCheck(folder: try Shipped.folder())
        #expect(check.faults.map(\.description) == [])
        #expect(check.remarks.map(\.description) == [])
    }
}
