import ArgumentParser
import Catalogue
import Database
import Foundation
import Languages
import Platform

/// People and their roles, for the operator. No command takes or prints a password.
struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Create accounts, give roles, let people in again.",
        subcommands: [Create.self, Roles.self, Reset.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create an account and print a link that signs the person in once.",
            discussion: "Example: innocities account create anna@example.org --name \"Anna Nowak\" --administrator")
        @Argument(help: "The mail address.") var email: String
        @Option(help: "The name the person goes by.") var name: String
        @Option(help: ArgumentHelp("The language of mails.", valueName: "xx")) var language = "en"
        @Flag(help: "Let the person run the installation.") var administrator = false
        @Option(help: ArgumentHelp("The address that people use.", valueName: "URL")) var origin =
            "http://127.0.0.1:8080"
        @OptionGroup var options: DataOptions

        func run() async throws {
            guard let language = Language(tag: language) else {
                throw CommandFault("--language \(language) is not one of the product's languages.")
            }
            let database = try await options.openDatabase()
            try await database.migrate(House.migrations)
            let runner = ActionRunner(database: database)
            var input: RawInput = ["email": [email], "name": [name], "language": [language.rawValue]]
            if administrator { input["administrator"] = ["true"] }
            let outcome = try await runner.run(CreateAccount.self, input, as: .program)
            await database.close()
            try SignInLink(origin: origin, language: language, token: outcome.revealed["token"]).tell()
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a person's sessions and second factor and print a link that signs them in once.",
            discussion: "Example: innocities account reset anna@example.org")
        @Argument(help: "The mail address.") var email: String
        @Option(help: ArgumentHelp("The address that people use.", valueName: "URL")) var origin =
            "http://127.0.0.1:8080"
        @OptionGroup var options: DataOptions

        func run() async throws {
            let database = try await options.openDatabase()
            try await database.migrate(House.migrations)
            let outcome = try await ActionRunner(database: database).run(
                ResetAccount.self, ["email": [email]], as: .program)
            await database.close()
            try SignInLink(origin: origin, language: .en, token: outcome.revealed["token"]).tell()
        }
    }

    struct Roles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a person's roles, give one or end one.",
            discussion: """
                A role is written as ROLE@KIND/SLUG: officer@city/turku, coordinator@network/seismic-austria, or
                administrator@installation.
                Example: innocities account roles anna@example.org --give coordinator@network/seismic-austria
                """)
        @Argument(help: "The mail address.") var email: String
        @Option(help: ArgumentHelp("The role to give.", valueName: "ROLE")) var give: [String] = []
        @Option(help: ArgumentHelp("The role to end.", valueName: "ROLE")) var end: [String] = []
        @OptionGroup var options: DataOptions

        func run() async throws {
            let database = try await options.openDatabase()
            try await database.migrate(House.migrations)
            let runner = ActionRunner(database: database)
            for (texts, isGiven) in [(give, "true"), (end, "")] {
                for text in texts {
                    try await runner.run(
                        ChangeRole.self, ["email": [email], "role": [text], "give": [isGiven]], as: .program)
                }
            }
            let email = email.lowercased()
            let grants = try await database.read { transaction in
                let person = try AccountRow.person(of: email, in: transaction)
                return try RoleGrants.current(of: person, now: .now, in: transaction)
            }
            await database.close()
            if grants.isEmpty { print("No roles.") }
            for grant in grants.map({ "\($0.role.rawValue)@\($0.scope.kind.rawValue)/\($0.scope.id)" }).sorted() {
                print(grant.hasSuffix("/") ? String(grant.dropLast()) : grant)
            }
        }
    }
}

/// The link that a person of the console hands over; works once, for a quarter of an hour.
private struct SignInLink {
    let origin: String
    let language: Language
    let token: String?

    func tell() throws {
        guard let token else { throw CommandFault("No link was made.") }
        CommandEnd.standardError("This link signs the person in once, within 15 minutes:")
        print("\(origin)/\(language.rawValue)/sign-in/link?token=\(token)")
    }
}
