import Database
import Languages
import TestSupport
import Testing

@testable import Platform

@Suite struct AuditVerificationTests {
    private func withChain(
        _ engine: Database.Engine, rows: Int = 5, _ body: (Database) async throws -> Void
    ) async throws {
        try await withDatabase(engine, migrations: PlatformSchema.migrations) { database in
            let runner = ActionRunner(database: database)
            for number in 0..<rows {
                try await runner.run(deed: "test.deed", as: .program) { context in
                    context.changed(Subject("thing", "\(number)"), after: ["number": .integer(number)])
                }
            }
            try await body(database)
        }
    }

    @Test(arguments: Database.Engine.available)
    func aWholeChainIsWholeUpToItsLastRow(_ engine: Database.Engine) async throws {
        try await withChain(engine) { database in
            let found = try await AuditLog.verify(database)
            #expect((found.rows, found.position, found.firstBreak) == (5, 5, nil))
        }
    }

    @Test(
        arguments: Database.Engine.available,
        [
            ("UPDATE audit SET action = 'other' WHERE position = 3", 3, .row),
            ("UPDATE audit SET details = '{}' WHERE position = 2", 2, .details),
            ("DELETE FROM audit WHERE position = 2", 3, .rowBefore),
            ("UPDATE audit SET details = NULL WHERE position = 2", nil, nil),
        ] as [(SQL, Int?, AuditVerification.Break.Reason?)])
    func whatWasChangedAfterwardsIsFoundAndWhatWasErasedIsNot(
        _ engine: Database.Engine, _ row: (tampering: SQL, position: Int?, reason: AuditVerification.Break.Reason?)
    ) async throws {
        try await withChain(engine) { database in
            try await database.write { _ = try $0.run(row.tampering) }
            let found = try await AuditLog.verify(database)
            #expect(found.firstBreak?.position == row.position)
            #expect(found.firstBreak?.reason == row.reason)
        }
    }
}
