/// Finds out how a package counts positions, from the names of selections, which mostly are the text they select.
struct REFIPlacement {
    /// The convention that the last text turned out to have: programs are true to themselves.
    private var last = REFIPositionConvention.standard

    /// How far names bear a convention out.
    private struct Evidence {
        /// Names that are the whole text of their selections count for more than those that only begin it.
        var weight = 0
        var matching = 0
    }

    /// Most selections that are tried with each convention.
    private static let sample = 200

    /// Gives selections their places in the text with its line breaks made one, and tells what had to be done for it.
    mutating func place(
        _ selections: [REFITextSelection], in text: REFIPlacedText,
        _ note: (REFINotice.Effect, REFINotice.Reason) -> Void
    ) -> [REFITextSelection] {
        let named = selections.filter { !($0.name ?? "").isEmpty }
        let convention = convention(of: Array(named.prefix(Self.sample)), in: text, note)
        let places = text.places(convention)
        if named.isEmpty, !selections.isEmpty, text.isAmbiguous() { note(.noticed, .positionsUnsure) }
        return selections.compactMap { placed($0, places, text, note) }
    }

    private mutating func convention(
        of named: [REFITextSelection], in text: REFIPlacedText,
        _ note: (REFINotice.Effect, REFINotice.Reason) -> Void
    ) -> REFIPositionConvention {
        guard !named.isEmpty else { return .standard }
        let standard = evidence(named, .standard, text)
        if standard.matching == named.count { return .standard }
        var (best, bestEvidence) = (REFIPositionConvention.standard, standard)
        for candidate in [last] + text.conventions {
            let evidence = evidence(named, candidate, text)
            if evidence.weight > bestEvidence.weight { (best, bestEvidence) = (candidate, evidence) }
            if evidence.matching == named.count, evidence.weight == 2 * named.count { break }
        }
        // One label that happens to stand in the text somewhere proves nothing about the others.
        guard best != .standard, 2 * bestEvidence.matching >= named.count else {
            if standard.matching < named.count {
                note(.noticed, .namesDiffer(count: named.count - standard.matching, of: named.count))
            }
            return .standard
        }
        last = best
        note(.repaired, .positionsCounted(best, matching: bestEvidence.matching, of: named.count))
        return best
    }

    private func evidence(
        _ named: [REFITextSelection], _ convention: REFIPositionConvention, _ text: REFIPlacedText
    ) -> Evidence {
        let places = text.places(convention)
        var evidence = Evidence()
        for selection in named {
            guard let name = selection.name, let range = places.range(selection.start, selection.end) else { continue }
            let weight = Self.likeness(name, text.scalars[range])
            evidence.weight += weight
            evidence.matching += weight > 0 ? 1 : 0
        }
        return evidence
    }

    /// 2 when the name is the text, 1 when it is its beginning, else 0. Runs of white space are alike: XML makes spaces
    /// of the line breaks in a name.
    private static func likeness(_ name: String, _ text: ArraySlice<Unicode.Scalar>) -> Int {
        var name = Array(name.unicodeScalars)[...]
        var isCut = false
        while let last = name.last, last == "\u{2026}" || last == "\u{FFFD}" || last.isSpace {
            isCut = isCut || !last.isSpace
            name = name.dropLast()
        }
        if name.count > 3, name.suffix(3).allSatisfy({ $0 == "." }) {
            if beginning(text, name) == nil { (name, isCut) = (name.dropLast(3), true) }
        }
        guard !name.isEmpty, let rest = beginning(text, name) else { return 0 }
        if rest.allSatisfy(\.isSpace) { return 2 }
        // Short beginnings are found everywhere.
        return isCut || name.count >= 4 ? 1 : 0
    }

    /// What follows the beginning of a text; nil when the text does not begin so.
    private static func beginning(
        _ text: ArraySlice<Unicode.Scalar>, _ beginning: ArraySlice<Unicode.Scalar>
    ) -> ArraySlice<Unicode.Scalar>? {
        var rest = text.drop(while: \.isSpace)
        // A selection that begins with white space is shown by a name without it, but one off by one is not meant.
        guard rest.count == text.count || beginning.first?.isSpace ?? false else { return nil }
        var wanted = beginning.drop(while: \.isSpace)
        while let next = wanted.first {
            if next.isSpace {
                guard rest.first?.isSpace ?? false else { return nil }
                wanted = wanted.drop(while: \.isSpace)
                rest = rest.drop(while: \.isSpace)
            } else {
                guard rest.first == next else { return nil }
                wanted = wanted.dropFirst()
                rest = rest.dropFirst()
            }
        }
        return rest
    }

    private func placed(
        _ selection: REFITextSelection, _ places: REFIPlacedText.Places, _ text: REFIPlacedText,
        _ note: (REFINotice.Effect, REFINotice.Reason) -> Void
    ) -> REFITextSelection? {
        var placed = selection
        if let range = places.range(selection.start, selection.end) {
            (placed.start, placed.end) = (range.lowerBound, range.upperBound)
            if range.isEmpty { note(.noticed, .selectionEmpty(start: range.lowerBound)) }
            return placed
        }
        let length = text.scalars.count
        guard selection.start >= 0, selection.start < selection.end,
            let start = places.roundedPlace(of: selection.start), start < length,
            let end = places.roundedPlace(of: selection.end), start < end
        else {
            note(
                .lost,
                .selectionOutside(
                    start: selection.start, end: selection.end, length: length, codings: selection.codings.count))
            return nil
        }
        note(.repaired, .selectionCut(start: selection.start, end: selection.end, length: length))
        (placed.start, placed.end) = (start, end)
        return placed
    }
}

extension Unicode.Scalar {
    /// White space, answered at once for the scalars that nearly all text is made of.
    fileprivate var isSpace: Bool {
        value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }
}
