public import Catalogue
import Platform
import Web

extension Capability {
    /// Running the installation: people and roles, settings, imports, jobs, audit, mail, health; and the pages that
    /// tell what the installation is.
    public static var administration: Capability {
        var capability = Capability()
        capability.actions = [
            ChangeSettings.self, GiveRole.self, EndRole.self, BlockSignIn.self, UnblockSignIn.self, EndSessions.self,
            MailSignInLink.self,
            PauseJob.self, ResumeJob.self, RetryJob.self, CancelJob.self, RetryMail.self, HideEntry.self,
            UnhideEntry.self, RehearseImport.self, RunImport.self, VerifyAudit.self, RebuildIndex.self,
        ]
        capability.routes = { catalogue in aboutRoutes(catalogue) + administratorRoutes(catalogue) }
        capability.personalData = [
            PersonalData(
                "sign_in_block", purpose: "That an administrator keeps you from signing in, and why",
                export: { "SELECT reason, at FROM sign_in_block WHERE person = \($0)" },
                erase: {
                    [
                        "UPDATE sign_in_block SET reason = '' WHERE person = \($0)",
                        "UPDATE sign_in_block SET blocked_by = NULL WHERE blocked_by = \($0)",
                    ]
                })
        ]
        capability.accountLinks = [.init("Administration", "/admin") { $0.isAdministrator }]
        return capability
    }

    private static func aboutRoutes(_ catalogue: CatalogueService) -> [Route] {
        [
            .page("/about") { AboutPage(catalogue: catalogue).answer($0) },
            .page("/privacy") { PrivacyPage().answer($0) },
            .page("/developers") { DevelopersPage(catalogue: catalogue).answer($0) },
            .page("/licences") { LicencesPage().answer($0) },
        ]
    }

    private static func administratorRoutes(_ catalogue: CatalogueService) -> [Route] {
        [
            .page("/admin", access: .administrator) { try await OverviewPage(catalogue: catalogue).answer($0) },
            Route(.get, "/metrics", place: .plain) { try await Metrics(catalogue: catalogue).answer($0) },
        ] + PeoplePages.routes + ChangeSettings.routes + Moderation.routes(catalogue) + JobsPage.routes
            + ImportsPage(catalogue: catalogue).routes + MailPage.routes + AuditPage.routes
            + MarksPage.routes(catalogue)
    }
}
