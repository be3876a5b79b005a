import Conversations

/// Token buckets, one a key, with a bound on how many are kept.
struct TokenBuckets<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: Timestamp
    }

    private let perMillisecond: Double
    private let burst: Double
    private let keysMax: Int
    private var buckets: [Key: Bucket] = [:]

    /// - Parameters:
    ///   - perMinute: requests a minute in the long run, at least 1.
    ///   - burst: requests at once after a pause, at least 1.
    ///   - keysMax: how many keys are remembered; when all of them are in use, a new one must wait.
    init(perMinute: Int, burst: Int, keysMax: Int = 10_000) {
        perMillisecond = Double(perMinute) / 60_000
        self.burst = Double(burst)
        self.keysMax = keysMax
    }

    /// Takes one token.
    ///
    /// - Returns: `nil` when there was one, else after how many whole seconds there will be; at least 1.
    mutating func take(_ key: Key, at now: Timestamp) -> Int? {
        if buckets[key] == nil, buckets.count >= keysMax {
            // WHY: a bucket that has filled up again is no different from one that never was.
            buckets = buckets.filter { filled($0.value, at: now).tokens < burst }
            guard buckets.count < keysMax else { return 1 }
        }
        var bucket = buckets[key].map { filled($0, at: now) } ?? Bucket(tokens: burst, at: now)
        defer { buckets[key] = bucket }
        guard bucket.tokens >= 1 else {
            return max(1, Int(((1 - bucket.tokens) / perMillisecond / 1000).rounded(.up)))
        }
        bucket.tokens -= 1
        return nil
    }

    /// The bucket as it stands now; a clock that went back fills nothing.
    private func filled(_ bucket: Bucket, at now: Timestamp) -> Bucket {
        let elapsed = Double(max(0, now.milliseconds - bucket.at.milliseconds))
        return Bucket(tokens: min(burst, bucket.tokens + elapsed * perMillisecond), at: max(bucket.at, now))
    }
}
