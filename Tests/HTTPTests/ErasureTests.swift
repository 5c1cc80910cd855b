import Database
import Exchange
import Foundation
import Platform
import TestSupport
import Testing

/// Whoever has their account erased leaves nothing behind but what is declared here, with the reason.
@Suite struct ErasureTests {
    /// Words that stand in nothing but what one person left: who they are, and what they wrote.
    private enum Mark {
        static let name = "Zqxname"
        static let address = "zqxaddress@people.example"
        /// In what they wrote as themselves.
        static let own = "Zqxown"
        /// In what they wrote as themselves and showed nobody.
        static let draft = "Zqxdraft"
        /// In what they wrote for a city or a network, which keeps it.
        static let office = "Zqxoffice"
    }

    /// Actions whose words belong to a city or a network once an officer or coordinator wrote them. Every other action
    /// is taken to be a person's own, so that a new one must leave nothing.
    private static let official: Set<String> = [
        "needs.edit", "networks.add-member", "networks.edit-profile", "networks.start", "places.edit", "practices.edit",
    ]

    /// Mails to others go when they are sent: what waits here is on its way.
    private static let onItsWay = DatabaseContents.Column("mail", "body")

    @Test(arguments: Database.Engine.available, [true, false])
    func nothingIsLeftInAnyColumnOfAnyTable(_ engine: Database.Engine, _ withdraws: Bool) async throws {
        try await withHouse(engine) { house in
            let person = try await Self.moveIn(house)
            let done = try await Self.leaveTraces(house)
            #expect(done.count >= 20, "only these could be carried out: \(done.sorted())")
            let contents = try await DatabaseContents(house.database)
            #expect(try await contents.places(of: Mark.own, in: house.database).count >= 10)
            try await Self.erase(house, withdraws: withdraws)

            for mark in [Mark.name, Mark.address, Mark.draft] {
                let left = try await contents.places(of: mark, in: house.database).subtracting([Self.onItsWay])
                #expect(left.isEmpty, "\(mark) is left in \(left.sorted())")
            }
            let left = try await contents.places(of: Mark.own, in: house.database)
            let published: Set = ["adoption", "entry", "need", "need_join", "place", "practice", "project"]
            #expect(
                withdraws ? left.isEmpty : left.allSatisfy { published.contains($0.table) },
                "what they wrote is left in \(left.sorted())")
            try await Self.expectNobodysNumber(person, contents, house)
            #expect(try await AuditLog.verify(house.database).firstBreak == nil)
            try await Self.expectNoMarkOutside(house, withdraws: withdraws)
        }
    }

    /// The person's number stays where it says that something happened, and nowhere that says what.
    private static func expectNobodysNumber(
        _ person: String, _ contents: DatabaseContents, _ house: TestHouse
    ) async throws {
        let kept: Set<DatabaseContents.Column> = [
            .init("person", "id"), .init("audit", "actor"), .init("audit", "subject_id"), .init("change", "subject_id"),
        ]
        let left = try await contents.places(of: person, in: house.database).subtracting(kept)
        #expect(left.isEmpty, "their number is left in \(left.sorted())")
    }

    /// What the database lost, search and pages must not remember.
    private static func expectNoMarkOutside(_ house: TestHouse, withdraws: Bool) async throws {
        for path in ["/en/needs?q=Zqxown", "/en/match?text=Zqxown", "/api/v1/practices", "/api/v1/places", "/en/ideas"]
        {
            let text = try await house.get(path, as: .administrator).text
                .replacingOccurrences(of: "value=\"Zqxown\"", with: "")
            #expect(!text.contains(Mark.name) && !text.contains(Mark.address), "\(path)")
            if withdraws, path.hasPrefix("/api") { #expect(!text.contains(Mark.own), "\(path)") }
        }
    }

    /// Gives an officer a name and address that can be told from all others, and the roles to leave much behind.
    private static func moveIn(_ house: TestHouse) async throws -> String {
        let person = try #require(house.people[.officerOfCityA]).id
        let network = try #require(house.entries["network-a"])
        try await house.database.write { transaction in
            try transaction.run(
                "UPDATE email_address SET address = \(Mark.address) WHERE person = \(person)")
            for role in [Role.coordinator, .member] {
                try RoleGrants.give(
                    Grant(role, in: Scope(.network, network)), to: person, by: person, now: .now, in: transaction)
            }
        }
        return person
    }

    /// Runs whatever the person may run, in every place where words can be left; what takes things back comes last.
    private static func leaveTraces(_ house: TestHouse) async throws -> Set<String> {
        var done: [String: String] = [:]
        let takingBack = TestHouse.actions.filter { $0.name.hasSuffix("take-back") }
        for action in TestHouse.actions.filter({ !$0.name.hasSuffix("take-back") }) + takingBack {
            let mark =
                action.name == "accounts.update" ? Mark.name : official.contains(action.name) ? Mark.office : Mark.own
            var input = house.sample(action, text: mark + " text", address: Mark.address)
            if input["adoption"] != nil { input["adoption"] = done["adoptions.record"].map(JSONValue.string) }
            let answer = try await house.act(
                action.name, .object(input), as: .officerOfCityA,
                headers: [("idempotency-key", Mark.own + action.name)])
            if answer.status == 200 { done[action.name] = try answer.json["id"]?.string ?? "" }
        }
        for room in ["needs", "practices"] {
            try await publish(room, house)
            try await leaveDraft(room, house)
        }
        try await leaveTracesInTheAccount(house)
        return Set(done.keys)
    }

    private static func write(_ room: String, _ mark: String, _ house: TestHouse) async throws -> JSONValue {
        let name = room + (room == "needs" ? ".draft" : ".register")
        let action = try #require(TestHouse.actions.first { $0.name == name })
        let answer = try await house.act(name, .object(house.sample(action, text: mark + " text")), as: .officerOfCityA)
        #expect(answer.status == 200, "\(name): \(answer.text)")
        return ["entry": .string(try answer.json["id"]?.string ?? "")]
    }

    private static func publish(_ room: String, _ house: TestHouse) async throws {
        let entry = try await write(room, Mark.own, house)
        if room == "needs" { _ = try await house.act("needs.publish", entry, as: .officerOfCityA) }
    }

    private static func leaveDraft(_ room: String, _ house: TestHouse) async throws {
        let entry = try await write(room, Mark.draft, house)
        guard room != "needs" else { return }
        #expect(try await house.act("\(room).take-back", entry, as: .officerOfCityA).status == 200)
    }

    private static func leaveTracesInTheAccount(_ house: TestHouse) async throws {
        let forms: [(String, [(String, String)])] = [
            ("/en/account/tokens", [("name", Mark.own), ("right", "read"), ("days", "30")]),
            ("/en/account/address", [("email", "2" + Mark.address)]),
            ("/en/join", [("name", Mark.name), ("email", Mark.address), ("language", "en")]),
        ]
        for (path, fields) in forms {
            #expect(try await house.submit(path, fields, as: .officerOfCityA).status < 400, "\(path)")
        }
        let signedIn = try await house.send(
            "POST", "/en/sign-in",
            headers: [
                ("origin", "http://127.0.0.1:\(house.client.port)"), ("user-agent", Mark.own),
                ("content-type", "application/x-www-form-urlencoded"),
            ],
            body: Data(
                "email=\(Mark.address)&password=\(TestPerson.password.replacingOccurrences(of: " ", with: "+"))".utf8))
        #expect(signedIn.status == 303)
    }

    private static func erase(_ house: TestHouse, withdraws: Bool) async throws {
        var fields = [("is_sure", "on"), ("password", TestPerson.password)]
        if withdraws { fields.append(("withdraws", "on")) }
        let answer = try await house.submit("/en/account/data", fields, as: .officerOfCityA)
        #expect(answer.status == 303, "\(answer.text)")
    }
}

