import Database
import Exchange
import Foundation
import Languages
import Platform
import TestSupport
import Testing

@testable import Accounts

/// Mails are read by the people they go to: what these may not see is not in them.
@Suite struct HiddenInMailTests {
    private static let marker = "Quokkahidden"

    @Test(arguments: Database.Engine.available)
    func noMailTellsOfWhatWasHiddenBeforeItWent(_ engine: Database.Engine) async throws {
        try await withHouse(engine) { house in
            let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            let office = PostOffice(
                site: house.site, catalogue: house.catalogue, transport: try FolderTransport(folder: folder),
                sender: try MailAddress("house@people.example"))
            try await office.round(.now)
            let ids = try ["need-a", "need-b"].map { try #require(house.entries[$0]) }
            for id in ids {
                _ = try await house.act("catalogue.follow", ["kind": "need", "id": .string(id)], as: .resident)
            }
            for (id, title, officer) in [
                (ids[0], "A title that stays", Persona.officerOfCityA), (ids[1], Self.marker, .officerOfCityB),
            ] {
                let edited = try await house.act(
                    "needs.edit",
                    ["entry": .string(id), "title": .string(title), "story": .string(title), "language": "en"],
                    as: officer)
                #expect(edited.status == 200, "\(edited.text)")
            }
            let hidden = try await house.act(
                "catalogue.hide", ["entry": .string(ids[1]), "reason": "test"], as: .administrator)
            #expect(hidden.status == 200, "\(hidden.text)")
            try await office.round(.now)
            try await office.round(Instant(milliseconds: Instant.now.milliseconds + 2 * 86_400_000))
            let mails = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            let texts = try mails.map { try String(contentsOf: $0, encoding: .utf8) }
            #expect(texts.contains { $0.contains("A title that stays") })
            #expect(!texts.contains { $0.contains(Self.marker) })
        }
    }
}
