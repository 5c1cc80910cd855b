public import Catalogue
import Database
public import Languages
import Logging
public import Platform
public import ServiceLifecycle
public import Web

/// Follows the change feed for notifications, writes the mails that are due and hands the outbox to the transport,
/// until the program stops. Any number of nodes may run one.
public struct PostOffice: Service {
    private let site: Site
    private let follower: NotificationFollower
    private let digest: NotificationDigest
    private let delivery: OutboxDelivery

    /// - Parameter sender: who mails are from.
    public init(site: Site, catalogue: CatalogueService, transport: any MailTransport, sender: MailAddress) {
        self.site = site
        follower = NotificationFollower(database: site.database)
        digest = NotificationDigest(site: site, catalogue: catalogue)
        delivery = OutboxDelivery(
            database: site.database, transport: transport, sender: sender, site: site.mailOrigin, logger: site.logger)
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var swept = Instant(milliseconds: 0)
            while !Task.isCancelled {
                do {
                    let now = Instant.now
                    if now.since(swept) > .seconds(3600) {
                        try await sweep(now)
                        swept = now
                    }
                    try await round(now)
                } catch is CancellationError { return } catch {
                    site.logger.error("mail cannot be handled", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// One round: news, mails about them, and everything that is due.
    public func round(_ now: Instant) async throws {
        while try await follower.follow(now: now) {}
        try await digest.write(now: now)
        while try await delivery.deliverOne(now: now) {}
    }

    private func sweep(_ now: Instant) async throws {
        try await delivery.sweep(now: now)
        try await site.database.write { transaction in
            try OneTimeTokens.sweep(now: now, in: transaction)
            try Sessions.sweep(now: now, in: transaction)
            try RequestKey.sweep(now: now, in: transaction)
        }
    }
}
