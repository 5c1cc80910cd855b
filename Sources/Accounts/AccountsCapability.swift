public import Catalogue
import Platform
import Web

extension Capability {
    /// Accounts: signing in and out, second factor, sessions, tokens, what is kept of a person and its erasure.
    public static var accounts: Capability {
        var capability = Capability()
        capability.migrations = PlatformSchema.migrations
        capability.routes = { catalogue in
            SetUp.routes + SignIn.routes + SignInByMail.routes + SecondFactorSignIn.routes + Join.routes
                + [DemoPeople.route] + AccountPages.routes + SecurityPages.routes + SecondFactorPages.routes
                + TokenPages.routes + DataPages.routes + NotificationPages.routes(catalogue)
        }
        capability.actions = [UpdateProfile.self]
        capability.accountLinks = [Site.AccountLink("Your account", "/account")]
        return capability
    }
}
