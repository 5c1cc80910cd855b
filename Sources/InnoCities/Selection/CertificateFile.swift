import Exchange
import FairSelection
import Languages

/// A certificate as a JSON file, and back.
enum CertificateFile {
    private static let format = "innocities-equal-shares-1"

    static func document(_ certificate: Certificate, inputHash: String) -> JSONValue {
        func list(_ numbers: [Int]) -> JSONValue { .array(numbers.map { .integer($0) }) }
        return [
            "format": .string(format), "inputHash": .string(inputHash),
            "utility": .string(certificate.utility.rawValue), "completion": .string(certificate.completion.rawValue),
            "ties": .array(certificate.ties.criteria.map { .string($0.rawValue) }),
            "seed": .string(certificate.ties.seed), "budget": .integer(certificate.budget),
            "minorUnits": .integer(certificate.minorUnits), "weightUnit": .integer(certificate.weightUnit),
            "totalWeight": .integer(certificate.totalWeight), "endowment": .string(certificate.endowment.description),
            "winners": list(certificate.winners), "free": list(certificate.free),
            "addedByVotes": list(certificate.addedByVotes), "overspending": list(certificate.overspending),
            "purchases": .array(
                certificate.purchases.map {
                    [
                        "project": .integer($0.project), "price": .string($0.price.description),
                        "exhausted": list($0.exhausted),
                    ]
                }),
            "stages": .array(
                certificate.stages.map {
                    ["first": .integer($0.first), "last": .integer($0.last), "winners": list($0.winners)]
                }),
            "projects": .array(
                certificate.projects.enumerated().map { index, project in
                    [
                        "id": .string(project.id), "cost": .integer(project.cost),
                        "votes": .integer(certificate.votes[index]), "score": .integer(certificate.scores[index]),
                    ]
                }),
            "types": .array(
                certificate.types.map {
                    ["projects": list($0.projects), "values": list($0.values), "weight": .integer($0.weight)]
                }),
        ]
    }

    /// - Throws: `CommandFault` naming the place that cannot be read.
    static func read(_ bytes: [UInt8], file: String) throws -> (certificate: Certificate, inputHash: String) {
        let limits = JSONLimits(bytes: 1 << 30, values: 50_000_000)
        let root: JSONValue
        do { root = try JSONValue(parsing: bytes, limits: limits) } catch {
            throw CommandFault("\(file): \(JSONSentences.text(error))")
        }
        let reader = Reader(file: file, value: root, path: "")
        guard try reader["format"].string() == format else {
            throw CommandFault("\(file): format: this is no certificate that this version can check.")
        }
        let projects = try reader["projects"].list()
        let types = try reader["types"].list()
        let criteria = try reader["ties"].list().map { try $0.named(TieChain.Criterion.self) }
        let certificate = Certificate(
            budget: try reader["budget"].integer(), minorUnits: try reader["minorUnits"].integer(),
            projects: try projects.map { .init(id: try $0["id"].string(), cost: try $0["cost"].integer()) },
            votes: try projects.map { try $0["votes"].integer() },
            scores: try projects.map { try $0["score"].integer() },
            types: try types.map {
                .init(
                    projects: try $0["projects"].integers(), values: try $0["values"].integers(),
                    weight: try $0["weight"].integer())
            },
            totalWeight: try reader["totalWeight"].integer(), weightUnit: try reader["weightUnit"].integer(),
            utility: try reader["utility"].named(Utility.self),
            completion: try reader["completion"].named(Completion.self),
            ties: TieChain(criteria, seed: try reader["seed"].string()),
            endowment: try reader["endowment"].fraction(), free: try reader["free"].integers(),
            purchases: try reader["purchases"].list().map {
                .init(
                    project: try $0["project"].integer(), price: try $0["price"].fraction(),
                    exhausted: try $0["exhausted"].integers())
            },
            addedByVotes: try reader["addedByVotes"].integers(),
            stages: try reader["stages"].list().map {
                .init(
                    first: try $0["first"].integer(), last: try $0["last"].integer(),
                    winners: try $0["winners"].integers())
            },
            overspending: try reader["overspending"].integers(), winners: try reader["winners"].integers())
        return (certificate, try reader["inputHash"].string())
    }

    /// A value with its place, for faults.
    private struct Reader {
        let file: String
        let value: JSONValue?
        let path: String

        subscript(name: String) -> Reader {
            Reader(file: file, value: value?[name], path: path.isEmpty ? name : "\(path).\(name)")
        }

        func list() throws -> [Reader] {
            guard let array = value?.array else { throw fault("a list") }
            return array.enumerated().map { Reader(file: file, value: $1, path: "\(path)[\($0)]") }
        }

        func integers() throws -> [Int] { try list().map { try $0.integer() } }

        func integer() throws -> Int {
            guard let number = value?.integer else { throw fault("a whole number") }
            return number
        }

        func string() throws -> String {
            guard let string = value?.string else { throw fault("a text") }
            return string
        }

        func fraction() throws -> Fraction {
            guard let text = value?.string, let fraction = Fraction(text) else {
                throw fault("a fraction such as \"7/2\"")
            }
            return fraction
        }

        func named<Value: RawRepresentable<String>>(_ type: Value.Type) throws -> Value {
            guard let value = value?.string.flatMap(Value.init) else { throw fault("one of the known names") }
            return value
        }

        private func fault(_ wanted: String) -> CommandFault {
            CommandFault("\(file): \(path): \(wanted) should stand here.")
        }
    }
}

/// `innocities select --check`.
enum SelectionCheck {
    static func run(_ file: String, ballots: String?, everyEndowment: Bool, json: Bool, _ t: Localiser) throws {
        let (certificate, inputHash) = try CertificateFile.read([UInt8](try NamedFile.data(file)), file: file)
        if let ballots { try compare(certificate, inputHash, with: ballots, file: file) }
        do { try CertificateChecker.check(certificate, depth: everyEndowment ? .everyEndowment : .outcome) } catch {
            throw CommandFault("\(file): \(error)")
        }
        let winners = certificate.winners.map { certificate.projects[$0].id }
        if json {
            let document: JSONValue = [
                "valid": true, "ballotsCompared": .bool(ballots != nil), "everyEndowment": .bool(everyEndowment),
                "winners": .array(winners.map { .string($0) }), "inputHash": .string(inputHash),
            ]
            return print(document.text())
        }
        print(t("The certificate holds. Winners (\(winners.count)): \(list: winners)."))
        print(
            ballots == nil
                ? t("It was checked against the ballots that it holds itself; name the .pb file to compare them.")
                : t("Its ballots are those of the file."))
        if certificate.completion != .none, certificate.completion != .utilitarian, !everyEndowment {
            print(t("Endowments before the one that stands were not replayed; --every-endowment does that."))
        }
    }

    /// The projects and the ballots of the certificate must be those of the file.
    private static func compare(_ claim: Certificate, _ inputHash: String, with file: String, file name: String) throws
    {
        let bytes = [UInt8](try NamedFile.data(file))
        guard InputHash.of(bytes) == inputHash else {
            throw CommandFault("\(name): inputHash: the certificate was made from another file than \(file).")
        }
        let election = try PabulibElection(bytes, file: file).election
        if let fault = claim.difference(from: election) { throw CommandFault("\(name): \(fault)") }
    }
}
