import Exchange
import Foundation
import OpinionMapping
import SeededRandom
import Testing

@testable import InnoCities

/// Files of votes as a broken or a hostile sender might send them: read or refused with file, line and mend, never a
/// crash and never another meaning than the one written.
@Suite struct OpinionFilesTests {
    /// The files of one input by their names; the first is the one to name when it stands alone.
    private static let inputs: [[(name: String, text: String)]] = [
        [("votes.csv", "participant,statement,vote,time\na,1,1,3\na,2,-1,4\nb,1,0,5\nb,\"2\",agree,2026-11-22\n")],
        [
            (
                "participants-votes.csv",
                "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n7,0,1,2,1,1,1,-1\n8,,0,1,0,0,,0\n"
            ),
            (
                "comments.csv",
                "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,is-meta,comment-body\n"
                    + "1,x,0,7,1,0,1,false,\"Benches, please\"\n2,x,1,8,0,1,-1,true,Ääni\n"
            ),
            ("votes.csv", "timestamp,datetime,comment-id,voter-id,vote\n5,x,0,7,1\n6,x,1,7,-1\n7,x,1,8,0\n"),
        ],
        [
            (
                "votes.json",
                #"[{"pid":0,"tid":0,"vote":1,"modified":"5"},{"pid":1,"tid":0,"vote":-1.0,"modified":"6"}]"#
            ),
            ("comments.json", #"[{"tid":0,"txt":"a","mod":1,"is_meta":false},{"tid":1,"txt":"b","mod":-1}]"#),
            (
                "math-pca2.json",
                #"{"tids":[0,1],"mod-out":[1],"meta-tids":[],"in-conv":[0,1],"pca":{"center":[0,0],"comps":[[1,0],[0,1]]},"#
                    + #""base-clusters":{"x":[1,2],"y":[1,2],"id":[0,1],"members":[[0],[1]]},"#
                    + #""group-clusters":[{"id":0,"center":[1,1],"members":[0,1]}],"repness":{"0":[{"tid":0}]}}"#
            ),
        ],
    ]

    private static let pieces: [[UInt8]] =
        [
            "\"", ",", "\n", "\r\n", "-", "-1", "2", "99999999999999999999", "1e308", "nan", "-inf", "\u{FEFF}", "\0",
            "participant", ",,,,", "null", "[]", "{", "0", "vote",
        ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0xC3], [0x80]]

    /// A copy with bytes flipped, cut out, doubled or put in, or with a line left out or given twice.
    private static func broken(_ whole: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = whole
        for _ in 0...generator.below(3) {
            let place = generator.below(bytes.count + 1)
            switch generator.below(6) {
            case 0: bytes.removeSubrange(place..<min(bytes.count, place + generator.below(20)))
            case 1: bytes.insert(contentsOf: pieces[generator.below(pieces.count)], at: place)
            case 2: if place < bytes.count { bytes[place] ^= 1 << UInt8(generator.below(8)) }
            case 3: bytes.insert(contentsOf: bytes[place...].prefix(generator.below(40)), at: place)
            case 4: bytes.removeLast(bytes.count - place)
            default:
                var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                let line = generator.below(lines.count)
                if generator.below(2) == 0 { lines.remove(at: line) } else { lines.insert(lines[line], at: line) }
                bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
            }
        }
        return bytes
    }

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "m-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Reads what a folder holds, compares it with a stored result, and writes it again, as the command does.
    private static func use(_ path: String) throws {
        let input = try OpinionMapInput(path: path)
        if let stored = input.stored {
            let start = CompatibleMap.Start(
                excluded: input.excluded, meta: input.meta, inConversation: stored.inConversation,
                baseClusters: stored.baseClusters.map { ($0.identifier, $0.members) },
                components: [[1, 0], [0, 1]], isInOrderOfTime: input.isInOrderOfTime)
            _ = ProductionComparison(CompatibleMap(input.conversation, start: start), stored: stored).document
        }
        let matrix = PolisExportWriter(input: input, groupOf: [:]).matrix
        #expect(matrix.count == input.conversation.participants.count + 1)
    }

    @Test(arguments: inputs.indices) func brokenFilesAreReadOrRefusedWithTheirPlace(number: Int) throws {
        let files = Self.inputs[number]
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var generator = SeededGenerator(seed: UInt64(number) + 1)
        for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
        let path = files.count == 1 ? folder.appending(path: files[0].name).path : folder.path
        try Self.use(path)
        for (name, text) in files {
            let file = folder.appending(path: name)
            for _ in 0..<(120 / files.count) {
                try Data(Self.broken(Array(text.utf8), &generator)).write(to: file)
                do { try Self.use(path) } catch let fault as CommandFault {
                    let words = fault.description
                    #expect(words.hasPrefix(file.path), "\(words)")
                    let isPlaced = [
                        "line ", "entry ", "field ", "is empty", "pca.", "clusters", "group", "list", "holds",
                    ]
                    .contains { words.contains($0) }
                    #expect(isPlaced && words.hasSuffix("."), "\(words)")
                }
            }
            try Data(text.utf8).write(to: file)
        }
    }

    @Test(
        arguments: [
            ("votes.csv", "participant,vote,statement,vote\na,1,1,1\n", "line 1: there are two columns vote."),
            ("participants-votes.csv", "participant,1,1\na,1,-1\n", "line 1: there are two columns 1."),
            (
                "participants-votes.csv", "participant,1\na,1\na,-1\n",
                "line 3, column participant: \"a\" stands here a second time."
            ),
            ("comments.csv", "comment-id,moderated\n1,no\n", "line 2, column moderated: \"no\" is no moderation."),
            ("comments.csv", "comment-id,is-meta\n1,maybe\n", "line 2, column is-meta: \"maybe\" is neither"),
            ("comments.csv", "comment-id\n1\n1\n", "line 3, column comment-id: \"1\" stands here a second time."),
            ("votes.json", "[{\"pid\":1,\"tid\":1,\"vote\":2}]", "entry 1: the vote must be"),
        ])
    func whatMayMeanTwoThingsIsRefused(name: String, text: String, message: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("participant,1\na,1\n".utf8).write(to: folder.appending(path: "participants-votes.csv"))
        try Data(text.utf8).write(to: folder.appending(path: name))
        let fault = #expect(throws: CommandFault.self) { try OpinionMapInput(path: folder.path) }
        #expect(fault?.description.contains(message) == true, "\(fault?.description ?? "")")
    }

    @Test(arguments: ["-1", "nan", "1e13", "many", ""]) func sizesThatAreNoNumbersOfPeopleAreRefused(size: String)
        throws
    {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (votes, sizes) = (folder.appending(path: "votes.csv"), folder.appending(path: "sizes.csv"))
        try Data("participant,statement,vote\na,1,1\n".utf8).write(to: votes)
        try Data("grouping,group,size\ncountry,FI,\(size)\n".utf8).write(to: sizes)
        var input = try OpinionMapInput(path: votes.path)
        let fault = #expect(throws: CommandFault.self) { try input.declaredSizes(sizes.path) }
        #expect(fault?.description.contains("line 2, column size") == true)
    }

    @Test func aMarkAtTheBeginningAndLineBreaksOfWindowsChangeNothing() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = Self.inputs[0][0].text
        let votes = try [text, "\u{FEFF}" + text.replacing("\n", with: "\r\n")].map { text in
            let file = folder.appending(path: "votes.csv")
            try Data(text.utf8).write(to: file)
            return try OpinionMapInput(path: file.path).conversation.votes
        }
        #expect(votes[0] == votes[1])
        #expect(votes[0].count == 4)
    }
}
