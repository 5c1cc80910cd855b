import Accounts
import Catalogue
import Foundation
import Platform

/// Fills an empty database with the demonstration data set: the published facts of `share/demo`, by the same imports
/// that anybody can run. Filling twice changes nothing.
struct DemoFill {
    let house: House

    func run() async throws {
        let filled = try await house.database.readOne("SELECT 1 AS one FROM entry LIMIT 1")
        guard filled.isEmpty else { return }
        let files = try House.capabilities.flatMap(\.imports).compactMap { action -> ImportFile? in
            let file = house.share.folder.file("demo/\(action.plural).jsonl")
            guard FileManager.default.fileExists(atPath: file.path) else { return nil }
            return ImportFile(action, named: file.lastPathComponent, try Data(contentsOf: file))
        }
        for report in try await ImportRun(runner: house.runner).entries(files) {
            house.logger.info("filled", metadata: ["file": "\(report.file)", "rows": "\(report.rowsTaken)"])
            for refusal in report.refusals {
                house.logger.error(
                    "demonstration row refused",
                    metadata: [
                        "file": "\(report.file)", "row": "\(refusal.row)", "column": "\(refusal.column ?? "-")",
                        "reason": "\(refusal.reason)",
                    ])
            }
        }
        try await DemoPeople.fill(house.database, now: .now)
    }
}
