/// The translations of one language.
struct Catalogue: Sendable {
    /// By ``Message/key``: one template, or as many as the language has plural forms.
    let translations: [String: [Template]]

    /// Takes over a message file's finished translations; throws when the file is not one for the language.
    ///
    /// An entry whose translation is empty is left out, so that its readers see the English text.
    init(_ file: MessageFile, language: Language) throws(CatalogueError) {
        try Self.checkHeader(of: file, language: language)
        var translations: [String: [Template]] = [:]
        for entry in file.entries {
            guard let id = entry.id, !id.isEmpty, entry.translations.contains(where: { !$0.isEmpty }) else { continue }
            let key = entry.context.map { $0 + "\u{4}" + id } ?? id
            translations[key] = try Self.templates(of: entry, id: id, language: language, file: file.name)
        }
        self.translations = translations
    }

    private static func templates(
        of entry: MessageFile.Entry, id: String, language: Language, file: String
    ) throws(CatalogueError) -> [Template] {
        let expected = entry.pluralID == nil ? 1 : language.pluralForms.count
        guard entry.translations.count == expected, !entry.translations.contains("") else {
            throw CatalogueError(
                file: file, line: entry.line,
                problem: "\(entry.translations.filter { !$0.isEmpty }.count) forms where \(expected) are needed")
        }
        let known = Template(id).places.union(entry.pluralID.map { Template($0).places } ?? [])
        let templates = entry.translations.map(Template.init)
        for template in templates {
            if let unknown = template.places.subtracting(known).min() {
                throw CatalogueError(
                    file: file, line: entry.line, problem: "{\(unknown)} is not in the English text")
            }
        }
        return templates
    }

    private static func checkHeader(of file: MessageFile, language: Language) throws(CatalogueError) {
        let header = file.header
        func require(_ field: String, _ expected: String) throws(CatalogueError) {
            let actual = header[field.lowercased()] ?? "nothing"
            guard withoutSpaces(actual) == withoutSpaces(expected) else {
                throw CatalogueError(
                    file: file.name, line: 1, problem: "the header must say \(field): \(expected), but says \(actual)")
            }
        }
        try require("Content-Type", "text/plain; charset=UTF-8")
        try require("Language", language.rawValue)
        try require("Plural-Forms", language.pluralFormsHeader)
    }

    private static func withoutSpaces(_ text: String) -> String { text.filter { $0 != " " } }
}