/// Every table that tells of a person is in the inventory that export, erasure and the privacy page go by.
@Suite struct PersonalInventoryTests {
    /// Columns that name who did something without a reference to their account.
    private static let names: Set = ["person", "author", "actor", "granted_by", "blocked_by", "answered_by"]

    @Test(arguments: Database.Engine.available)
    func everyTableWithAPersonIsDeclared(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let contents = try await DatabaseContents(house.database)
            let telling = contents.columns.filter { Self.names.contains($0.name) || $0.name.hasSuffix("_person") }
            let referring = try await Self.references(house.database)
            let declared = Set(house.site.installation.personalData.map(\.table))
            #expect(referring.count >= 10 && telling.count >= 15)
            for column in Set(telling + referring).sorted() {
                #expect(declared.contains(column.table), "\(column) tells of a person and no capability declares it")
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func everyDeclarationIsOfATableThatIsThereAndCanBeHandedOut(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let tables = try await Set(DatabaseContents(house.database).columns.map(\.table))
            let data = house.site.installation.personalData
            for one in data { #expect(tables.contains(one.table), "\(one.table)") }
            let person = try #require(house.people[.member]).id
            let export = try await house.database.read { try PersonalInventory(data).export(of: person, in: $0) }
            #expect(export.count == data.count)
            #expect(export.first { $0.table == "person" }?.rows.array?.count == 1)
        }
    }

    /// The columns that refer to an account by a foreign key.
    private static func references(_ database: Database) async throws -> [DatabaseContents.Column] {
        let rows = try await database.readOne(
            """
            \(sqlite: """
                SELECT t.name AS "table", k."from" AS name FROM sqlite_schema t, pragma_foreign_key_list(t.name) k
                WHERE t.type = 'table' AND k."table" = 'person'
                """,
              postgres: """
                SELECT c.conrelid::regclass::text AS "table", a.attname::text AS name FROM pg_constraint c
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
                WHERE c.contype = 'f' AND c.confrelid = 'person'::regclass
                """)
            """)
        return try rows.map { .init(try $0["table"], try $0["name"]) }
    }
}
