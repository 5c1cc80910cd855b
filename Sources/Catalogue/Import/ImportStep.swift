public import Exchange

/// A document on its way in, with where it came from.
public struct ImportStep: Sendable {
    let action: any FactsImport.Type
    let document: JSONValue
    let row: Int
    let file: Int
    let columns: [String: String]

    /// - Parameters:
    ///   - row: its row in the file, for the report.
    ///   - file: the number of its report.
    ///   - columns: what the file calls members, where it calls them otherwise.
    public init(
        _ action: any FactsImport.Type, _ document: JSONValue, row: Int, file: Int = 0, columns: [String: String] = [:]
    ) {
        self.action = action
        self.document = document
        self.row = row
        self.file = file
        self.columns = columns
    }

    /// The key by which other documents refer to it.
    fileprivate var key: String? { document["slug"]?.string ?? document["key"]?.string }
}

/// Which documents of an import refer to which others.
struct ImportReferences {
    private let steps: [ImportStep]
    private let places: [String: [Int]]

    init(_ steps: [ImportStep]) {
        self.steps = steps
        places = Dictionary(grouping: steps.indices.filter { steps[$0].key != nil }) { steps[$0].key ?? "" }
    }

    /// The documents before a range that it refers to, directly or through others, in their order.
    /// - Complexity: linear in the texts of the documents that are looked at.
    func needed(by range: Range<Int>) -> [Int] {
        var needed: Set<Int> = []
        var open = Array(range)
        while let next = open.popLast() {
            Self.texts(steps[next].document) { text in
                for place in places[text] ?? [] where place < range.lowerBound && needed.insert(place).inserted {
                    open.append(place)
                }
            }
        }
        return needed.sorted()
    }

    private static func texts(_ value: JSONValue, _ found: (String) -> Void) {
        switch value {
        case .string(let text): found(text)
        case .array(let elements): for element in elements { texts(element, found) }
        case .object(let members): for (_, member) in members { texts(member, found) }
        case .null, .bool, .integer, .number: break
        }
    }
}
