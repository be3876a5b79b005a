import CPhoneNumber
public import Conversations

/// Telephone numbers as libphonenumber knows them: the numbering plans of every country.
public struct LibraryPhoneNumbers: PhoneNumbers {
    /// Longer texts are no numbers; the library itself stops at 250.
    private static let textBytesMax = 64

    /// Reads nothing before the first number.
    public init() {}

    /// Reads a number as written; what a country's plan gives no number of that length for is none.
    ///
    /// Takes about 0.1 ms, so that it is for candidates only.
    ///
    /// - Parameters:
    ///   - text: the number, 1 to 64 bytes.
    ///   - region: of the reader; without one only numbers with `+` and a country code are read.
    /// - Returns: E.164, with `;ext=` (RFC 3966 section 3) when it has an extension.
    public func e164(_ text: String, region: RegionID?) -> String? {
        guard (1...Self.textBytesMax).contains(text.utf8.count), !text.utf8.contains(0) else { return nil }
        let region = region?.text.uppercased() ?? "ZZ"
        guard region.utf8.count == 2, region.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            return nil
        }
        var text = text
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(cphonenumber_e164_max)) {
            room, count in
            count = text.withUTF8 { text in
                unsafe text.withMemoryRebound(to: CChar.self) { text in
                    unsafe room.withMemoryRebound(to: CChar.self) { room in
                        guard let start = text.baseAddress, let out = room.baseAddress else { return 0 }
                        return unsafe cphonenumber_e164(start, text.count, region, out)
                    }
                }
            }
        }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
