import Database
import Languages
import Platform
import TestSupport
import Testing

@testable import Networks

@Suite struct MembershipTests {
    static let verbs: [(action: any Action.Type, input: RawInput)] = [
        (AddMember.self, ["organisation": ["club"]]), (AddPerson.self, ["person": ["bo"]]),
        (ChangeMember.self, ["member": ["x"]]),
        (EndMember.self, ["member": ["x"]]), (SetWantedMix.self, ["public": ["100"]]),
        (InviteMember.self, ["email": ["new@example.org"], "role": ["member"], "language": ["en"]]),
        (AnswerRequest.self, ["request": ["x"], "answer": ["accept"]]),
        (GiveNetworkRole.self, ["person": ["bo"], "role": ["coordinator"]]),
        (EndNetworkRole.self, ["person": ["bo"], "role": ["member"]]),
    ]

    @Test(arguments: Database.Engine.available)
    func onlyItsOwnCoordinatorsAndAdministratorsRunANetwork(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            for (action, input) in Self.verbs {
                let raw = input.merging(["network": ["here"]]) { first, _ in first }
                await #expect(throws: AccessDenied.signInNeeded) {
                    try await stage.runner.run(action, raw, as: .visitor)
                }
                for stranger in [
                    stage.viewer("bo"), stage.viewer("bo", .member), stage.viewer("bo", .coordinator, in: stage.other),
                ] {
                    await #expect(throws: AccessDenied.forbidden) {
                        try await stage.runner.run(action, raw, as: stranger)
                    }
                }
            }
            try await stage.runner.run(
                AddMember.self, ["network": ["here"], "organisation": ["forum"]], as: stage.coordinator)
            try await stage.runner.run(
                AddMember.self, ["network": ["here"], "organisation": ["club"]], as: .program)
            #expect(try await stage.count("SELECT COUNT(*) AS number FROM network_member") == 2)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aChangedLevelStaysInTheHistory(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            let member = try await stage.addForum()
            let input: RawInput = ["network": ["here"], "member": [member], "sector": ["research"], "level": ["core"]]
            for _ in 0..<2 { try await stage.runner.run(ChangeMember.self, input, as: stage.coordinator) }
            let history = try await stage.database.read { try Members.involvements(of: [member], in: $0)[member] ?? [] }
            #expect(history.map(\.level) == [.core, .consulted])
            #expect(history.map { $0.until == nil } == [true, false])
            try await stage.runner.run(
                EndMember.self, ["network": ["here"], "member": [member]], as: stage.coordinator)
            #expect(try await stage.count("SELECT COUNT(*) AS number FROM network_member WHERE until IS NOT NULL") == 1)
            #expect(try await stage.count("SELECT COUNT(*) AS number FROM involvement WHERE until IS NULL") == 0)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aMemberOfOneNetworkIsNotChangedThroughAnother(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            let member = try await stage.addForum()
            await #expect(throws: NotFound.self) {
                try await stage.runner.run(
                    EndMember.self, ["network": ["there"], "member": [member]],
                    as: stage.viewer("bo", .coordinator, in: stage.other))
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func theWantedMixAddsUpToAHundred(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            await #expect(throws: InputFaults.self) {
                try await stage.runner.run(
                    SetWantedMix.self, ["network": ["here"], "public": ["60"], "business": ["30"]],
                    as: stage.coordinator)
            }
            try await stage.runner.run(
                SetWantedMix.self, ["network": ["here"], "public": ["60"], "business": ["40"]], as: stage.coordinator)
            let shares = try await stage.database.read { [network = stage.network] in
                try Members.wantedShares(of: network, in: $0)
            }
            #expect(shares == [.publicSector: 60, .business: 40])
        }
    }

    @Test(arguments: Database.Engine.available)
    func aWorkingGroupTakesMembersOfOtherNetworks(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            let raw: RawInput = ["network": ["there"], "organisation": ["forum"]]
            await #expect(throws: InputFaults.self) { try await stage.runner.run(AddMember.self, raw, as: .program) }
            _ = try await stage.addForum()
            try await stage.runner.run(AddMember.self, raw, as: .program)
            let others = try await stage.database.read { [other = stage.other] in
                try Members.otherNetworks(of: other, as: .visitor, in: $0).map { $0.network.slug }
            }
            #expect(others == ["here"])
        }
    }

    @Test(arguments: Database.Engine.available)
    func aPageOfMembersCostsOneStatementHoweverMany(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            for size in [10, 1_000] {
                try await stage.database.write { [network = stage.network] transaction in
                    try transaction.run("DELETE FROM network_member")
                    for number in 0..<size {
                        try transaction.run(
                            "INSERT INTO person (id, name, language, created_at) VALUES (\("p\(size)-\(number)"), 'P', 'en', 0)"
                        )
                        try transaction.run(
                            """
                            INSERT INTO network_member (id, network, person, roles, shares_mail)
                            VALUES (\(newIdentifier()), \(network), \("p\(size)-\(number)"), '[]', \(false))
                            """)
                    }
                }
                let (page, statements) = try await StatementCounter.counting {
                    try await stage.database.read { [network = stage.network] in
                        try Members.page(of: network, as: .program, in: $0)
                    }
                }
                #expect(statements == 1)
                #expect(page.members.count == min(size, Members.pageSize))
                #expect((page.next != nil) == (size > Members.pageSize))
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func aMemberThatComesInTwiceIsOneRow(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            for role in ["member", "implementer"] {
                _ = try await NetworkStage.bring(
                    ImportMember.self,
                    ["key": "here--forum", "network": "here", "organisation": "forum", "roles": [.string(role)]],
                    stage.runner)
            }
            let members = try await stage.database.read { [network = stage.network] in
                try Members.page(of: network, as: .visitor, in: $0).members
            }
            #expect(members.map(\.roles) == [[.implementer]])
            #expect(members.map(\.sector) == [.publicSector])
        }
    }
}
