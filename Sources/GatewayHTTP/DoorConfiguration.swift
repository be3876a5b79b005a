/// A value of the door's configuration that cannot be.
public struct DoorConfigurationProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The member, for example `bodyBytesMax`.
    public let member: String
    /// The values that can be.
    public let expected: ClosedRange<Int>
    /// The value given.
    public let found: Int

    /// Names the member, what was expected and what was found.
    public var description: String {
        "\(member) must be \(expected.lowerBound) to \(expected.upperBound), found \(found)"
    }
}

/// How often one caller may ask.
public struct CallerRateLimit: Hashable, Sendable {
    /// Requests a minute in the long run.
    public let perMinute: Int
    /// Requests at once after a pause.
    public let burst: Int

    /// Bounds one caller.
    ///
    /// - Parameters:
    ///   - perMinute: 1 to 1,000,000.
    ///   - burst: 1 to 100,000.
    /// - Throws: ``DoorConfigurationProblem`` for a value outside its range.
    public init(perMinute: Int = 600, burst: Int = 60) throws(DoorConfigurationProblem) {
        self.perMinute = try bounded("rate.perMinute", perMinute, 1...1_000_000)
        self.burst = try bounded("rate.burst", burst, 1...100_000)
    }
}

/// Address and bounds of the HTTP door. There is a bound on everything that a client can make long, many or slow.
public struct DoorConfiguration: Sendable {
    /// The host name or address to listen on; loopback unless told otherwise.
    public let host: String
    /// The port to listen on; 0 takes a free one.
    public let port: Int
    /// The longest body, in bytes; over it is 413.
    public let bodyBytesMax: Int
    /// How long a body may take to arrive, in seconds; longer is 400.
    public let bodySeconds: Int
    /// How many arrays and objects of a body may be open at once; more is 400.
    public let bodyDepthMax: Int
    /// After how many seconds a request is told to stop; what it answers then is sent.
    public let requestSeconds: Int
    /// How many requests are answered at once, health and metrics not counted; more is 429.
    public let requestsAtOnceMax: Int
    /// How many connections are open at once; further ones wait in the kernel.
    public let connectionsMax: Int
    /// How long a connection may be idle, in seconds.
    public let idleSeconds: Int
    /// The longest header section and the longest single header, in bytes; more is 400 and the connection closes.
    public let headerBytesMax: Int
    /// The most headers; more is 400 and the connection closes.
    public let headersMax: Int
    /// The bound on each caller, `nil` for none.
    public let rate: CallerRateLimit?

    /// Joins the bounds.
    ///
    /// - Throws: ``DoorConfigurationProblem`` for the first value outside its range.
    public init(
        host: String = "127.0.0.1", port: Int = 8080, bodyBytesMax: Int = 64 << 10, bodySeconds: Int = 10,
        bodyDepthMax: Int = 16, requestSeconds: Int = 30, requestsAtOnceMax: Int = 256,
        connectionsMax: Int = 1024, idleSeconds: Int = 60, headerBytesMax: Int = 32 << 10,
        headersMax: Int = 100, rate: CallerRateLimit?
    ) throws(DoorConfigurationProblem) {
        self.host = host
        self.port = try bounded("port", port, 0...65_535)
        self.bodyBytesMax = try bounded("bodyBytesMax", bodyBytesMax, 256...(16 << 20))
        self.bodySeconds = try bounded("bodySeconds", bodySeconds, 1...300)
        self.bodyDepthMax = try bounded("bodyDepthMax", bodyDepthMax, 2...64)
        self.requestSeconds = try bounded("requestSeconds", requestSeconds, 1...300)
        self.requestsAtOnceMax = try bounded("requestsAtOnceMax", requestsAtOnceMax, 1...65_536)
        self.connectionsMax = try bounded("connectionsMax", connectionsMax, 1...65_536)
        self.idleSeconds = try bounded("idleSeconds", idleSeconds, 1...3600)
        // WHY: a token may hold 8 KiB, so a smaller section would refuse what the verifier accepts.
        self.headerBytesMax = try bounded("headerBytesMax", headerBytesMax, (12 << 10)...(1 << 20))
        self.headersMax = try bounded("headersMax", headersMax, 16...1000)
        self.rate = rate
    }
}

/// A value within its range, or the problem that names it.
func bounded(
    _ member: String, _ value: Int, _ expected: ClosedRange<Int>
) throws(DoorConfigurationProblem) -> Int {
    guard expected.contains(value) else {
        throw DoorConfigurationProblem(member: member, expected: expected, found: value)
    }
    return value
}
