import CrossLingualSearch
import Foundation

// Measures the search engine by itself; Benchmarks/search/speed calls it and makes the table. Prints one line of JSON.

let arguments = CommandLine.arguments.dropFirst()
let usage = """
    SearchSpeed index SHARE TEXTS PRACTICES FOLDER COUNT    makes an index of the first texts, with made-up vectors
    SearchSpeed vectors SHARE FOLDER PRACTICES              makes up vectors for the index of a stopped server
    SearchSpeed words TEXTS FOLDER COUNT                    makes an index of words alone
    SearchSpeed needs SHARE FOLDER NEEDS                    answers needs from an index
    SearchSpeed keywords FOLDER QUESTIONS                   answers keywords from an index of words alone
    SearchSpeed encoder SHARE PRACTICES NEEDS               reads texts for their meaning

    """

let figures: [String: Double]
switch (arguments.first, Array(arguments.dropFirst())) {
case ("index", let given) where given.count == 5:
    let tools = try Tools(share: given[0])
    figures = try makeIndex(
        tools.index, of: try lines(ofFile: given[1], atMost: Int(given[4])), in: given[3],
        like: try Pool(lines(ofFile: given[2]), in: tools.space))
case ("vectors", let given) where given.count == 3:
    figures = try makeVectors(in: given[1], like: lines(ofFile: given[2]), with: Tools(share: given[0]))
case ("words", let given) where given.count == 3:
    figures = try makeIndex(SearchIndex(), of: try lines(ofFile: given[0], atMost: Int(given[2])), in: given[1])
case ("needs", let given) where given.count == 3:
    figures = try answerNeeds(lines(ofFile: given[2]), in: given[1], with: Tools(share: given[0]))
case ("keywords", let given) where given.count == 2:
    figures = try answerKeywords(lines(ofFile: given[1]), in: given[0])
case ("encoder", let given) where given.count == 3:
    figures = try readTexts(lines(ofFile: given[1]), lines(ofFile: given[2]), with: Tools(share: given[0]))
default:
    FileHandle.standardError.write(Data(usage.utf8))
    exit(2)
}
print(String(decoding: try JSONSerialization.data(withJSONObject: figures, options: .sortedKeys), as: UTF8.self))

/// Tab-separated lines.
func lines(ofFile file: String, atMost limit: Int? = nil) throws -> [[String]] {
    try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").prefix(limit ?? .max).map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
}
