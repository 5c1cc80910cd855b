import Database
import Foundation
import TestSupport
import Testing

/// ASVS 13: an installation that nobody has touched yet is closed.
@Suite(.serialized) struct DefaultsTests {
    private func withInstallation(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "c-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try ServerProcess(["--data", folder.path]).stop() == 0)
        try await body(folder)
    }

    @Test func nobodyHasAnAccountBeforeSomebodyMadeOne() async throws {
        try await withInstallation { folder in
            let database = try Database.open(.file(folder.appending(path: "innocities.sqlite")))
            for table: SQL in ["person", "credential", "email_address", "session", "access_token", "role_grant"] {
                #expect(try await database.readOne("SELECT * FROM \(sql: table)").isEmpty, "\(table)")
            }
            // The one way in is the link on the terminal; of its token only a digest is kept, and a key of one's own.
            let rows = try await database.readOne("SELECT purpose FROM one_time_token")
            #expect(try rows.map { try $0["purpose"] as String } == ["set-up"])
            await database.close()
        }
    }

    @Test func theFilesOfAnInstallationAreItsOperatorsAlone() async throws {
        try await withInstallation { folder in
            let manager = FileManager.default
            for name in try manager.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("innocities") {
                let mode = try manager.attributesOfItem(atPath: folder.appending(path: name).path)[.posixPermissions]
                #expect((mode as? NSNumber)?.intValue == 0o600, "\(name)")
            }
        }
    }

    @Test func twoInstallationsHaveTwoKeys() async throws {
        var keys: Set<String> = []
        for _ in 0..<2 {
            try await withInstallation { folder in
                let database = try Database.open(.file(folder.appending(path: "innocities.sqlite")))
                let rows = try await database.readOne("SELECT value FROM setting WHERE key = 'signing_key'")
                keys.insert(try #require(try rows.first?["value"]))
                await database.close()
            }
        }
        #expect(keys.count == 2)
    }
}
