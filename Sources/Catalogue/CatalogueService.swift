public import CrossLingualSearch
public import Database
public import Foundation
public import Languages
public import Logging
import Platform
import Synchronization

/// The catalogue of this node: the kinds, the topics, the index in memory and the search engine, all kept current from
/// the change feed.
public final class CatalogueService: Sendable {
    public let kinds: [CatalogueKind]
    /// How entries of each kind, and what ties them together, come in from files.
    public let imports: [any FactsImport.Type]
    public let topics: Topics
    public let index = CatalogueIndex()
    private let snapshot: CatalogueSnapshot?
    private let searchIndex: Mutex<SearchIndex>
    let database: Database
    let logger: Logger
    private let kindsByName: [String: CatalogueKind]
    private let kindsByPath: [String: CatalogueKind]
    private let followed = Mutex(0)
    private let built = Mutex<Instant?>(nil)
    /// The day whose states the index holds.
    private let day = Mutex(CalendarDate.today)
    private let saved = Mutex(-1)
    /// What the vectors that were saved last were of.
    private let savedMeaning = Mutex<Knowledge.Meaning?>(nil)
    /// What search has learnt.
    let learning = Mutex(Learning.off)
    private let turn = Turn()
    private let alikeEntries = AlikeEntries()

    /// - Parameters:
    ///   - search: an index whose dictionaries, concepts and space are used; it stays as it is.
    ///   - snapshots: the folder where the index is kept between starts; nil keeps none.
    public init(
        kinds: [CatalogueKind], imports: [any FactsImport.Type] = [], topics: Topics, search: SearchIndex,
        database: Database, logger: Logger, snapshots: URL? = nil
    ) {
        self.imports = imports
        self.kinds = kinds.sorted { Self.place(of: $0) < Self.place(of: $1) }
        self.topics = topics
        self.database = database
        self.logger = logger
        snapshot = snapshots.map(CatalogueSnapshot.init(folder:))
        searchIndex = Mutex(search.emptied())
        kindsByName = Dictionary(kinds.map { ($0.name, $0) }) { first, _ in first }
        kindsByPath = Dictionary(kinds.map { ($0.path, $0) }) { first, _ in first }
    }

    /// The order in which people read of the kinds: what is needed and what answers it first, who stands behind it next.
    private static let reading = [
        "need", "practice", "place", "project", "organisation", "network", "city", "region",
    ]

    private static func place(of kind: CatalogueKind) -> Int { reading.firstIndex(of: kind.name) ?? reading.count }

    public func kind(named name: String) -> CatalogueKind? { kindsByName[name] }
    public func kind(at path: String) -> CatalogueKind? { kindsByPath[path] }

    /// The address of an entry, without the language.
    public func path(to entry: Entry) -> String { kind(named: entry.kind)?.path(to: entry.slug) ?? "/" }

    /// Entries that are most like one, best first.
    public func alike(_ id: String, kinds: Set<String>? = nil, limit: Int) -> [String] {
        alikeEntries.ids(id, kinds: kinds, limit: limit) {
            search.similar(to: id, kinds: kinds, limit: limit).map(\.id)
        }
    }

    /// The position of the change feed that this node has taken in.
    public var position: Int { followed.withLock { $0 } }

    /// When the index was last made from the database alone; nil when this node began from a snapshot of it.
    public var builtAt: Instant? { built.withLock { $0 } }

    /// The search engine over the public catalogue.
    public var search: SearchIndex { searchIndex.withLock { $0 } }

    /// Reads the public catalogue: from the snapshot and what the change feed has since, or all of it from the
    /// database. Called once at start, before the server answers.
    public func build() async throws {
        if try await restore() { await catchUp() } else { try await rebuild() }
        readVectors()
    }

    /// Reads for their meaning the texts that have not been, until none is left or the task is cancelled. Until nearly all
    /// are, search compares words alone.
    ///
    /// Takes some 10 ms for each short text, on one thread; searches and updates go on meanwhile.
    public func encode() async {
        // Few at a time, so that requests come in between.
        while !Task.isCancelled, search.encode(atMost: 8) > 0 { await Task.yield() }
    }

    /// Reads the words of the texts that ``encode()`` has read, so that reasons can be told without reading them first.
    public func readWords() async {
        while !Task.isCancelled, search.readWords(ofTexts: 1) > 0 { await Task.yield() }
    }

    /// Makes the index anew from the database alone, while the one before goes on answering.
    public func rebuild() async throws {
        try await turn.take {
            let fresh = self.search.emptied()
            let today = CalendarDate.today
            let (position, rows) = try await self.database.read { transaction in
                let position = try ChangeFeed.position(in: transaction)
                var rows: [CatalogueIndex.Row] = []
                try PublicEntries.all(in: transaction) { read in
                    rows += read.rows
                    fresh.update(read.documents)
                }
                fresh.update([], position: position)
                return (position, rows)
            }
            fresh.takeVectors(from: self.search)
            self.index.replace(with: CatalogueIndex(rows).columns)
            self.searchIndex.withLock { $0 = fresh }
            self.learning.withLock { $0 = .off }
            self.followed.withLock { $0 = position }
            self.built.withLock { $0 = .now }
            self.saved.withLock { $0 = -1 }
            self.day.withLock { $0 = today }
        }
    }

