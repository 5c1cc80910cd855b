public import Foundation

/// Makes the file of a ``VectorSpace`` from texts that say the same in several languages.
///
/// An origin is the mean of a role's vectors in a language, weighted by their length where there are two, or of its words,
/// each encoded by itself. The map is the inverse of the lower Cholesky factor of the mean covariance of translations
/// around what they have in common, to which a multiple of the identity is added so that few texts cannot bend the space:
/// likenesses then are those of the inverse covariance (within-class covariance normalisation, Hatch, Kajarekar and
/// Stolcke, 2006). A theme's direction is the mean of its names' over the languages. The projection keeps the numbers in
/// which the texts have the most.
public struct VectorSpaceMaker {
    /// Weight of the identity, in units of the covariance's mean variance. Between 1 and 2 the measure is flat.
    private static let shrinkage = 1.5

    private let encoder: MultilingualEncoder
    private let mostNumbers: Int
    /// A text in one language.
    private struct Version {
        let vector: [Double]
        /// As ``VectorSpace/sentenceShare(of:)``.
        let sentenceShare: Double
    }
    /// By role: each text's versions, by tongue.
    private var versions: [MultilingualEncoder.Role: [[Tongue: Version]]] = [:]
    /// What a text counts for the origin of texts of another length, where there are none of that length.
    private static let leastWeight = 0.001
    /// Words of the texts by tongue.
    private var words: [Tongue: Set<String>] = [:]
    /// Words of a language whose mean is taken.
    private static let mostWords = 1_000
    private var themes: [[Tongue: [Double]]] = []

    /// - Parameter mostNumbers: how many numbers a vector shall have, if the encoder gives as many. With 384 in place of
    ///   256 nDCG@10 of our own needs was .646 instead of .653, of their keywords .698 instead of .703, of the shorter
    ///   needs of `hand` .889 instead of .879, and memory half as much again.
    public init(encoder: MultilingualEncoder, mostNumbers: Int = 256) {
        self.encoder = encoder
        self.mostNumbers = mostNumbers
    }

    /// Adds a text in several languages, by their codes; versions in other languages than the twelve do not count.
    public mutating func add(_ translations: [String: String], as role: MultilingualEncoder.Role) {
        versions[role, default: []].append(vectors(of: translations, as: role))
        for (code, text) in translations where Tongue.analysed.contains(Tongue(code: code)) {
            addWords(of: text, in: Tongue(code: code))
        }
    }

    /// Adds a theme by its names in some of the twelve languages, at least one.
    ///
    /// Only the languages in which every theme has a name count, if there are any, or themes with more of them would be
    /// nearer to everything; four of different families do as well as all.
    public mutating func addTheme(_ names: [String: String]) {
        themes.append(vectors(of: names, as: .query).mapValues(\.vector))
    }

    private func vectors(of texts: [String: String], as role: MultilingualEncoder.Role) -> [Tongue: Version] {
        var vectors: [Tongue: Version] = [:]
        for (code, text) in texts where Tongue.analysed.contains(Tongue(code: code)) {
            vectors[Tongue(code: code)] = encoder.vector(of: text, as: role).map {
                Version(vector: $0.map(Double.init), sentenceShare: Double(VectorSpace.sentenceShare(of: text)))
            }
        }
        return vectors
    }

    /// The themes in the languages that all of them have, or else in all.
    private var evenThemes: [[Tongue: [Double]]] {
        let shared = themes.dropFirst().reduce(Set(themes.first?.keys.map(\.self) ?? [])) { $0.intersection($1.keys) }
        return shared.isEmpty ? themes : themes.map { $0.filter { shared.contains($0.key) } }
    }

    private mutating func addWords(of text: String, in tongue: Tongue) {
        var known = words[tongue] ?? []
        for token in Tokeniser.tokens(of: text, in: tongue) where known.count < Self.mostWords {
            if !StopWords.contains(token.word, tongue), token.word.allSatisfy(\.isLetter) { known.insert(token.word) }
        }
        words[tongue] = known
    }

    /// The means of the words' vectors by tongue; those of none are empty.
    private func wordMeans() -> [[Double]] {
        Tongue.analysed.map { tongue in
            let vectors = (words[tongue] ?? []).sorted().compactMap { encoder.vector(of: $0, as: .query) }
            return Self.mean(vectors.map { $0.map(Double.init) })
        }
    }

