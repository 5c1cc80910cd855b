public import Languages
import Synchronization

/// Tokens that drip in at a steady rate up to a limit; each request takes some out.
public struct TokenBucket: Sendable, Hashable {
    /// How large a burst is let through, and how fast tokens come back.
    public struct Rate: Sendable, Hashable {
        public let burst: Int
        public let perSecond: Double

        /// - Parameters:
        ///   - burst: the most that pass at once; at least 1.
        ///   - perSecond: how many pass each second in the long run; more than 0.
        public init(burst: Int, perSecond: Double) {
            precondition(burst >= 1 && perSecond > 0, "a rate lets something through")
            self.burst = burst
            self.perSecond = perSecond
        }

        /// So many in so many seconds, all of them at once if somebody likes.
        public static func upTo(_ count: Int, inSeconds seconds: Int) -> Rate {
            Rate(burst: count, perSecond: Double(count) / Double(seconds))
        }
    }

    /// What became of a request.
    public enum Verdict: Sendable, Hashable {
        case allowed
        /// Refused; enough will have dripped in after this many whole seconds (the `Retry-After` header).
        case refused(retryAfter: Int)
    }

    private var tokens: Double
    private var filled: Instant

    /// A full bucket.
    public init(rate: Rate, at instant: Instant) {
        tokens = Double(rate.burst)
        filled = instant
    }

    /// Takes tokens out, or says when to come back. A clock that runs backwards adds nothing and takes nothing.
    public mutating func take(_ count: Int = 1, rate: Rate, at instant: Instant) -> Verdict {
        let elapsed = Double(max(0, instant.milliseconds - filled.milliseconds)) / 1000
        tokens = min(Double(rate.burst), tokens + elapsed * rate.perSecond)
        filled = max(filled, instant)
        // Adding many small drips loses a little; a token that lacks only rounding is a token.
        if tokens + 1e-9 >= Double(count) {
            tokens = max(0, tokens - Double(count))
            return .allowed
        }
        let missing = Double(min(count, rate.burst)) - tokens
        return .refused(retryAfter: max(1, Int((missing / rate.perSecond).rounded(.up))))
    }
}

/// A token bucket for each key (an address prefix, an account, a mail address), in bounded memory.
///
/// Keys live in two generations: when the younger is full, the elder, whose keys were not used since, is forgotten and
/// the younger takes its place. So each request costs constant time, and whoever keeps asking is never forgotten
/// while fewer than half of `maximumKeys` others ask in between.
public final class RateLimiter: Sendable {
    private struct Generations: Sendable {
        var younger: [String: TokenBucket] = [:]
        var elder: [String: TokenBucket] = [:]
    }

    private let rate: TokenBucket.Rate
    private let generationSize: Int
    private let generations = Mutex(Generations())

    /// - Parameter maximumKeys: how many keys are remembered at most; at least 2.
    public init(rate: TokenBucket.Rate, maximumKeys: Int = 20_000) {
        precondition(maximumKeys >= 2, "a limiter remembers at least two keys")
        self.rate = rate
        generationSize = maximumKeys / 2
    }

    /// Counts a request against a key.
    ///
    /// - Parameter count: what the request weighs, 1 for an ordinary one.
    public func take(_ count: Int = 1, from key: String, at instant: Instant = .now) -> TokenBucket.Verdict {
        generations.withLock { generations in
            var bucket =
                generations.younger[key] ?? generations.elder.removeValue(forKey: key)
                ?? TokenBucket(rate: rate, at: instant)
            let verdict = bucket.take(count, rate: rate, at: instant)
            if generations.younger[key] == nil, generations.younger.count >= generationSize {
                generations.elder = generations.younger
                generations.younger = [:]
            }
            generations.younger[key] = bucket
            return verdict
        }
    }

    /// Forgets a key, as after a successful sign-in.
    public func reset(_ key: String) {
        generations.withLock { generations in
            generations.younger[key] = nil
            generations.elder[key] = nil
        }
    }

    /// How many keys are remembered now.
    public var rememberedKeys: Int { generations.withLock { $0.younger.count + $0.elder.count } }
}
