import Catalogue
import Exchange
public import Foundation
public import Platform

/// The import of an authority's list as a job, for lists that somebody uploads. Its input is an `ImportOrder` with the
/// name of a mapping that the program ships; its result is the report. A rehearsal, a kind of job of its own, writes
/// nothing but the report.
public struct ImportOperationsJob: JobHandler {
    public var kind: String { ImportOrder.jobKind(ofOperations: true, isRehearsal: isRehearsal) }

    private let runner: ActionRunner
    private let files: FileStore
    private let mappings: URL
    private let isRehearsal: Bool

    /// - Parameter mappings: the folder of the mappings that the program ships.
    public init(runner: ActionRunner, files: FileStore, mappings: URL, isRehearsal: Bool = false) {
        self.runner = runner
        self.files = files
        self.mappings = mappings
        self.isRehearsal = isRehearsal
    }

    public func run(_ job: Job, _ control: JobControl) async throws -> String? {
        guard let order = ImportOrder(job.input), let digest = FileDigest(hexadecimal: order.file),
            try await files.contains(digest)
        else { throw ImportFault.noFile }
        let name = order.mapping ?? ""
        guard let mapping = try OperationsMapping.shipped(name, in: mappings) else {
            throw ImportFault.unknownMapping(name)
        }
        let run = ImportRun(runner: runner, isRehearsal: isRehearsal) { done, total in
            try await control.progress(done, of: total)
        }
        return try await run.operations(
            .memory(try await files.data(digest)), named: order.name, mapping: mapping,
            from: isRehearsal ? 0 : job.done
        ).text
    }
}

extension OperationsMapping {
    /// The mapping of that name in a folder, nil when there is none. A name is letters, digits and hyphens only, so that
    /// it cannot lead out of the folder.
    public static func shipped(_ name: String, in folder: URL) throws -> OperationsMapping? {
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
            return nil
        }
        let file = folder.appending(path: "\(name).json")
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        return try OperationsMapping(json: Data(contentsOf: file))
    }

    /// The names of the mappings in a folder, in alphabetical order.
    public static func shippedNames(in folder: URL) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }
}