    /// Writes the snapshot when something changed since the last one. A failure is logged and otherwise harmless.
    public func save() async {
        guard let snapshot else { return }
        do {
            try await turn.take {
                let position = self.position
                try self.saveVectors(snapshot)
                guard position > 0, self.saved.withLock({ $0 }) != position else { return }
                guard let place = try await self.place(at: position) else { return }
                try snapshot.save(self.index.columns, self.search, at: place, on: self.day.withLock { $0 })
                self.saved.withLock { $0 = position }
            }
        } catch {
            logger.error("the index cannot be saved", metadata: ["error": "\(error)"])
        }
    }

    /// Whether the snapshot could be taken: it is of this database, and of these topics and dictionaries.
    private func restore() async throws -> Bool {
        guard let snapshot, let (columns, place, day) = snapshot.load(),
            try await self.place(at: place.position) == place,
            let search = try? SearchIndex.load(from: snapshot.searchFile, like: search),
            search.position == place.position
        else { return false }
        index.replace(with: columns)
        searchIndex.withLock { $0 = search }
        followed.withLock { $0 = place.position }
        saved.withLock { $0 = place.position }
        self.day.withLock { $0 = day }
        return true
    }

    /// Writes the vectors when there are others than last time; they outlast an index that cannot be used again.
    private func saveVectors(_ snapshot: CatalogueSnapshot) throws {
        guard let meaning = search.meaning, savedMeaning.withLock({ meaning.isWorthSaving(after: $0) }) else { return }
        try snapshot.saveVectors(search)
        savedMeaning.withLock { $0 = meaning }
    }

    private func readVectors() {
        guard let snapshot, search.meaning != nil, snapshot.hasVectors else { return }
        do {
            try search.loadVectors(from: snapshot.vectorFile)
            if let meaning = search.meaning { savedMeaning.withLock { $0 = meaning } }
        } catch {
            logger.warning("texts are read for their meaning anew", metadata: ["reason": "\(error)"])
        }
    }

    private func place(at position: Int) async throws -> CatalogueSnapshot.Place? {
        let changes = try await database.read { try ChangeFeed.after(position - 1, limit: 1, in: $0) }
        return changes.first.flatMap { $0.position == position ? CatalogueSnapshot.Place($0) : nil }
    }

    /// Takes in what the change feed has since the last time. Safe to call from anywhere, at any time; calls queue up.
    public func catchUp() async {
        do {
            try await turn.take {
                while try await self.takeBatch() {}
                try await self.turn(to: .today)
            }
        } catch {
            logger.error("the catalogue cannot follow the change feed", metadata: ["error": "\(error)"])
        }
    }

    /// Reads again what began or ended since the day whose states the index holds. No statement on the same day.
    func turn(to today: CalendarDate) async throws {
        let since = day.withLock { $0 }
        guard since != today else { return }
        let (from, to) = (min(since, today).iso, max(since, today).iso)
        let read = try await database.read { transaction in
            try PublicEntries.turning(from: from, to: to, on: today, in: transaction)
        }
        index.update(read.rows)
        search.update(read.documents)
        day.withLock { $0 = today }
    }

    private func takeBatch() async throws -> Bool {
        let since = position
        let (changes, read) = try await database.read { transaction in
            let changes = try ChangeFeed.after(since, in: transaction)
            let ids = Array(Set(changes.map(\.subject.id)))
            return (changes, try PublicEntries.some(ids, in: transaction))
        }
        guard let last = changes.last else { return false }
        let gone = Set(changes.map(\.subject.id)).subtracting(read.rows.map(\.id))
        index.update(read.rows, removing: Array(gone))
        search.update(read.documents, removing: Array(gone), position: last.position)
        alikeEntries.forget(Set(changes.map(\.subject.id)))
        followed.withLock { $0 = last.position }
        return true
    }
}

/// Lets one piece of asynchronous work run at a time, in the order of asking.
private actor Turn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take(_ work: @Sendable () async throws -> Void) async rethrows {
        if isTaken { await withCheckedContinuation { waiting.append($0) } }
        isTaken = true
        defer {
            if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
        }
        try await work()
    }
}

/// Reads public entries as the index and the search engine need them.
enum PublicEntries {
    typealias Read = (rows: [CatalogueIndex.Row], documents: [SearchDocument])

    private static let batch = 2_000

