import Catalogue
import Database
import Exchange
import Foundation
import TestSupport
import Testing

@testable import Programmes

/// What is written out comes in again and is the same.
@Suite struct RoundTripTests {
    private static let paths = [
        "cities", "organisations", "regions", "networks", "needs", "practices", "ideas", "places", "projects",
    ]

    /// The documents of a kind, without the moment of the last change, which an import is.
    private func documents(_ path: String, _ house: TestHouse) async throws -> [JSONValue] {
        let answer = try await house.get("/en/\(path).json")
        return try #require(try answer.json.array).map { document in
            var object = document.object ?? [:]
            object["updated_at"] = nil
            return .object(object)
        }
    }

    @Test(arguments: Database.Engine.available)
    func anExportThatComesInAgainChangesNothing(_ engine: Database.Engine) async throws {
        try await withHouse(engine, .demonstration) { house in
            for path in Self.paths {
                let action = try #require(House.importAction(path))
                let before = try await documents(path, house)
                let data = try await house.get("/en/\(path).json").data
                for isRehearsal in [true, false] {
                    let run = ImportRun(runner: house.runner, isRehearsal: isRehearsal)
                    let report = try #require(try await run.entries([ImportFile(action, named: path, data)]).first)
                    #expect(report.refusals.isEmpty, "\(path): \(report.refusals.prefix(3))")
                    #expect(report.rowsTaken == before.count && !before.isEmpty)
                }
                let after = try await documents(path, house)
                #expect(after == before, "\(path)")
            }
        }
    }

    @Test func aDocumentWithoutDetailsClearsNone() async throws {
        try await withHouse(.sqlite, .demonstration) { house in
            let before = try await documents("projects", house)
            var bare = try #require(before.first { $0["details"]?["amounts"] != nil }?.object)
            bare["details"] = nil
            bare["note"] = "seen again"
            let action = try #require(House.importAction("projects"))
            let data = JSONValue.array([.object(bare)]).data()
            _ = try await ImportRun(runner: house.runner).entries([ImportFile(action, named: "projects", data)])
            let after = try #require(
                try await documents("projects", house).first { $0["slug"] == bare["slug"] })
            #expect(after["note"] == "seen again")
            #expect(after["details"] == before.first { $0["slug"] == bare["slug"] }?["details"])
        }
    }

    @Test func whatSomebodyHidStaysHiddenWhenAnOlderExportComesIn() async throws {
        try await withHouse(.sqlite) { house in
            let data = try await house.get("/en/practices.json").data
            try await house.database.write {
                try $0.run("UPDATE entry SET visibility = 'hidden' WHERE slug = 'practice-a'")
            }
            let action = try #require(House.importAction("practices"))
            _ = try await ImportRun(runner: house.runner).entries([ImportFile(action, named: "practices", data)])
            #expect(try await house.get("/en/practices/practice-a").status == 404)
        }
    }

    @Test func tableAndAPITellWhatOnlyAProjectHas() async throws {
        try await withHouse(.sqlite, .demonstration) { house in
            let slug = "an-inclusive-innovation-ecosystem-in-the-carbon-neutral-vaas"
            let one = try await house.get("/api/v1/projects/\(slug)").json
            #expect(one["details"]?["start"] == "2024-01-01")
            #expect(one["details"]?["amounts"]?.array?.first?["minor_units"] == 28_827_000)
            #expect(one["state"] == "ended")
            let rows = try CSVReader.rows(of: try await house.get("/en/projects.csv").data)
            let header = try #require(rows.first).fields
            let row = try #require(rows.first { $0.fields[2] == slug }).fields
            let amounts = try #require(header.firstIndex(of: "amounts"))
            #expect(row[amounts] == "budget planned 288270.00 EUR")
            #expect(row[try #require(header.firstIndex(of: "end"))] == "2025-06-30")
        }
    }

    @Test func anExportCostsAsManyStatementsForAThousandAsForTen() async throws {
        try await withHouse(.sqlite) { house in
            let kind = try #require(TestHouse.capabilities.flatMap(\.kinds).first { $0.name == "project" })
            let action = try #require(House.importAction("projects"))
            var counts: [Int] = []
            for numbers in [0..<10, 10..<400] {
                let list = numbers.map { number -> JSONValue in
                    [
                        "kind": "project", "slug": .string("many-\(number)"), "title": "Many", "city": "city-a",
                        "details": [
                            "start": "2020-01-01",
                            "amounts": [["meaning": "total", "minor_units": 5, "currency": "EUR"]],
                        ],
                    ]
                }
                _ = try await ImportRun(runner: house.runner)
                    .entries([ImportFile(action, named: "projects", JSONValue.array(list).data())])
                let ids: [String] = try await house.database.read {
                    try $0.all("SELECT id FROM entry WHERE kind = 'project'").map { try $0["id"] }
                }
                counts.append(
                    try await StatementCounter.counting {
                        try await house.database.read { transaction in
                            try CatalogueExport.rows(kind, ids, .en, as: .visitor, in: transaction)
                        }
                    }.statements)
            }
            #expect(counts[0] == counts[1])
        }
    }
}

/// Finds how a kind comes in by the word of its files.
private enum House {
    static func importAction(_ plural: String) -> (any FactsImport.Type)? {
        TestHouse.entryImports.first { $0.plural == plural }
    }
}
