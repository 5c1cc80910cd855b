import Database
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import Networks

@Suite struct InvitationTests {
    @Test(arguments: Database.Engine.available)
    func anInvitationIsMailedAndMakesAMember(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            let token = try await stage.invite(as: "coordinator")
            try await stage.runner.run(AcceptInvitation.self, ["token": [token]], as: stage.viewer("bo"))
            let grants = try await stage.database.read { try RoleGrants.current(of: "bo", now: .now, in: $0) }
            #expect(grants == [Grant(.coordinator, in: Scope(.network, stage.network))])
        }
    }

    @Test(arguments: Database.Engine.available)
    func fiftyEqualAcceptancesLeaveOneRow(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            let token = try await stage.invite()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        _ = try? await stage.runner.run(
                            AcceptInvitation.self, ["token": [token]], as: stage.viewer("bo"))
                    }
                }
            }
            #expect(try await stage.count("SELECT COUNT(*) AS number FROM network_member WHERE person = 'bo'") == 1)
            #expect(try await stage.count("SELECT COUNT(*) AS number FROM role_grant WHERE person = 'bo'") == 1)
        }
    }

    @Test(arguments: Database.Engine.available)
    func usedExpiredAndForeignLinksAreRefusedEachWithItsReason(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            let used = try await stage.invite()
            try await stage.runner.run(AcceptInvitation.self, ["token": [used]], as: stage.viewer("bo"))
            let expired = try await stage.invite("old@example.org")
            let replaced = try await stage.invite("twice@example.org")
            _ = try await stage.invite("twice@example.org")
            let foreign = try await stage.database.write { transaction in
                try transaction.run("UPDATE network_invitation SET ends_at = 1 WHERE recipient = 'old@example.org'")
                return try OneTimeTokens.make(.signIn, person: nil, now: .now, in: transaction)
            }
            let cases: [(String, Invitation.Refusal)] = [
                (used, .used), (expired, .expired), (replaced, .unknown), (foreign, .unknown), ("made-up", .unknown),
            ]
            for (token, refusal) in cases {
                await #expect(throws: InputFaults(general: [refusal.message])) {
                    try await stage.runner.run(AcceptInvitation.self, ["token": [token]], as: stage.viewer("cy"))
                }
            }
            #expect(try await stage.count("SELECT COUNT(*) AS number FROM network_member WHERE person = 'cy'") == 0)
        }
    }

    @Test(arguments: Database.Engine.available)
    func peopleAreNamedOnlyToThoseWhoTakePart(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            let token = try await stage.invite()
            try await stage.runner.run(AcceptInvitation.self, ["token": [token]], as: stage.viewer("bo"))
            let readers: [(Viewer, Int)] = [
                (.visitor, 0), (stage.viewer("cy"), 0), (stage.viewer("cy", .coordinator, in: stage.other), 0),
                (stage.viewer("cy", .member), 1), (stage.coordinator, 1), (.program, 1),
            ]
            for (reader, expected) in readers {
                let members = try await stage.database.read { [network = stage.network] in
                    try Members.page(of: network, as: reader, in: $0).members
                }
                #expect(members.count == expected)
            }
        }
    }

    @Test(arguments: Database.Engine.available)
    func mailAddressesAreExportedOnlyWhenThePersonAllowedIt(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            for (person, shares) in [("bo", "true"), ("cy", "false")] {
                try await stage.runner.run(
                    AcceptInvitation.self, ["token": [try await stage.invite()], "shares_mail": [shares]],
                    as: stage.viewer(person))
            }
            let export = MemberExport(stage.network, database: stage.database, language: .en)
            var text = ""
            while let part = try await export.next() { text += String(decoding: part, as: UTF8.self) }
            #expect(text.contains("bo@example.org"))
            #expect(!text.contains("cy@example.org"))
        }
    }

    @Test(arguments: Database.Engine.available)
    func whoeverAskedIsAcceptedOnceAndTheLastCoordinatorStays(_ engine: Database.Engine) async throws {
        try await NetworkStage.with(engine) { stage in
            for _ in 0..<2 {
                try await stage.runner.run(AskToJoin.self, ["network": ["here"]], as: stage.viewer("bo"))
            }
            #expect(try await stage.count("SELECT COUNT(*) AS number FROM network_request") == 1)
            let request: String = try await stage.database.read {
                try $0.first("SELECT id FROM network_request")?["id"] ?? ""
            }
            let answer: RawInput = ["network": ["here"], "request": [request], "answer": ["accept"]]
            try await stage.runner.run(AnswerRequest.self, answer, as: stage.coordinator)
            await #expect(throws: NotFound.self) {
                try await stage.runner.run(AnswerRequest.self, answer, as: stage.coordinator)
            }
            let role: RawInput = ["network": ["here"], "person": ["bo"], "role": ["coordinator"]]
            try await stage.runner.run(GiveNetworkRole.self, role, as: stage.coordinator)
            await #expect(throws: InputFaults.self) {
                try await stage.runner.run(EndNetworkRole.self, role, as: stage.coordinator)
            }
        }
    }
}
