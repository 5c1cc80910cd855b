import Database
import Languages
public import Platform

/// Who a test asks as: one person for each role that there is, and somebody without an account.
public enum Persona: String, CaseIterable, Sendable {
    case visitor, resident, member, assessor, researcher
    case officerOfCityA = "officer-a", officerOfCityB = "officer-b"
    case coordinatorOfNetworkA = "coordinator-a", coordinatorOfNetworkB = "coordinator-b"
    case administrator

    /// The role and the scope, by the address part of the scope's entry.
    var grant: (role: Role, kind: ScopeKind, slug: String)? {
        switch self {
        case .visitor, .resident: nil
        case .member: (.member, .network, "network-a")
        case .assessor: (.assessor, .programme, "network-a")
        case .researcher: (.researcher, .installation, "")
        case .officerOfCityA: (.officer, .city, "city-a")
        case .officerOfCityB: (.officer, .city, "city-b")
        case .coordinatorOfNetworkA: (.coordinator, .network, "network-a")
        case .coordinatorOfNetworkB: (.coordinator, .network, "network-b")
        case .administrator: (.administrator, .installation, "")
        }
    }
}

/// A person of the test house, with what is needed to come in by each door.
public struct TestPerson: Sendable {
    /// The password of every person of the test house.
    public static let password = "correct horse battery staple"

    public let id: String
    public let name: String
    public let email: String
    /// The token of a browser's session, as its cookie holds it.
    public let session: String
    public let writingToken: String
    public let readingToken: String
    public let viewer: Viewer

    /// Makes a person with a confirmed address, the house's password, a session and two tokens.
    static func make(
        _ name: String, passwordHash: String, grant: Grant?, now: Instant, in transaction: Transaction
    ) throws -> TestPerson {
        let id = newIdentifier(at: now)
        let email = "\(name)@people.example"
        try transaction.run(
            "INSERT INTO person (id, name, language, created_at) VALUES (\(id), \(name), 'en', \(now.milliseconds))")
        try transaction.run(
            "INSERT INTO email_address (address, person, confirmed_at) VALUES (\(email), \(id), \(now.milliseconds))")
        try transaction.run("INSERT INTO credential (person, password_hash) VALUES (\(id), \(passwordHash))")
        if let grant { try RoleGrants.give(grant, to: id, by: nil, now: now, in: transaction) }
        let session = try Sessions.begin(
            for: id, awaitsSecondFactor: false, browser: "test", now: now, in: transaction)
        let writing = try token(of: id, mayWrite: true, now: now, in: transaction)
        let reading = try token(of: id, mayWrite: false, now: now, in: transaction)
        return TestPerson(
            id: id, name: name, email: email, session: session, writingToken: writing, readingToken: reading,
            viewer: Viewer(
                person: id, name: name, grants: grant.map { [$0] } ?? [], door: .session(id: "test")))
    }

    private static func token(
        of person: String, mayWrite: Bool, now: Instant, in transaction: Transaction
    ) throws -> String {
        let (token, digest) = Token.make()
        try transaction.run(
            """
            INSERT INTO access_token (id, digest, person, name, may_write, created_at, expires_at)
            VALUES (\(newIdentifier(at: now)), \(digest.base64URL), \(person), 'test', \(mayWrite),
                    \(now.milliseconds), \(now.adding(.seconds(30 * 86_400)).milliseconds))
            """)
        return token
    }
}
