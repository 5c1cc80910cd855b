import Foundation
import TestSupport
import Testing

@testable import Database

@Suite struct SQLTests {
    @Test func everyInterpolationIsBoundAndNumbered() {
        let country = "PL'; DROP TABLE city; --"
        let sql: SQL = "SELECT id FROM city WHERE country = \(country) AND population > \(1000)"
        #expect(sql.rendered(for: .sqlite).text == "SELECT id FROM city WHERE country = ? AND population > ?")
        #expect(sql.rendered(for: .postgres).text == "SELECT id FROM city WHERE country = $1 AND population > $2")
        #expect(sql.rendered(for: .postgres).values == [.text(country), .integer(1000)])
    }

    @Test func fragmentsKeepTheOrderOfValues() {
        let condition: SQL = "a = \(1)"
        let sql: SQL = "x = \(0) AND \(sql: condition) AND b IN \(list: ["p", "q"]) AND c = \(true)"
        #expect(sql.rendered(for: .postgres).text == "x = $1 AND a = $2 AND b IN ($3, $4) AND c = $5")
        #expect(
            sql.rendered(for: .postgres).values == [.integer(0), .integer(1), .text("p"), .text("q"), .integer(1)])
    }

    @Test func anEmptyListHoldsNothing() {
        let sql: SQL = "a IN \(list: [String]())"
        #expect(sql.rendered(for: .sqlite).text == "a IN (NULL)")
    }

    @Test func joinedPartsAreSeparated() {
        let sql = SQL.joined(["a = \(1)", "b = \(2)"], separator: " AND ")
        #expect(sql.rendered(for: .postgres).text == "a = $1 AND b = $2")
        #expect(SQL.joined([], separator: " AND ").isEmpty)
        #expect(("a" + SQL.empty).rendered(for: .sqlite).text == "a")
    }

    @Test func onlyTheEnginesOwnFragmentIsRendered() {
        let sql: SQL = "\(sqlite: "a = \(1)", postgres: "b = \(2) OR b = \(3)") AND c = \(4)"
        #expect(sql.rendered(for: .sqlite).text == "a = ? AND c = ?")
        #expect(sql.rendered(for: .sqlite).values == [.integer(1), .integer(4)])
        #expect(sql.rendered(for: .postgres).text == "b = $1 OR b = $2 AND c = $3")
    }

    @Test(arguments: [Data(), Data([0]), Data([0, 15, 16, 255]), Data((0...255).map { UInt8($0) })])
    func hexadecimalReadsWhatItWrote(_ data: Data) {
        #expect(Hexadecimal.data(Hexadecimal.text(data).utf8.dropFirst(2)) == data)
    }

    @Test func checksumIsThatOfItsSource() {
        // Test vectors of the FNV authors.
        #expect(Checksum("").hexadecimal == "cbf29ce484222325")
        #expect(Checksum("foobar").hexadecimal == "85944171f73967e8")
    }
}
