public import Foundation

/// The translations of the interface, read once at start.
public struct Catalogues: Sendable {
    private let catalogues: [Language: Catalogue]

    /// Told of each English text that a reader of another language got, once a text and language: it is in no message
    /// file, so the extraction does not know it.
    public typealias MissingText = @Sendable (_ text: String, _ language: Language) -> Void

    /// Reads `<language>.po` for each language but English from a directory; a file that is not there leaves its
    /// language in English, and so does a language that is not asked for.
    ///
    /// Throws ``CatalogueError`` with file and line when a file is not as it should be, or when there is no directory.
    public init(
        directory: URL, languages: [Language] = Language.allCases, onMissing: @escaping MissingText = { _, _ in }
    ) throws {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory.path, isDirectory: &isDirectory), isDirectory.boolValue
        else { throw CatalogueError(file: directory.path, line: 0, problem: "there is no such directory") }
        var files: [Language: String] = [:]
        for language in languages where language != .en {
            let file = directory.appendingPathComponent("\(language.rawValue).po")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            guard let text = String(data: try Data(contentsOf: file), encoding: .utf8) else {
                throw CatalogueError(file: file.path, line: 0, problem: "the text is not in UTF-8")
            }
            files[language] = text
        }
        try self.init(files, onMissing: onMissing) { directory.appendingPathComponent("\($0.rawValue).po").path }
    }

    /// Takes message files that are already in memory.
    ///
    /// - Parameter name: what a file is called in errors.
    init(
        _ files: [Language: String], onMissing: @escaping MissingText = { _, _ in },
        name: (Language) -> String = { "\($0.rawValue).po" }
    ) throws {
        var catalogues: [Language: Catalogue] = [:]
        for (language, text) in files {
            let file = try MessageFile(text, name: name(language))
            catalogues[language] = try Catalogue(file, language: language, onMissing: onMissing)
        }
        self.catalogues = catalogues
    }

    private init() {
        catalogues = [:]
    }

    /// No translations: everybody reads the English source.
    public static let english = Catalogues()

    /// What writes messages and values for a reader of a language; cheap enough to make for each request.
    public func localiser(_ language: Language) -> Localiser {
        Localiser(language: language, catalogue: catalogues[language])
    }

    /// How many messages have a translation in a language; English counts none.
    public func translationCount(in language: Language) -> Int {
        catalogues[language]?.translations.count ?? 0
    }
}
