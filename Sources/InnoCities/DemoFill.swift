import Accounts
import Catalogue
import Exchange
import Foundation
import Platform

/// Fills an empty database with the demonstration data set: the published facts of `share/demo`, by the same imports
/// that anybody can run. Filling twice changes nothing.
struct DemoFill {
    let house: House

    func run() async throws {
        let filled = try await house.database.readOne("SELECT 1 AS one FROM entry LIMIT 1")
        guard filled.isEmpty else { return }
        for action in House.capabilities.flatMap(\.imports) {
            let file = house.share.file("demo/\(action.plural).jsonl")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            try await fill(action, from: file)
        }
        try await DemoPeople.fill(house.database, now: .now)
    }

    private func fill(_ action: any FactsImport.Type, from file: URL) async throws {
        var inputs: [RawInput] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let row = try JSONValue(parsing: String(line)).object ?? [:]
            inputs += try action.documents(from: row).map { ["record": [$0.text()]] }
        }
        let results = try await house.runner.runBatch(action, inputs, as: .program)
        for (input, result) in zip(inputs, results) {
            guard case .failure(let faults) = result else { continue }
            house.logger.error(
                "demonstration row refused",
                metadata: ["file": "\(file.lastPathComponent)", "faults": "\(faults)", "row": "\(input)"])
        }
        house.logger.info("filled", metadata: ["file": "\(file.lastPathComponent)", "rows": "\(inputs.count)"])
    }
}
