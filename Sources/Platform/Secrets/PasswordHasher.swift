import Crypto
import CryptoExtras
import Foundation
import NIOPosix
import Synchronization

/// Hashes and checks passwords by scrypt (RFC 7914), one at a time.
///
/// A hash is slow and takes 32 MiB on purpose, so a crowd of sign-ins may not take the whole machine: work waits in a
/// bounded line and what does not fit is refused. Passwords are brought to Unicode's form NFC first, so that the same
/// word typed on two keyboards is the same password.
public struct PasswordHasher: Sendable {
    /// What one hash costs. Memory is `128 · blockSize · 2^logarithm` bytes.
    public struct Cost: Sendable, Hashable {
        public let logarithm: Int
        public let blockSize: Int
        public let parallelism: Int

        /// The cost for real passwords: 32 MiB and about 0.1 s.
        public static let standard = Cost(logarithm: 15)

        /// - Parameter logarithm: the number of rounds is 2 to this power; 10 to 20.
        public init(logarithm: Int, blockSize: Int = 8, parallelism: Int = 1) {
            precondition((10...20).contains(logarithm), "scrypt's cost must be 2^10 to 2^20")
            self.logarithm = logarithm
            self.blockSize = blockSize
            self.parallelism = parallelism
        }
    }

    /// Why a password was not hashed or checked.
    public enum Failure: Error, Equatable {
        /// Too many others wait; ask the person to try again in a moment.
        case busy
    }

    private let cost: Cost
    private let line: Line
    private let decoy: StoredPassword

    /// - Parameters:
    ///   - cost: what new hashes cost; older hashes are checked at the cost they were made with.
    ///   - waiting: how many may wait for their turn.
    public init(cost: Cost = .standard, waiting: Int = 64) {
        self.cost = cost
        line = Line(limit: waiting)
        decoy = StoredPassword(
            cost: cost, salt: SecretBytes.random(count: StoredPassword.saltLength),
            hash: SecretBytes.random(count: StoredPassword.hashLength))
    }

    /// The text to store for a password: `scrypt$15$8$1$salt$hash`.
    public func hash(_ password: String) async throws -> String {
        let cost = cost
        return try await line.run {
            let salt = SecretBytes.random(count: StoredPassword.saltLength)
            let hash = try StoredPassword.derive(password, salt: salt, cost: cost)
            return StoredPassword(cost: cost, salt: salt, hash: hash).text
        }
    }

    /// Whether a password is the one that was stored.
    ///
    /// - Parameter stored: nil for an unknown account: the same work is done and the answer is no, so that the time
    ///   it takes does not tell which accounts exist. Unreadable text is treated likewise.
    public func verify(_ password: String, stored: String?) async throws -> Bool {
        let known = stored.flatMap(StoredPassword.init(text:))
        let subject = known ?? decoy
        let matches = try await line.run {
            let hash = try StoredPassword.derive(password, salt: subject.salt, cost: subject.cost)
            return SecretBytes.equal(hash, subject.hash)
        }
        return matches && known != nil
    }

    /// Whether a stored hash costs something else than new ones do, and should be made anew at the next sign-in.
    public func needsRehash(_ stored: String) -> Bool { StoredPassword(text: stored)?.cost != cost }
}

/// The parts of a stored password.
private struct StoredPassword: Sendable {
    static let saltLength = 16
    static let hashLength = 32

    let cost: PasswordHasher.Cost
    let salt: Data
    let hash: Data

    init(cost: PasswordHasher.Cost, salt: Data, hash: Data) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Nil when the text is not ours, or asks for more work than a broken row should be able to cause.
    init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let logarithm = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), (10...20).contains(logarithm), (1...16).contains(blockSize),
            (1...4).contains(parallelism), let salt = Data(base64URL: String(parts[4])),
            let hash = Data(base64URL: String(parts[5])), !salt.isEmpty, hash.count == Self.hashLength
        else { return nil }
        cost = PasswordHasher.Cost(logarithm: logarithm, blockSize: blockSize, parallelism: parallelism)
        self.salt = salt
        self.hash = hash
    }

    var text: String {
        "scrypt$\(cost.logarithm)$\(cost.blockSize)$\(cost.parallelism)$\(salt.base64URL)$\(hash.base64URL)"
    }

    static func derive(_ password: String, salt: Data, cost: PasswordHasher.Cost) throws -> Data {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(password.precomposedStringWithCanonicalMapping.utf8), salt: salt, outputByteCount: hashLength,
            rounds: 1 << cost.logarithm, blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Data($0) }
    }
}

/// One thread with a bounded queue in front of it. The thread ends with the last hasher that uses it.
private final class Line: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let waiting = Mutex(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
        pool.start()
    }

    deinit { pool.shutdownGracefully { _ in } }

    func run<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        let admitted = waiting.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard admitted else { throw PasswordHasher.Failure.busy }
        defer { waiting.withLock { $0 -= 1 } }
        return try await pool.runIfActive(work)
    }
}
