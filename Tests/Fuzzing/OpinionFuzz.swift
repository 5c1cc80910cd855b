import Foundation

/// Exports of conversations, declared groups and rankings; the files of an input are parted by zero bytes. What a reader
/// takes must be computed with to numbers, and what was written must be readable.
enum Fuzz {
    static let readers: [@Sendable (Data) -> Void] = [
        { conversation($0, ["votes.csv"]) },
        { conversation($0, ["participants-votes.csv", "comments.csv", "votes.csv"]) },
        { conversation($0, ["votes.json", "math-pca2.json", "comments.json"]) },
        declared,
        { rankings($0) { try RankedBallotFile(parsingBLT: $0) } },
        { rankings($0) { try RankedBallotFile(parsingCSV: $0) } },
    ]

    private static let folder = {
        let folder = URL(filePath: "/dev/shm/innocities-fuzz-\(getpid())", directoryHint: .isDirectory)
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            preconditionFailure("the harness cannot write: \(error)")
        }
        return folder
    }()
    /// More votes take longer and reach nothing new.
    private static let mostVotes = 300

    private static func write(_ content: some DataProtocol, _ name: String) {
        do { try Data(content).write(to: folder.appending(path: name)) } catch {
            preconditionFailure("the harness cannot write: \(error)")
        }
    }

    private static func remove(_ name: String) { try? FileManager.default.removeItem(at: folder.appending(path: name)) }

    /// What is read, or nil for a fault that a person can act upon.
    private static func reading<Value>(_ read: () throws -> Value) -> Value? {
        do { return try read() } catch let fault as CommandFault {
            precondition(fault.description.hasPrefix(folder.path), fault.description)
            return nil
        } catch { preconditionFailure("not a fault for people: \(error)") }
    }

    private static func conversation(_ data: Data, _ names: [String]) {
        let parts = data.split(separator: 0, maxSplits: names.count - 1, omittingEmptySubsequences: false)
        for (name, part) in zip(names, parts) { write(part, name) }
        defer { for name in names { remove(name) } }
        let path = names.count == 1 ? folder.appending(path: names[0]).path : folder.path
        guard let input = reading({ try OpinionMapInput(path: path) }),
            input.conversation.votes.count <= mostVotes, input.conversation.statements.count <= mostVotes
        else { return }
        let start = CompatibleMap.Start(
            excluded: input.excluded, meta: input.meta, inConversation: input.stored?.inConversation,
            baseClusters: input.stored?.baseClusters.map { ($0.identifier, $0.members) } ?? [],
            components: input.stored?.components ?? [], isInOrderOfTime: input.isInOrderOfTime)
        let compatible = CompatibleMap(input.conversation, start: start)
        if let stored = input.stored { _ = ProductionComparison(compatible, stored: stored).document }
        let robust = OpinionMap(
            input.conversation,
            settings: .init(excluded: input.excluded, meta: input.meta, resamples: 2, peoplePerResample: 20))
        let numbers = (robust.places + compatible.places + compatible.statementPlaces).flatMap { [$0.x, $0.y] }
        precondition((numbers + robust.priorities).allSatisfy(\.isFinite), "a place that is no number")
        again(input, robust)
    }

    /// What is written as an export is read as the same votes.
    private static func again(_ input: OpinionMapInput, _ map: OpinionMap) {
        let numbered = input.conversation.statements.allSatisfy { Int($0) != nil }
        guard numbered, input.conversation.participants.allSatisfy({ !$0.isEmpty }) else { return }
        let file = folder.appending(path: "export")
        let written = reading { () -> OpinionMapInput in
            try PolisExportWriter(input: input, groupOf: [:]).write(to: file.path)
            return try OpinionMapInput(path: file.path)
        }
        precondition(written.map { OpinionMap($0.conversation).voteCount == map.voteCount } == true, "votes are lost")
    }

    /// Declared groups and their sizes beside a few votes.
    private static func declared(_ data: Data) {
        let parts = data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        write(Data("participant,statement,vote\na,1,1\nb,1,-1\nc,2,0\na,2,1\n".utf8), "votes.csv")
        write(parts[0], "groups.csv")
        write(parts.count > 1 ? parts[1] : Data(), "sizes.csv")
        defer { for name in ["votes.csv", "groups.csv", "sizes.csv"] { remove(name) } }
        guard var input = reading({ try OpinionMapInput(path: folder.appending(path: "votes.csv").path) }),
            let groupings = reading({ try input.declaredGroups(folder.appending(path: "groups.csv").path) })
        else { return }
        let sizes = reading { try input.declaredSizes(folder.appending(path: "sizes.csv").path) } ?? [:]
        for var grouping in groupings.prefix(20) {
            grouping.sizes = sizes[grouping.name] ?? [:]
            let report = DeclaredGroups(input.conversation, grouping: grouping)
            let weight = report.groups.reduce(0) { $0 + $1.weight }
            precondition(report.groups.isEmpty || abs(weight - 1) < 1e-9, "groups that weigh \(weight)")
            _ = TranslationCheck(input.conversation, languages: grouping.groupOf)
        }
    }

    /// Ballots that were written are the ones that were read.
    private static func rankings(_ data: Data, read: (String) throws -> RankedBallotFile) {
        guard let file = try? read(String(decoding: data, as: UTF8.self)) else { return }
        let counted = file.withoutWithdrawn()
        precondition(counted.ballots.joinedCandidates.allSatisfy(counted.candidates.indices.contains))
        do {
            let again = try RankedBallotFile(parsingBLT: file.blt())
            precondition(again.ballots.map(\.levels) == file.ballots.map(\.levels), "rankings are lost")
        } catch { preconditionFailure("the ballots that were written cannot be read: \(error)") }
    }

    static func seeds() -> [FuzzSeed] {
        let export = """
            participant,group-id,n-votes,0,1\n7,0,2,1,-1\n8,,1,,0\n\0comment-id,moderated,is-meta,comment-body
            0,1,false,"a, b"\n1,-1,true,Ä\n\0timestamp,comment-id,voter-id,vote\n5,0,7,1\n6,1,7,-1\n7,1,8,0\n
            """
        let production = """
            [{"pid":0,"tid":0,"vote":1,"modified":"5"},{"pid":1,"tid":0,"vote":-1,"modified":6}]\0{"tids":[0,1],\
            "mod-out":[1],"meta-tids":[],"in-conv":[0,1],"pca":{"center":[0,0],"comps":[[1,0],[0,1]],\
            "comment-projection":[[1,2],[1,2]],"comment-extremity":[1,2]},"base-clusters":{"x":[1,2],"y":[1,2],\
            "id":[0,1],"members":[[0],[1]]},"group-clusters":[{"id":0,"center":[1,1],"members":[0,1]}],"repness":\
            {"0":[{"tid":0,"repful-for":"agree","n-success":1,"n-trials":1}]},"consensus":{"agree":[{"tid":0}],\
            "disagree":[]},"comment-priorities":{"0":1,"1":2},"group-aware-consensus":{"0":1}}\0[{"tid":0,"txt":"a",\
            "mod":1,"is_meta":false},{"tid":1,"mod":-1}]
            """
        let inputs: [(String, UInt8, String)] = [
            ("votes", 0, "participant,statement,vote,time\na,1,1,3\r\na,2,-1,4\nb,1,pass,2026-11-22\n"),
            ("export", 1, export), ("production", 2, production),
            ("declared", 3, "participant,country,language\na,FI,fi\nb,PL,\n\0grouping,group,size\ncountry,FI,5.5e6\n"),
            ("blt", 4, "3 2\n-3\n5 1 2=3 0\n1 0\n2 3 1 0\n0\n\"A\"\n\"B\"\n\"C\"\n\"T\"\n"),
            ("table", 5, "count,A,B,C\n5,1,2,2\n1,,,1\n"),
            ("ward", 5, "2,1\n3,1,2,\nCandidate 1,A,X\nCandidate 2,B,Y\nW\n"),
        ]
        return inputs.map { FuzzSeed($0, $1, Data($2.utf8)) }
    }
}

extension [RankedBallotFile.Ballot] {
    fileprivate var joinedCandidates: [Int] { flatMap { $0.levels.joined() } }
}
