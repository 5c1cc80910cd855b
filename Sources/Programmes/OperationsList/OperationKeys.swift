import Foundation
import Languages
import Platform

/// By what the operations of a list are known at every import: the authority's code, or what the row says where there is
/// no code. Notices which keys stand more than once, in eight bytes for each operation.
struct OperationKeys {
    private var noted: [Int] = []
    private(set) var repeated: Set<Int> = []

    /// Takes note of the next operation of the list.
    mutating func note(_ operation: FundedOperation) { noted.append(Self.key(of: operation).hashValue) }

    /// Ends the notes. Two keys out of a million are taken for one with a chance of one in thirty million; both are then
    /// known by what their rows say, which is as good.
    mutating func finish() {
        noted.sort()
        for (one, next) in zip(noted, noted.dropFirst()) where one == next { repeated.insert(one) }
        noted = []
    }

    func isRepeated(_ operation: FundedOperation) -> Bool { repeated.contains(Self.key(of: operation).hashValue) }

    /// The code in plain letters, or the digest.
    static func key(of operation: FundedOperation) -> String {
        let code = operation.code.map(plain) ?? ""
        return code.isEmpty ? digest(of: operation) : code
    }

    /// What the row says, as 16 hexadecimal digits.
    static func digest(of operation: FundedOperation) -> String {
        let facts =
            [
                operation.code, operation.title, operation.beneficiary, operation.programme, operation.start?.iso,
                operation.end?.iso,
            ].map { $0 ?? "" } + operation.amounts.map { "\($0.meaning) \($0.phase) \($0.minorUnits) \($0.currency)" }
        return String(FileDigest(of: Data(facts.joined(separator: "\u{1F}").utf8)).hexadecimal.prefix(16))
    }

    /// A text in plain letters for an address.
    static func plain(_ text: String) -> String {
        let letters = folded(text).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return String(String(letters).split(separator: "-").joined(separator: "-").prefix(60))
    }
}
