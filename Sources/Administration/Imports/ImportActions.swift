import Catalogue
import Database
import Exchange
import Foundation
import Languages
import Platform

/// An import of an uploaded file: first a dry run, whose report somebody reads, then the same again for good.
enum Imports {
    static let kinds = [false, true].flatMap { [run(ofOperations: $0), rehearsal(ofOperations: $0)] }
    /// The largest file that is taken, in bytes.
    static let sizeLimit = 50_000_000

    static func run(ofOperations: Bool) -> String {
        ImportOrder.jobKind(ofOperations: ofOperations, isRehearsal: false)
    }

    static func rehearsal(ofOperations: Bool) -> String {
        ImportOrder.jobKind(ofOperations: ofOperations, isRehearsal: true)
    }

    static func isRehearsal(_ kind: String) -> Bool {
        [rehearsal(ofOperations: false), rehearsal(ofOperations: true)].contains(kind)
    }

    fileprivate static func enqueue(
        _ order: ImportOrder, isRehearsal: Bool, in context: ActionContext
    ) throws -> Outcome {
        let id = try Jobs.enqueue(
            order.jobKind(isRehearsal: isRehearsal), input: order.text, person: context.viewer.person,
            at: context.now, in: context.transaction)
        context.changed(
            Subject("job", id),
            after: ["file": .string(order.file), "kind": .string(order.kind), "dry_run": .bool(isRehearsal)],
            announce: false)
        return Outcome(Subject("job", id))
    }
}

/// Reads a stored file and reports on its quality, and writes nothing of it.
enum RehearseImport: Action {
    static let name = "imports.rehearse"
    static let summary: Message = "Read an uploaded file and report on its quality, without bringing it in"
    static let policy = Policy.administrator
    static let file = Field.hidden("file", label: "File")
    static let title = Field.text("name", label: "Name of the file")
    static let kind = Field.text("kind", label: "What it holds")
    static let mapping = Field.optionalText("mapping", label: "Mapping of the list")
    static let columns = Field.optionalText(
        "columns", label: "What its columns mean", hint: "As JSON; needed only for tables.", maximum: 100_000)
    static let fields: [any InputField] = [file, title, kind, mapping, columns]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        guard FileDigest(hexadecimal: input[file]) != nil else {
            throw InputFaults.at(file, "There is no such file. Please upload it.")
        }
        var order = ImportOrder(file: input[file], name: input[title], kind: input[kind])
        order.mapping = input[mapping]
        if let text = input[columns] {
            guard let columns = try? JSONDecoder().decode(ImportMapping.self, from: Data(text.utf8)) else {
                throw InputFaults.at(columns, "Please choose one of the values in the list.")
            }
            order.columns = columns
        }
        return try Imports.enqueue(order, isRehearsal: true, in: context)
    }
}

/// Brings in what a dry run has read.
enum RunImport: Action {
    static let name = "imports.run"
    static let summary: Message = "Bring in a file after its dry run"
    static let policy = Policy.administrator
    static let rehearsal = Field.hidden("job", label: "Dry run")
    static let fields: [any InputField] = [rehearsal]

    static func perform(_ input: Input, in context: ActionContext) throws -> Outcome {
        let found = try ListedJob.find(input[rehearsal], of: Imports.kinds, in: context.transaction)
        guard let found, Imports.isRehearsal(found.kind), let order = ImportOrder(found.input) else {
            throw NotFound()
        }
        guard found.state == .done else {
            throw InputFaults(general: ["The dry run has not ended yet. Please wait for its report."])
        }
        return try Imports.enqueue(order, isRehearsal: false, in: context)
    }
}
