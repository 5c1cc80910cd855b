public import Catalogue
import Platform

extension Capability {
    /// Accounts: signing in and out, second factor, sessions, tokens, what is kept of a person and its erasure.
    public static var accounts: Capability {
        var capability = Capability()
        capability.migrations = PlatformSchema.migrations
        return capability
    }
}