    /// Reads all, a batch at a time, so that the texts of the whole catalogue are never in memory together.
    static func all(in transaction: Transaction, _ take: (Read) throws -> Void) throws {
        var last = ""
        while true {
            let ids: [String] = try transaction.all(
                """
                SELECT id FROM entry WHERE visibility = 'public' AND id > \(last) ORDER BY id LIMIT \(batch)
                """
            ).map { try $0["id"] }
            guard let end = ids.last else { return }
            try take(read("e.visibility = 'public' AND e.id > \(last) AND e.id <= \(end)", in: transaction))
            last = end
        }
    }

    static func some(_ ids: [String], in transaction: Transaction) throws -> Read {
        guard !ids.isEmpty else { return ([], []) }
        return try read("e.visibility = 'public' AND e.id IN \(list: ids)", in: transaction)
    }

    /// Those whose state another day changes, with the state of that day.
    static func turning(
        from: String, to: String, on day: CalendarDate, in transaction: Transaction
    ) throws -> Read {
        try read(
            """
            e.visibility = 'public' AND ((e.begins > \(from) AND e.begins <= \(to))
                OR (e.ends >= \(from) AND e.ends < \(to)))
            """, on: day, in: transaction)
    }

    private static func read(
        _ condition: SQL, on day: CalendarDate = .today, in transaction: Transaction
    ) throws -> Read {
        var values: [String: (topics: [String], goals: [String])] = [:]
        try transaction.each(
            """
            SELECT v.entry, v.facet, v.value FROM entry_value v JOIN entry e ON e.id = v.entry
            WHERE \(sql: condition) ORDER BY v.entry, v.value
            """
        ) { row in
            let entry: String = try row["entry"]
            if try row["facet"] == "topic" {
                values[entry, default: ([], [])].topics.append(try row["value"])
            } else {
                values[entry, default: ([], [])].goals.append(try row["value"])
            }
        }
        var rows: [CatalogueIndex.Row] = []
        var documents: [SearchDocument] = []
        try transaction.each(
            """
            SELECT e.*, c.slug AS city_slug, c.latitude AS city_latitude, c.longitude AS city_longitude
            FROM entry e LEFT JOIN entry c ON c.id = e.city WHERE \(sql: condition)
            """
        ) { row in
            let entry = try Entry(row, on: day)
            let own = values[entry.id] ?? ([], [])
            let listed = CatalogueIndex.Row(
                entry, topics: own.topics, goals: own.goals,
                latitude: try entry.latitude ?? row["city_latitude"],
                longitude: try entry.longitude ?? row["city_longitude"])
            rows.append(listed)
            documents.append(SearchDocument(entry, listed.values, citySlug: try row["city_slug"]))
        }
        return (rows, documents)
    }
}

extension CatalogueIndex.Row {
    init(_ entry: Entry, topics: [String], goals: [String], latitude: Double?, longitude: Double?) {
        var values: [Facet: [String]] = [.language: [entry.language.rawValue], .topic: topics, .goal: goals]
        values[.country] = entry.country.map { [$0] }
        values[.city] = entry.city.map { [$0] }
        values[.sector] = (entry.sector?.rawValue).map { [$0] }
        values[.evidence] = (entry.evidence?.rawValue).map { [$0] }
        values[.state] = (entry.state?.rawValue).map { [$0] }
        values[.origin] = (entry.origin?.rawValue).map { [$0] }
        self.init(
            id: entry.id, kind: entry.kind, title: entry.title.reading(for: entry.language).text,
            created: entry.createdAt.milliseconds, latitude: latitude, longitude: longitude,
            city: entry.kind == "city" ? entry.id : entry.city, values: values)
    }
}

extension SearchDocument {
    /// - Parameter values: what lists filter by; a query may ask for the same, and for a city by the end of its address.
    init(_ entry: Entry, _ values: [Facet: [String]], citySlug: String?) {
        var tags: [String: Set<String>] = [:]
        for (facet, values) in values where facet != .language { tags[facet.rawValue] = Set(values) }
        if let citySlug { tags[Facet.city.rawValue, default: []].insert(citySlug) }
        let others = Language.allCases.filter { $0 != entry.language && entry.title[$0] != nil }
        self.init(
            id: entry.id, kind: entry.kind, language: entry.language.rawValue,
            title: entry.title[entry.language]?.text ?? "", body: entry.story?[entry.language]?.text ?? "",
            texts: others.map { language in
                (language.rawValue, entry.title[language]?.text ?? "", entry.story?[language]?.text ?? "")
            },
            concepts: Set(values[.topic] ?? []), tags: tags)
    }
}

extension Knowledge.Meaning {
    /// Whether there are vectors of other texts, or many more words: those that searches read come one by one.
    fileprivate func isWorthSaving(after saved: Knowledge.Meaning?) -> Bool {
        guard let saved else { return texts > 0 }
        return texts != saved.texts || words > saved.words + saved.words / 10
    }
}
