public import Catalogue
import Exchange
public import Foundation
public import Platform

/// Brings files in, batch by batch, each batch whole or not at all; the same for the command line, for jobs and for
/// uploads. Entries are known by their slug, and a document that came in before changes nothing: a run that was stopped
/// is simply run again.
public struct ImportRun: Sendable {
    /// The rows of one transaction.
    public static let batch = 500

    private let runner: ActionRunner
    private let isRehearsal: Bool
    private let progress: @Sendable (_ done: Int, _ total: Int) async throws -> Void

    /// - Parameters:
    ///   - isRehearsal: reads, checks and reports, and writes nothing.
    ///   - progress: told after each batch; what it throws stops the run there.
    public init(
        runner: ActionRunner, isRehearsal: Bool = false,
        progress: @escaping @Sendable (_ done: Int, _ total: Int) async throws -> Void = { _, _ in }
    ) {
        self.runner = runner
        self.isRehearsal = isRehearsal
        self.progress = progress
    }

    /// Brings in an authority's list of funded operations as projects; a list in CSV of any length in the same memory.
    /// Contact persons are never taken in.
    /// - Parameter position: how many operations an earlier run has already brought in.
    /// - Throws: `ImportFault` or the reader's faults when the file as a whole cannot be read: nothing is then written.
    public func operations(
        _ source: ListSource, named name: String, mapping: OperationsMapping, from position: Int = 0
    ) async throws -> ImportReport {
        let (list, keys) = try OperationsList(mapping: mapping).survey(source)
        var documents = try OperationDocument(mapping, keys)
        var report = ImportReport(kind: "operations", file: name, isRehearsal: isRehearsal)
        report.take(list)
        report.resumedAt = min(position, list.rowsTaken)
        var reports = [report]
        var reader = try OperationsReader(mapping, source)
        var done = 0
        while case let part = try reader.next(Self.batch), !part.isEmpty {
            let steps = part.map { Step(file: 0, row: $0.row, ImportProject.self, documents.document($0)) }
            done += part.count
            guard done > position else { continue }
            try await run(steps, into: &reports)
            try await progress(done, list.rowsTaken)
        }
        return reports[0]
    }

    /// Brings in files of entries, one after the other: lines of facts, or documents as the API and an export have
    /// them, one a line or in an array. A rehearsal reads all of them in one transaction, so that rows which refer to
    /// rows of an earlier file are judged as they would be.
    /// - Throws: `ImportFault` or `JSONError` when a file as a whole cannot be read.
    public func entries(
        _ files: [(action: any FactsImport.Type, name: String, data: Data)]
    ) async throws -> [ImportReport] {
        var reports: [ImportReport] = []
        var steps: [Step] = []
        for (index, file) in files.enumerated() {
            var report = ImportReport(kind: file.action.plural, file: file.name, isRehearsal: isRehearsal)
            for (row, line) in zip(1..., try ImportRows.read(file.data)) {
                report.rowsRead += 1
                do {
                    let documents = line["slug"] == nil ? try file.action.documents(from: line) : [.object(line)]
                    steps += documents.map { Step(file: index, row: row, file.action, $0) }
                    report.rowsTaken += 1
                } catch let faults as InputFaults {
                    report.refuse(row: row, faults, .object(line))
                }
            }
            reports.append(report)
        }
        let batch = isRehearsal ? max(1, steps.count) : Self.batch
        for start in stride(from: 0, to: steps.count, by: batch) {
            let end = min(start + batch, steps.count)
            try await run(Array(steps[start..<end]), into: &reports)
            try await progress(end, steps.count)
        }
        return reports
    }

    /// A document on its way in, with where it came from.
    private struct Step {
        let file: Int
        let row: Int
        let action: any FactsImport.Type
        let document: JSONValue

        init(file: Int, row: Int, _ action: any FactsImport.Type, _ document: JSONValue) {
            self.file = file
            self.row = row
            self.action = action
            self.document = document
        }
    }

    private func run(_ steps: [Step], into reports: inout [ImportReport]) async throws {
        let inputs = steps.map { (action: $0.action as any Action.Type, input: ["record": [$0.document.text()]]) }
        let results = try await runner.runBatch(inputs, as: .program, isRehearsal: isRehearsal)
        for (step, result) in zip(steps, results) {
            guard case .failure(let faults) = result else { continue }
            // The documents of one row follow each other.
            if reports[step.file].refusals.last?.row != step.row { reports[step.file].rowsTaken -= 1 }
            reports[step.file].refuse(row: step.row, faults, step.document)
        }
    }
}
