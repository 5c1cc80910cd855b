import Exchange
import Foundation

extension FileReport {
    static func project(_ data: Data, _ file: String, _ part: String?) -> FileReport {
        var report = FileReport(file, kind: "REFI-QDA project")
        do {
            let reading = try REFIReader.project(from: data, projectFile: part)
            report.add(reading.notices)
            report.describe(reading.value)
        } catch { report.refuse(error) }
        return report
    }

    static func codebook(_ data: Data, _ file: String) -> FileReport {
        var report = FileReport(file, kind: "REFI-QDA codebook")
        do {
            let reading = try REFIReader.codebook(from: data)
            report.add(reading.notices)
            var project = REFIProject(name: "")
            project.codes = reading.value.codes
            report.holds = [
                ("origin", reading.value.origin.map { .string($0) } ?? .null),
                ("codes", .integer(REFITables.codes(of: project).count)), ("sets", .integer(reading.value.sets.count)),
            ]
        } catch { report.refuse(error) }
        return report
    }

    private mutating func refuse(_ error: any Error) {
        add(.refused, (error as? REFIError).map(REFISentences.text) ?? "\(error)")
    }

    private mutating func add(_ notices: REFINotices) {
        for notice in notices {
            let effect: Effect =
                switch notice.effect {
                case .noticed: REFISentences.isAgainstTheStandard(notice.reason) ? .fault : .noticed
                case .repaired: .repaired
                case .lost: .lost
                }
            add(effect, REFISentences.sentence(notice), at: notice.line.flatMap { $0 > 0 ? "line \($0)" : nil })
        }
        unlisted = notices.count - notices.kept.count
    }

    private mutating func describe(_ package: REFIPackage) {
        let project = package.project
        let texts = project.sources.compactMap { source in if case .text(let text) = source { text } else { nil } }
        let selections = texts.flatMap(\.selections)
        let codings = selections.reduce(0) { $0 + $1.codings.count } + texts.reduce(0) { $0 + $1.codings.count }
        holds = [
            ("name", .string(project.name)), ("origin", project.origin.map { .string($0) } ?? .null),
            ("users", .integer(project.users.count)), ("codes", .integer(REFITables.codes(of: project).count)),
            ("variables", .integer(project.variables.count)), ("cases", .integer(project.cases.count)),
            ("sources", .integer(project.sources.count)), ("texts", .integer(texts.count)),
            ("characters", .integer(texts.reduce(0) { $0 + ($1.content?.unicodeScalars.count ?? 0) })),
            ("selections", .integer(selections.count)), ("codings", .integer(codings)),
            ("notes", .integer(project.notes.count)), ("links", .integer(project.links.count)),
            ("sets", .integer(project.sets.count)), ("graphs", .integer(project.graphs.count)),
            ("originals", .integer(package.files.count)),
        ]
    }
}
