import Database
import Exchange
import Languages
import Platform

/// An import of an uploaded list: first a dry run, whose report somebody reads, then the same again for good.
enum Imports {
    /// The kind of job that reads lists of funded operations.
    static let job = "programmes.import-operations"
    /// The kind of job that reads them on trial and writes nothing; a kind of its own, so that no handler can take one
    /// for the other.
    static let rehearsal = "programmes.rehearse-operations"
    static let kinds = [job, rehearsal]
    /// The largest file that is taken, in bytes.
    static let sizeLimit = 50_000_000

    /// What a job was told to read.
    struct Order: Sendable, Hashable {
        let file: String
        let name: String
        let mapping: String
        let isRehearsal: Bool

        init(file: String, name: String, mapping: String, isRehearsal: Bool) {
            self.file = file
            self.name = name
            self.mapping = mapping
            self.isRehearsal = isRehearsal
        }

        /// Reads a job's input.
        init?(_ text: String) {
            guard let document = try? JSONValue(parsing: text), let file = document["file"]?.string,
                let mapping = document["mapping"]?.string
            else { return nil }
            self.init(
                file: file, name: document["name"]?.string ?? "", mapping: mapping,
                isRehearsal: document["dry_run"]?.bool == true)
        }

        var document: JSONValue {
            [
                "file": .string(file), "name": .string(name), "mapping": .string(mapping),
                "dry_run": .bool(isRehearsal),
            ]
        }
    }

    fileprivate static func enqueue(_ order: Order, in context: ActionContext) throws -> Outcome {
        let id = try Jobs.enqueue(
            order.isRehearsal ? rehearsal : job, input: order.document.text(), person: context.viewer.person,
            at: context.now, in: context.transaction)
        context.changed(Subject("job", id), after: order.document, announce: false)
        return Outcome(Subject("job", id))
    }
}

/// Reads a stored file and reports on its quality, and writes nothing of it.
enum RehearseImport: Action {
    static let name = "imports.rehearse"
    static let summary: Message = "Read an uploaded list and report on its quality, without bringing it in"
    static let policy = Policy.administrator
    static let file = Field.hidden("file", label: "File")
    static let title = Field.text("name", label: "Name of the file")
    static let mapping = Field.text("mapping", label: "What its columns mean")
    static let fields: [any InputField] = [file, title, mapping]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        guard FileDigest(hexadecimal: input[file]) != nil else {
            throw InputFaults.at(file, "There is no such file. Please upload it.")
        }
        return try Imports.enqueue(
            .init(file: input[file], name: input[title], mapping: input[mapping], isRehearsal: true), in: context)
    }
}

/// Brings in what a dry run has read.
enum RunImport: Action {
    static let name = "imports.run"
    static let summary: Message = "Bring in a list after its dry run"
    static let policy = Policy.administrator
    static let rehearsal = Field.hidden("job", label: "Dry run")
    static let fields: [any InputField] = [rehearsal]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let row = try context.transaction.first(
            "SELECT input, state FROM job WHERE id = \(input[rehearsal]) AND kind = \(Imports.rehearsal)")
        guard let row, let order = Imports.Order(try row["input"]), order.isRehearsal else { throw NotFound() }
        guard try row["state"] == JobState.done.rawValue else {
            throw InputFaults(general: ["The dry run has not ended yet. Please wait for its report."])
        }
        return try Imports.enqueue(
            .init(file: order.file, name: order.name, mapping: order.mapping, isRehearsal: false), in: context)
    }
}
