import Exchange
import FairSelection
import Foundation

/// The data sets and reference results beside the checkout; tests that need them are off when they are not there.
enum ReferenceData {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "shared/data/decision")

    static let elections: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "pabulib").path)
        guard let names else {
            print("note: the data sets of ../shared/data/decision are not there; tests on them are left out.")
            return []
        }
        return names.filter { $0.hasSuffix(".pb") }.map { String($0.dropLast(3)) }.sorted()
    }()

    static var isThere: Bool { !elections.isEmpty }

    static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: "pabulib/\(name).pb")))
    }

    static func reference(_ kind: String, _ name: String) throws -> JSONValue? {
        let file = folder.appending(path: "reference/\(kind)/\(name).json")
        guard let data = try? Data(contentsOf: file) else { return nil }
        return try JSONValue(parsing: data)
    }

    static func election(_ name: String) throws -> Election { try Election(pabulib: try bytes(name)) }
}

extension Election {
    /// An election straight from a .pb text, as the tests need it.
    init(pabulib bytes: [UInt8]) throws {
        let reading = PabulibReader.read(bytes)
        if let fault = reading.firstError { throw fault }
        let document = reading.document
        let costs = document.projects.indices.compactMap { PabulibDecimal(document.value("cost", of: $0) ?? "") }
        let budget = PabulibDecimal(document.meta("budget") ?? "")
        let places = (costs + [budget].compactMap { $0 }).map(\.places).max() ?? 0
        let unit = (0..<places).reduce(1) { unit, _ in unit * 10 }
        let votes = document.votes
        try self.init(
            budget: budget?.units(places: places) ?? 0, minorUnits: unit,
            projects: zip(document.projectIDs, costs).map { Project(id: $0, cost: $1.units(places: places) ?? 0) },
            ballots: Ballots(
                starts: votes.starts, projects: votes.projects, points: votes.points, weights: votes.weights,
                weightUnit: (0..<votes.weightPlaces).reduce(1) { unit, _ in unit * 10 }))
    }

    func ids(_ positions: [Int]) -> [String] { positions.map { projects[$0].id } }
}
