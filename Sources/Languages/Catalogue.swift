import Synchronization

/// The translations of one language.
final class Catalogue: Sendable {
    /// By ``Message/key``: one template, or as many as the language has plural forms.
    let translations: [String: [Template]]

    private let language: Language
    private let onMissing: Catalogues.MissingText
    private let missing = Mutex<Set<String>>([])

    /// Takes over a message file's finished translations; throws when the file is not one for the language.
    ///
    /// An entry whose translation is empty is left out, so that its readers see the English text.
    init(
        _ file: MessageFile, language: Language, onMissing: @escaping Catalogues.MissingText
    ) throws(CatalogueError) {
        try Self.checkHeader(of: file, language: language)
        var translations: [String: [Template]] = [:]
        for entry in file.entries {
            guard let id = entry.id, !id.isEmpty, entry.translations.contains(where: { !$0.isEmpty }) else { continue }
            let key = entry.context.map { $0 + "\u{4}" + id } ?? id
            translations[key] = try Self.templates(of: entry, id: id, language: language, file: file.name)
        }
        self.translations = translations
        self.language = language
        self.onMissing = onMissing
    }

    /// Tells of a text without a translation, unless it is made of places alone or was told of before.
    func noteMissing(_ text: String) {
        guard text.contains(where: \.isLetter), missing.withLock({ $0.insert(text).inserted }) else { return }
        onMissing(text, language)
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
