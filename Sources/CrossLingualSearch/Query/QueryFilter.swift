/// Which documents a query lets through, whatever they score.
struct QueryFilter {
    let query: SearchQuery
    var conditions = QueryConditions()

    /// Whether all documents that pass are asked for: there are conditions and no words to rank by.
    var isAll: Bool { query.text.isEmpty && !conditions.isEmpty }

    func passes(in segment: Segment) -> (Int) -> Bool {
        let isWanted = segment.content.names.map { query.kinds?.contains($0) ?? true }
        let meets = conditions.filter(of: segment)
        return { document in
            isWanted[Int(segment.content.kinds[document])] && segment.has(query.tags, document: document)
                && meets(document) && query.allows?(segment.id(of: document)) ?? true
        }
    }
}

extension IndexState {
    /// What may stand before a colon in a query.
    var fields: Set<String> {
        let own: Set = [ExpertQuery.titleField, ExpertQuery.kindField, ExpertQuery.languageField]
        return segments.reduce(own) { $0.union($1.segment.tagKeys) }
    }
}
