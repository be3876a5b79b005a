import AsyncHTTPClient
public import AuditTrail
import NIOHTTP1

/// A published log by URL, for the verifier: every file within a bound of bytes and a deadline, no redirect
/// followed.
///
/// Files cannot be listed over HTTP, so an extra one goes unseen. Entry bundles are asked for only with a
/// token, and the token goes with nothing else. What a server refuses for the moment (429, 503, a broken
/// connection) is asked for again, twice.
public final class HTTPLogReader: LogReader {
    /// How many requests may be under way at once.
    static let connectionsMax = 8
    /// The longest list of stamped sizes, in bytes.
    static let stampListBytesMax = 2 << 20

    private let address: LogAddress
    private let token: String?
    private let exchange: BoundedExchange
    private let timeoutSeconds: Int
    private let pauseMilliseconds: [Int64]

    /// Makes a reader; close it when it is no longer needed.
    ///
    /// - Parameters:
    ///   - address: the log.
    ///   - token: a bearer token for entry bundles, `nil` to read what is public.
    ///   - timeoutSeconds: for one file, from connecting to the last byte, at least 1.
    ///   - pauseMilliseconds: how long to wait before each further attempt.
    /// - Throws: ``LogAddress/Problem/tokenInTheClear``.
    public init(
        _ address: LogAddress, token: String? = nil, timeoutSeconds: Int = 30,
        pauseMilliseconds: [Int64] = [250, 1_000]
    ) throws(LogAddress.Problem) {
        precondition(timeoutSeconds >= 1, "a file may take a second or more")
        guard token == nil || address.isPrivate else { throw .tokenInTheClear }
        self.address = address
        self.token = token
        self.timeoutSeconds = timeoutSeconds
        self.pauseMilliseconds = pauseMilliseconds
        exchange = BoundedExchange(
            deadlineMilliseconds: timeoutSeconds * 1_000, connectionsMax: Self.connectionsMax)
    }

    /// Closes the connections; nothing can be read afterwards.
    public func close() async { await exchange.close() }

    /// Files cannot be listed.
    public func paths() async throws(LogReadFailure) -> [String]? { nil }

    /// The sizes that `stamps` lists, one a line; none where a server has no such list.
    public func stampedSizes() async throws(LogReadFailure) -> [Int] {
        let bytes: [UInt8]
        do throws(LogReadFailure) {
            bytes = try await self.bytes(of: StampFile.directory, byteCountMax: Self.stampListBytesMax)
        } catch {
            guard error == .missing else { throw error }
            return []
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let sizes = lines.compactMap { Int($0) }
        guard sizes.count == lines.count else {
            throw .failed("expected the sizes of stamps, one a line, found something else")
        }
        return sizes
    }

    /// The bytes of one file.
    public func bytes(of path: String, byteCountMax: Int) async throws(LogReadFailure) -> [UInt8] {
        let isEntries = Tile(path: path)?.content == .entries
        guard !isEntries || token != nil else { throw .forbidden }
        for pause in pauseMilliseconds {
            switch await attempt(path, isAuthorised: isEntries, byteCountMax: byteCountMax) {
            case .done(let bytes): return bytes
            case .refused(let failure): throw failure
            case .again: try? await Task.sleep(for: .milliseconds(pause))
            }
        }
        switch await attempt(path, isAuthorised: isEntries, byteCountMax: byteCountMax) {
        case .done(let bytes): return bytes
        case .refused(let failure), .again(let failure): throw failure
        }
    }

    /// What came of one request.
    private enum Attempt {
        case done([UInt8])
        case refused(LogReadFailure)
        case again(LogReadFailure)
    }

    private func attempt(_ path: String, isAuthorised: Bool, byteCountMax: Int) async -> Attempt {
        var request = HTTPClientRequest(url: address.text + "/" + path)
        request.headers.add(name: "Accept", value: "*/*")
        if isAuthorised, let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        do throws(BoundedExchange.Failure) {
            let answer = try await exchange.answer(to: request, bodyBytesMax: byteCountMax) { status, _ in
                status == .ok
            }
            guard answer.status == .ok else { return Self.outcome(of: Int(answer.status.code)) }
            return .done(answer.body)
        } catch {
            switch error {
            case .tooLong: return .refused(.tooLong)
            case .cancelled: return .refused(.failed("the reading was cancelled"))
            case .late: return .again(.failed("no whole answer within \(timeoutSeconds) seconds"))
            case .unreachable: return .again(.failed("the server cannot be reached"))
            }
        }
    }

    private static func outcome(of status: Int) -> Attempt {
        switch status {
        case 404, 410: .refused(.missing)
        case 401, 403: .refused(.forbidden)
        case 429, 502, 503, 504: .again(.failed("expected status 200, found \(status)"))
        case 300..<400: .refused(.failed("expected status 200, found \(status): redirects are not followed"))
        default: .refused(.failed("expected status 200, found \(status)"))
        }
    }
}
