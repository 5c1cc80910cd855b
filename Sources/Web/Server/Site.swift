public import Database
public import Languages
public import Logging
public import Platform

/// The installation as handlers see it: its services and how it looks.
public struct Site: Sendable {
    public let database: Database
    public let runner: ActionRunner
    public let catalogues: Catalogues
    public let staticFiles: StaticFiles
    public let signer: TokenSigner
    public let passwords: PasswordHasher
    public let settings: SettingsCache
    public let logger: Logger
    public let sessions: Sessions
    public let accessTokens: AccessTokens
    /// The address people reach the installation at, such as `https://innocities.example`, or nil when not configured.
    public let origin: String?
    /// Whether this is a demonstration: every page says so, and demo people are offered at one click.
    public let isDemonstration: Bool
    /// Whether a proxy in front is trusted to tell the address of the peer.
    public let trustsProxy: Bool
    /// The main navigation: message and path, in order.
    public let navigation: [NavigationItem]
    /// Links of a signed-in person's menu, those that only some may use with a test.
    public let accountLinks: [AccountLink]
    /// Where links in mails lead when no origin is configured: the address the server listens at, never a header's.
    public let listeningAddress: String
    public let limits = Limits()
    /// How many requests this node has answered.
    public let traffic = Traffic()
    /// Version, folders and the inventory of personal data.
    public var installation = Installation()

    /// What links in mails begin with.
    public var mailOrigin: String { origin ?? listeningAddress }

    public var assets: Assets { staticFiles.assets }
    public var now: Instant { runner.now() }

    /// A section of the product in the main navigation.
    public struct NavigationItem: Sendable {
        public let label: Message
        public let path: String

        public init(_ label: Message, _ path: String) {
            self.label = label
            self.path = path
        }
    }

    /// A link of the account menu.
    public struct AccountLink: Sendable {
        public let label: Message
        public let path: String
        public let isFor: @Sendable (Viewer) -> Bool

        public init(
            _ label: Message, _ path: String, isFor: @escaping @Sendable (Viewer) -> Bool = { $0.isSignedIn }
        ) {
            self.label = label
            self.path = path
            self.isFor = isFor
        }
    }

    /// How often one peer or one account may do what costs or what can be guessed at.
    public struct Limits: Sendable {
        public let requests = RateLimiter(rate: .init(burst: 400, perSecond: 40))
        public let signInsByPeer = RateLimiter(rate: .upTo(30, inSeconds: 600))
        public let signInsByAccount = RateLimiter(rate: .upTo(8, inSeconds: 600))
        public let mailsByAddress = RateLimiter(rate: .upTo(4, inSeconds: 3600))
        public let mailsByPeer = RateLimiter(rate: .upTo(12, inSeconds: 3600))
        public let writesByPeer = RateLimiter(rate: .upTo(240, inSeconds: 60))
    }

    public init(
        database: Database, runner: ActionRunner, catalogues: Catalogues, staticFiles: StaticFiles,
        signer: TokenSigner, passwords: PasswordHasher, settings: SettingsCache, logger: Logger,
        origin: String?, isDemonstration: Bool, trustsProxy: Bool,
        navigation: [NavigationItem], accountLinks: [AccountLink], listeningAddress: String = "http://127.0.0.1:8080"
    ) {
        self.database = database
        self.runner = runner
        self.catalogues = catalogues
        self.staticFiles = staticFiles
        self.signer = signer
        self.passwords = passwords
        self.settings = settings
        self.logger = logger
        self.sessions = Sessions(database, admitsInvented: isDemonstration)
        self.accessTokens = AccessTokens(database, admitsInvented: isDemonstration)
        self.origin = origin
        self.isDemonstration = isDemonstration
        self.trustsProxy = trustsProxy
        self.navigation = navigation
        self.accountLinks = accountLinks
        self.listeningAddress = listeningAddress
    }
}
