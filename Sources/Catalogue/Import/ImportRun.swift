import Exchange
public import Foundation
import Languages
public import Platform

/// A file of entries on its way in.
public struct ImportFile: Sendable {
    let action: any FactsImport.Type
    let name: String
    let data: Data
    let mapping: ImportMapping?

    /// - Parameter mapping: what the columns of a table mean; nil takes them by their names.
    public init(_ action: any FactsImport.Type, named name: String, _ data: Data, mapping: ImportMapping? = nil) {
        self.action = action
        self.name = name
        self.data = data
        self.mapping = mapping
    }
}

/// Brings files in, batch by batch, each batch whole or not at all; the same for the command line, for jobs and for
/// uploads. Entries are known by their slug, and a document that came in before changes nothing: a run that was stopped
/// is simply run again.
public struct ImportRun: Sendable {
    /// The rows of one transaction.
    public static let batch = 500

    public let runner: ActionRunner
    public let isRehearsal: Bool
    /// Told after each batch how many documents are done.
    public let progress: @Sendable (_ done: Int, _ total: Int) async throws -> Void

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

    /// Brings in files of entries, one after the other: tables, lines of facts, or documents as the API and an export
    /// have them, one a line or in an array.
    /// - Throws: `ImportFault` when a file as a whole cannot be read; nothing of any is then written.
    public func entries(_ files: [ImportFile]) async throws -> [ImportReport] {
        var reports: [ImportReport] = []
        var steps: [ImportStep] = []
        for (index, file) in files.enumerated() {
            var report = ImportReport(kind: file.action.plural, file: file.name, isRehearsal: isRehearsal)
            let columns = file.mapping?.headers(for: file.action.columns) ?? [:]
            for (row, line) in zip(1..., try ImportRows.read(file, remarks: &report.remarks)) {
                report.rowsRead += 1
                do {
                    let content = try line.content.get()
                    let documents =
                        content["slug"] == nil ? try file.action.documents(from: content) : [.object(content)]
                    steps += documents.map { ImportStep(file.action, $0, row: row, file: index, columns: columns) }
                } catch let faults as InputFaults {
                    report.refuse(row: row, faults, .object(line.raw), columns: columns)
                }
            }
            reports.append(report)
        }
        try await bringIn(steps, into: &reports)
        return reports
    }

    /// Brings documents in, in their order.
    ///
    /// A rehearsal takes each batch back and brings in again, before a batch, what that batch refers to in earlier ones,
    /// so that every row is judged as it would be, and no transaction is long.
    /// - Parameter reports: one for each file, by the number that the steps carry.
    private func bringIn(_ steps: [ImportStep], into reports: inout [ImportReport]) async throws {
        let references = isRehearsal ? ImportReferences(steps) : nil
        for start in stride(from: 0, to: steps.count, by: Self.batch) {
            let end = min(start + Self.batch, steps.count)
            let needed = references?.needed(by: start..<end) ?? []
            try await bringIn(batch: Array(steps[start..<end]), after: needed.map { steps[$0] }, into: &reports)
            try await progress(end, steps.count)
        }
    }

    /// Brings in one batch, whole or not at all.
    /// - Parameters:
    ///   - earlier: what a rehearsal has to bring in again before it; nothing is said of these.
    ///   - reports: one for each file, by the number that the steps carry.
    public func bringIn(
        batch: [ImportStep], after earlier: [ImportStep] = [], into reports: inout [ImportReport]
    ) async throws {
        let inputs = (earlier + batch).map { step in
            (action: step.action as any Action.Type, input: ["record": [step.document.text()]] as RawInput)
        }
        let results = try await runner.runBatch(inputs, as: .program, isRehearsal: isRehearsal)
        for (step, result) in zip(batch, results.dropFirst(earlier.count)) {
            guard case .failure(let faults) = result else { continue }
            reports[step.file].refuse(row: step.row, faults, step.document, columns: step.columns)
        }
    }
}