    /// Writes the file.
    ///
    /// - Throws: ``VectorSpaceError/tooFewTexts`` when a role has no text in one of the languages.
    /// - Complexity: cubic in the encoder's dimension and the number of themes together.
    public func write(to file: URL) throws {
        let dimension = encoder.dimension
        var origins: [[Double]] = []
        var moved: [MultilingualEncoder.Role: [[[Double]]]] = [:]
        for role in MultilingualEncoder.Role.allCases {
            let texts = versions[role] ?? []
            let short = role == .query ? Self.origins(texts) { 1 - $0 } : Self.origins(texts) { _ in 1 }
            let long = role == .query ? Self.origins(texts) { $0 } : short
            guard short.allSatisfy({ $0.count == dimension }) else { throw VectorSpaceError.tooFewTexts }
            for means in role == .query ? [short, long] : [short] { origins += means + [Self.mean(means)] }
            moved[role] = texts.map { Self.moved($0, from: short, long) }
        }
        let wordMeans = wordMeans()
        guard wordMeans.allSatisfy({ $0.count == dimension }) else { throw VectorSpaceError.tooFewTexts }
        origins += wordMeans + [Self.mean(wordMeans)]
        // In the order of roles, so that the file is the same each time.
        let texts = MultilingualEncoder.Role.allCases.flatMap { moved[$0] ?? [] }
        let map = Self.map(texts, dimension: dimension)
        func directions(_ vectors: [[Double]]) -> [[Float]] { vectors.map { map($0.map(Float.init)).unit } }

        let themes = evenThemes
        let origin = Self.means(themes)
        let named = LinearMap(
            rows: themes.map { Self.mean(directions(Self.moved($0, from: origin))).unit }, inputs: dimension)
        let answers = directions((moved[.passage] ?? []).flatMap(\.self))
        let described = Themes(
            directions: named, usual: Self.mean(answers.map { Themes.shares(of: $0, among: named) }))
        var moments = SquareMatrix(size: dimension + themes.count)
        for text in directions(texts.flatMap(\.self)) {
            moments.addSquare(of: described.described(text).map(Double.init))
        }
        let projection = LinearMap(
            rows: moments.principalDirections(min(dimension, mostNumbers)).map { $0.map(Float.init) },
            inputs: moments.size)

        let writer = try SealedFileWriter(file)
        try writer.append([VectorSpace.magic, encoder.fingerprint, UInt64(projection.outputs)])
        try writer.append(origins.joined().map { Float($0).bitPattern })
        try writer.append(map.halves)
        try writer.append(named.halves)
        try writer.append(described.usual.map(\.bitPattern))
        try writer.append(projection.halves)
        try writer.finish()
    }

    /// What makes the differences between translations count less.
    private static func map(_ texts: some Sequence<[[Double]]>, dimension: Int) -> LinearMap {
        var covariance = SquareMatrix(size: dimension)
        for versions in texts where versions.count > 1 {
            let shared = mean(versions)
            for version in versions { covariance.addSquare(of: difference(version, shared)) }
        }
        covariance.addToDiagonal(max(shrinkage * covariance.trace / Double(dimension), .leastNormalMagnitude))
        let map = covariance.inverseOfCholeskyFactor
        // As long as the encoder's vectors, so that half precision keeps every place.
        let squares = map.joined().reduce(0) { $0 + $1 * $1 }
        let scale = (Double(dimension) / squares).squareRoot()
        return LinearMap(rows: map.map { $0.map { Float($0 * scale) } }, inputs: dimension)
    }

    /// The mean of each language's vectors; empty for a language without.
    private static func means(_ texts: [[Tongue: [Double]]]) -> [[Double]] {
        Tongue.analysed.map { tongue in mean(texts.compactMap { $0[tongue] }) }
    }

    /// As ``means(_:)``, each text weighted by its length.
    private static func origins(_ texts: [[Tongue: Version]], weight: (Double) -> Double) -> [[Double]] {
        Tongue.analysed.map { tongue in
            let versions = texts.compactMap { $0[tongue] }
            let weights = versions.map { max(leastWeight, weight($0.sentenceShare)) }
            let scale = Double(versions.count) / weights.reduce(0, +)
            return mean(zip(versions, weights).map { version, weight in version.vector.map { $0 * weight * scale } })
        }
    }

    /// The versions of a text, each measured from the origin of its language and length.
    private static func moved(
        _ text: [Tongue: Version], from short: [[Double]], _ long: [[Double]]
    ) -> [[Double]] {
        Tongue.analysed.compactMap { tongue in
            guard let version = text[tongue] else { return nil }
            let (short, long) = (short[Int(tongue.rawValue)], long[Int(tongue.rawValue)])
            let origin = zip(short, long).map { $0 + version.sentenceShare * ($1 - $0) }
            return difference(version.vector, origin)
        }
    }

    /// The versions of a text, each measured from the mean of its language.
    private static func moved(_ text: [Tongue: [Double]], from means: [[Double]]) -> [[Double]] {
        Tongue.analysed.compactMap { tongue in text[tongue].map { difference($0, means[Int(tongue.rawValue)]) } }
    }

    /// Empty for no vectors.
    private static func mean<Number: BinaryFloatingPoint>(_ vectors: [[Number]]) -> [Number] {
        guard var sum = vectors.first else { return [] }
        for vector in vectors.dropFirst() { for index in sum.indices { sum[index] += vector[index] } }
        return sum.map { $0 / Number(vectors.count) }
    }

    private static func difference(_ one: [Double], _ other: [Double]) -> [Double] { zip(one, other).map { $0 - $1 } }
}
