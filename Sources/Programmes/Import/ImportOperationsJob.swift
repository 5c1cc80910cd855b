import Exchange
public import Foundation
public import Platform

/// The import of an authority's list as a job, for lists that somebody uploads. Its input is
/// `{"file": "<SHA-256 of the stored file>", "name": "list.csv", "mapping": "fi-structural-funds-2014-2020"}`, where the
/// mapping is the name of one that the program ships, or the mapping itself; its result is the report. A rehearsal, a kind of job of its own, writes nothing but the report.
public struct ImportOperationsJob: JobHandler {
    public var kind: String { isRehearsal ? "programmes.rehearse-operations" : "programmes.import-operations" }

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

    /// What is wrong with a job's input.
    struct InputFault: PermanentFailure, CustomStringConvertible {
        let description: String
    }

    public func run(_ job: Job, _ control: JobControl) async throws -> String? {
        let input = try JSONValue(parsing: job.input)
        guard let digest = input["file"]?.string.flatMap(FileDigest.init(hexadecimal:)) else {
            throw InputFault(description: "the job names no stored file")
        }
        let mapping = try Self.mapping(input["mapping"], in: mappings)
        let report = try await ImportRun(runner: runner, isRehearsal: isRehearsal) { done, total in
            try await control.progress(done, of: total)
        }.operations(
            .memory(try await files.data(digest)), named: input["name"]?.string ?? "list", mapping: mapping,
            from: isRehearsal ? 0 : job.done)
        return report.document.text()
    }

    private static func mapping(_ value: JSONValue?, in folder: URL) throws -> OperationsMapping {
        if let name = value?.string {
            guard let mapping = try OperationsMapping.shipped(name, in: folder) else {
                throw InputFault(description: "there is no mapping named \(name)")
            }
            return mapping
        }
        guard let value, value.object != nil else { throw InputFault(description: "the job names no mapping") }
        return try OperationsMapping(json: Data(value.text().utf8))
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
