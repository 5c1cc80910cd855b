import Exchange
import FairSelection

/// A joint call as it is written in a file.
///
/// `agencies` (`id`, `budget`, optional `extra`), `topup` (`total`, `gap_share_bp`, optional `rate_bp`), `proposals`
/// (`id`, `score`, `requests` by agency, optional `spread`), optional `demand` (`proposals`, `partners`, `request`).
/// Amounts and scores are whole numbers. What else stands in the file is passed over.
struct JointCallFile {
    let call: JointCall
    let demand: ExpectedDemand?

    /// - Throws: `JSONError` or `JointCallFault`, both with the place.
    init(parsing text: String, ties: JointCall.TieKey) throws {
        let document = JSONField(try JSONValue(parsing: text), path: "")
        let agencies = try document.member("agencies").elements().map { agency in
            JointCall.Agency(
                id: try agency.member("id").string(), budget: try agency.member("budget").integer(),
                extra: try agency.optional("extra")?.integer())
        }
        let positions = Dictionary(agencies.map(\.id).enumerated().map { ($1, $0) }) { first, _ in first }
        demand = try document.optional("demand").map(Self.demand)
        let proposals =
            demand == nil ? try document.member("proposals") : try document.optional("proposals")
        call = try JointCall(
            agencies: agencies,
            proposals: try proposals?.elements().map { try Self.proposal($0, positions) } ?? [],
            topUp: try Self.topUp(document.member("topup")), ties: ties)
    }

    private static func topUp(_ field: JSONField) throws -> JointCall.TopUp {
        JointCall.TopUp(
            total: try field.member("total").integer(), gapShare: try field.member("gap_share_bp").integer(),
            rate: try field.optional("rate_bp")?.integer())
    }

    private static func proposal(_ field: JSONField, _ agencies: [String: Int]) throws -> JointCall.Proposal {
        let requests = try field.member("requests").members().map { name, amount in
            guard let agency = agencies[name] else {
                throw JointCallFault(
                    amount.path, "there is no agency \"\(name)\"; add it to agencies or mend the name.")
            }
            let sum = try amount.integer()
            guard sum >= 0 else {
                throw JointCallFault(amount.path, "\(sum) is negative; write an amount of 0 or more.")
            }
            return JointCall.Request(agency: agency, amount: sum)
        }
        return JointCall.Proposal(
            id: try field.member("id").string(), score: try field.member("score").integer(), requests: requests,
            spread: try field.optional("spread")?.integer())
    }

    private static func demand(_ field: JSONField) throws -> ExpectedDemand {
        func range(_ name: String) throws -> ClosedRange<Int> {
            let field = try field.member(name)
            let ends = try field.elements().map { try $0.integer() }
            guard ends.count == 2, ends[0] <= ends[1] else {
                throw JointCallFault(field.path, "write the lowest and the highest number, as [3, 6].")
            }
            return ends[0]...ends[1]
        }
        return ExpectedDemand(
            proposals: try field.member("proposals").integer(), partners: try range("partners"),
            request: try range("request"))
    }
}

/// A value of a JSON document with its place in it.
struct JSONField {
    private let value: JSONValue
    let path: String

    init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    func member(_ name: String) throws -> JSONField {
        guard let member = try optional(name) else {
            throw JointCallFault(place(of: name), "it is missing.")
        }
        return member
    }

    /// Nil when the member is missing or `null`.
    func optional(_ name: String) throws -> JSONField? {
        guard let object = value.object else { throw JointCallFault(shown, "an object { … } must stand here.") }
        guard let member = object[name], !member.isNull else { return nil }
        return JSONField(member, path: place(of: name))
    }

    func elements() throws -> [JSONField] {
        guard let array = value.array else { throw JointCallFault(shown, "an array [ … ] must stand here.") }
        return array.enumerated().map { JSONField($1, path: "\(path)[\($0)]") }
    }

    func members() throws -> [(String, JSONField)] {
        guard let object = value.object else { throw JointCallFault(shown, "an object { … } must stand here.") }
        return object.map { ($0.name, JSONField($0.value, path: place(of: $0.name))) }
    }

    func string() throws -> String {
        guard let string = value.string else { throw JointCallFault(shown, "a text in quotes must stand here.") }
        return string
    }

    func integer() throws -> Int {
        guard let integer = value.integer else {
            throw JointCallFault(shown, "a whole number must stand here, without decimals and quotes.")
        }
        return integer
    }

    private var shown: String { path.isEmpty ? "the document" : path }
    private func place(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
