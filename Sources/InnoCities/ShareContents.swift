import Catalogue
import CrossLingualSearch
import Languages
import Logging

/// What the program reads from its share folder when it starts; none of it depends on a database or is changed later.
struct ShareContents: Sendable {
    let folder: ShareFolder
    let topics: Topics
    let catalogues: Catalogues
    /// An index without documents: its dictionaries, concepts and space are those of every index of the catalogue.
    let search: SearchIndex

    /// - Parameter comparesMeaning: whether search reads texts for their meaning, if the encoder is there.
    init(_ folder: ShareFolder, logger: Logger, comparesMeaning: Bool = true) throws {
        self.folder = folder
        topics = try folder.topics()
        catalogues = try Catalogues(directory: folder.file("messages")) { text, language in
            logger.warning(
                "text without translation", metadata: ["text": "\(text)", "language": "\(language.rawValue)"])
        }
        search = SearchIndex(
            lexicon: Self.dictionaries(folder, logger), concepts: topics.concepts,
            space: comparesMeaning ? Self.meaning(folder, logger) : nil)
    }

    /// As the program finds its share folder.
    static func found(logger: Logger) throws -> ShareContents {
        try ShareContents(try ShareFolder.find(), logger: logger)
    }

    /// The dictionaries that bridge the languages. Without them search works within each language and by concepts, and
    /// the health page says so.
    private static func dictionaries(_ share: ShareFolder, _ logger: Logger) -> CrossLingualSearch.Lexicon? {
        part(
            logger, missing: "no dictionaries: run scripts/build-lexicon for search across languages",
            broken: "the dictionaries cannot be read; run scripts/build-lexicon", load: share.lexicon)
    }

    /// What compares texts by their meaning. Without it search goes by words and concepts alone, and the health page says
    /// so.
    private static func meaning(_ share: ShareFolder, _ logger: Logger) -> VectorSpace? {
        part(
            logger, missing: "no encoder: run scripts/install-encoder to compare texts by their meaning",
            broken: "texts cannot be compared by their meaning; run scripts/install-encoder --force",
            load: share.vectorSpace)
    }

    /// A part of the search that set-up brings; nil, with a line in the log, when it is not there or cannot be used.
    private static func part<Part>(
        _ logger: Logger, missing: Logger.Message, broken: Logger.Message, load: () throws -> Part?
    ) -> Part? {
        do {
            if let part = try load() { return part }
            logger.warning(missing)
        } catch {
            logger.error(broken, metadata: ["error": "\(error)"])
        }
        return nil
    }
}
