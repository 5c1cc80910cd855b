import Exchange
import Foundation
public import Platform

extension ImportReport {
    /// As a job's result.
    public var text: String? { (try? JSONEncoder().encode(self)).map { String(decoding: $0, as: UTF8.self) } }

    /// Reads a job's result.
    public init?(_ text: String) {
        guard let report = try? JSONDecoder().decode(ImportReport.self, from: Data(text.utf8)) else { return nil }
        self = report
    }
}

/// The import of an uploaded file of entries as a job; its result is the report. A rehearsal, a kind of job of its own,
/// writes nothing but the report. A job that is taken up again reads the file from its beginning: what came in before
/// changes nothing, and the report is about the whole file.
public struct ImportEntriesJob: JobHandler {
    public var kind: String { ImportOrder.jobKind(ofOperations: false, isRehearsal: isRehearsal) }

    private let runner: ActionRunner
    private let files: FileStore
    private let imports: [any FactsImport.Type]
    private let isRehearsal: Bool

    public init(runner: ActionRunner, files: FileStore, imports: [any FactsImport.Type], isRehearsal: Bool) {
        self.runner = runner
        self.files = files
        self.imports = imports
        self.isRehearsal = isRehearsal
    }

    public func run(_ job: Job, _ control: JobControl) async throws -> String? {
        guard let order = ImportOrder(job.input), let digest = FileDigest(hexadecimal: order.file) else {
            throw ImportFault.noFile
        }
        guard let action = imports.first(where: { $0.plural == order.kind }) else {
            throw ImportFault.unknownKind(order.kind)
        }
        guard try await files.contains(digest) else { throw ImportFault.noFile }
        let file = ImportFile(action, named: order.name, try await files.data(digest), mapping: order.columns)
        let run = ImportRun(runner: runner, isRehearsal: isRehearsal) { done, total in
            try await control.progress(done, of: total)
        }
        return try await run.entries([file]).first?.text
    }
}
