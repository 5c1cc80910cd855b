import Foundation
import Languages
import SeededRandom
import Testing

@testable import Programmes

/// A small mapping with one list's habits; the parts that a test is about are put in by it.
private func mapping(
    fields: String = "", amounts: String = "", decimal: String = "1.234,56", dates: String = "\"d.m.yyyy\"",
    currency: String = "\"EUR\"", more: String = ""
) throws -> OperationsMapping {
    try OperationsMapping(
        json: Data(
            """
            {"list": "test", "format": "csv", "delimiter": ",", "language": "fi", "decimal_style": "\(decimal)",
             "date_formats": [\(dates)], "currency": \(currency),
             "fields": {"title": "Name"\(fields)}, "amounts": [\(amounts)]\(more)}
            """.utf8))
}

private func imported(
    _ text: String, by mapping: OperationsMapping
) throws -> (operations: [FundedOperation], report: OperationsReport) {
    var operations: [FundedOperation] = []
    let report = try OperationsList(mapping: mapping).read(.memory(Data(text.utf8))) { operations.append($0) }
    return (operations, report)
}

@Suite struct OperationsListTests {
    @Test func aRowWithoutATitleIsRefusedAndTheOthersAreTaken() throws {
        let (operations, report) = try imported("Name\nA\n\" \"\nB\n", by: mapping())
        #expect(operations.map(\.title) == ["A", "B"])
        #expect(operations.map(\.row) == [1, 3])
        #expect(report.refusedRows == [.init(row: 2, line: 3, reason: .noTitle)])
        #expect((report.rowsRead, report.rowsTaken, report.rowsRefused) == (3, 2, 1))
    }

    @Test func aRowOfAnotherWidthIsRefusedWithItsLine() throws {
        let (operations, report) = try imported("Name,x\nA,1\nB\nC,2\n", by: mapping(more: #","ignored":{"x":"no"}"#))
        #expect(operations.map(\.title) == ["A", "C"])
        #expect(report.refusedRows == [.init(row: 2, line: 3, reason: .fieldCount)])
    }

    @Test func aValueThatCannotBeReadLeavesItsFieldEmptyAndStandsInTheReport() throws {
        let list = try mapping(
            fields: #", "start": "From""#, amounts: #"{"column": "Sum", "meaning": "granted"}"#)
        let (operations, report) = try imported("Name,From,Sum\nA,31.2.2020,1.000\nB,1.3.2020,10 00\nC,,\n", by: list)
        #expect(operations.map(\.start) == [nil, CalendarDate(iso: "2020-03-01"), nil])
        #expect(operations.map { $0.amount(.granted)?.minorUnits } == [100_000, nil, nil])
        #expect(
            report.refusedValues == [
                .init(row: 1, line: 2, column: "From", value: "31.2.2020", reason: .notADate),
                .init(row: 2, line: 3, column: "Sum", value: "10 00", reason: .notANumber),
            ])
        let sum = try #require(report.columns["Sum"])
        #expect((sum.filled, sum.blank, sum.refused) == (1, 1, 1))
    }

    @Test func columnsThatNobodyThoughtOfAndColumnsThatAreMissingAreNamed() throws {
        let list = try mapping(fields: #", "code": "Code""#, more: #", "ignored": {"Phone": "contact"}"#)
        let (_, report) = try imported("Name,Phone,Colour\nA,1,red\n", by: list)
        #expect(report.unknownColumns == ["Colour"])
        #expect(report.missingColumns == ["Code"])
    }

    @Test func aListWithoutTheTitleColumnIsNotTheMappingsList() throws {
        let list = try mapping()
        #expect(throws: OperationsList.Fault.titleColumnMissing("Name", columns: ["Title"])) {
            try imported("Title\nA\n", by: list)
        }
        #expect(throws: OperationsList.Fault.titleColumnMissing("Name", columns: [])) { try imported("", by: list) }
    }

    @Test func mailAddressesAreRefusedAndNotRepeatedInTheReport() throws {
        let list = try mapping(fields: #", "beneficiary": "Who""#)
        let (operations, report) = try imported("Name,Who\nEDSIPI@,Ann (ann@example.org)\n", by: list)
        #expect(operations.map(\.title) == ["EDSIPI@"])
        #expect(operations.map(\.beneficiary) == [nil])
        #expect(report.refusedValues.map(\.reason) == [.personalContact])
        #expect(try !String(decoding: JSONEncoder().encode(report), as: UTF8.self).contains("example.org"))
    }

    @Test func currenciesAreToldApartBySignAndSummedApart() throws {
        let list = try mapping(
            amounts: #"{"column": "Sum", "meaning": "total"}"#, currency: #"{"by_sign": {"kn": "HRK", "€": "EUR"}}"#)
        let (_, report) = try imported("Name,Sum\nA,\"1,50 kn\"\nB,€ 2\nC,\"-1,25 €\"\nD,3\n", by: list)
        #expect(report.sums.map(\.currency) == ["HRK", "EUR"])
        #expect(report.sums.map(\.minorUnits) == [150, 75])
        #expect(report.sums.map(\.negativeRows) == [0, 1])
        #expect(report.refusedValues.map(\.reason) == [.unknownCurrency])
    }

    @Test func aCodeThatTheTableLacksIsRefused() throws {
        let list = try mapping(fields: #", "fund": {"column": "Fund", "table": {"R": "ERDF"}}"#)
        let (operations, report) = try imported("Name,Fund\nA,R\nB,X\n", by: list)
        #expect(operations.map(\.fund) == ["ERDF", nil])
        #expect(report.refusedValues.map(\.reason) == [.notInTable])
    }

    @Test func repeatedCodesAndReversedDatesAreTakenAndNamed() throws {
        let list = try mapping(fields: #", "code": "Code", "start": "From", "end": "To""#)
        let text = "Name,Code,From,To\nA,1,2.1.2020,1.1.2020\nB,1,,\nC,2,,\n"
        let (report, keys) = try OperationsList(mapping: list).survey(.memory(Data(text.utf8)))
        #expect(report.rowsTaken == 3)
        #expect(keys.repeated.count == 1)
        #expect(report.repeatedCodes == ["1": [1, 2]])
        #expect(report.rowsThatStartAfterTheirEnd == [1])
    }

    @Test func aWorkbooksRowsAreReadLikeALists() throws {
        let list = try mapping(fields: #", "partners": {"column": "With", "split": ";"}"#)
        var reader = try OperationsReader(list, table: [["Name", "With"], ["A", "b; c ;"], ["B"]])
        #expect(try reader.next(10).map(\.partners) == [["b", "c"]])
        #expect(reader.report.refusedRows.map(\.reason) == [.fieldCount])
    }

    @Test func theReportSaysWhatWasNoticedAndHowSurely() throws {
        let json = #"""
            {"list": "test", "format": "csv", "language": "pl", "decimal_style": "1234,56", "date_formats": [],
             "currency": "PLN", "fields": {"title": "Nazwa", "places": "Miejsce"}}
            """#
        let text = "Nazwa;Miejsce\nŻłobek;Łódź\nŚwietlica;Gdańsk\n"
        let file = try #require(text.data(using: .windowsCP1250))
        var places: [String] = []
        let list = OperationsList(mapping: try OperationsMapping(json: Data(json.utf8)))
        let report = try list.read(.memory(file)) { places += $0.places }
        #expect(places == ["Łódź", "Gdańsk"])
        #expect(report.encoding?.value == "windows-1250")
        #expect(report.delimiter?.value == ";")
        #expect(try #require(report.encoding?.confidence) < 1)
    }

    @Test func theReportIsTheSameAfterAJourneyThroughJSON() throws {
        let list = try mapping(fields: #", "start": "From""#, amounts: #"{"column": "Sum", "meaning": "granted"}"#)
        let (_, report) = try imported("Name,From,Sum\nA,1.1.2020,5\nB,x,y\n", by: list)
        #expect(try JSONDecoder().decode(OperationsReport.self, from: JSONEncoder().encode(report)) == report)
    }
}

@Suite struct OperationsMappingTests {
    @Test(arguments: [
        (#", "contact": "Who""#, "", OperationsMapping.Fault.unknownField("contact")),
        ("", #", "contacts": {}"#, .unknownKey("contacts")),
        ("", #", "ignored": {"Name": "no"}"#, .columnBothMappedAndIgnored("Name")),
        ("", #", "encoding": "EBCDIC""#, .unknownEncoding("EBCDIC")),
        (#", "code": {"join": "-"}"#, "", .emptySource(field: "code")),
        (#", "code": {"column": "a", "split": ","}"#, "", .splitOfASingleValue(field: "code")),
        (#", "country": {"value": "Finland"}"#, "", .notACountry("Finland")),
        (#", "start": {"columns": ["a", "b"]}"#, "", .notOneColumn(field: "start")),
    ])
    func aMappingThatMeansNothingIsRefused(fields: String, more: String, fault: OperationsMapping.Fault) {
        #expect(throws: fault) { try mapping(fields: fields, more: more) }
    }

    @Test(arguments: ["d.m", "d.m.y", "dd.mm.yyyy.d", "ddd.mm.yyyy"])
    func dateFormatsNeedADayAMonthAndAYear(format: String) {
        #expect(throws: OperationsMapping.Fault.unknownDateFormat(format)) { try mapping(dates: "\"\(format)\"") }
    }

    @Test(arguments: [
        ("d.m.yyyy", "1.3.2015", "2015-03-01"), ("d.m.yyyy", "01.03.2015", "2015-03-01"),
        ("dd.mm.yyyy", "1.3.2015", nil), ("yyyy-mm-dd", "2015-03-01", "2015-03-01"), ("d.m.yyyy", "7560", nil),
        ("dd/mm/yyyy", "31/11/2018", nil), ("dd-mmm-yy", "30-Nov-18", "2018-11-30"), ("dd-mmm-yy", "31-Nov-18", nil),
        ("yyyymmdd", "20150301", "2015-03-01"), ("d.m.yyyy", "1.3.2015 ", nil), ("d.m.yyyy", "١.3.2015", nil),
    ])
    func daysAreReadByTheirFormatAndNoOther(format: String, text: String, iso: String?) throws {
        let pattern = try #require(DatePattern(format))
        #expect(pattern.date(from: text, monthNames: ["Nov": 11])?.iso == iso)
    }

    @Test(arguments: [
        (DecimalStyle.pointGroupsComma, "1.234.567,8", 123_456_780), (.pointGroupsComma, "15.414.794", 1_541_479_400),
        (.point, "-744", -74_400), (.commaGroupsPoint, "1,234.50", 123_450), (.comma, "0,010", 1),
        (.spaceGroupsComma, "12\u{A0}345,6", 1_234_560), (.apostropheGroupsPoint, "1'000.05", 100_005),
    ])
    func amountsAreReadExactly(style: DecimalStyle, text: String, minorUnits: Int) throws {
        #expect(try style.minorUnits(of: text, fractionDigits: 2) == minorUnits)
    }

    @Test(arguments: DecimalStyle.allCases)
    func everyAmountIsReadAsItWasWritten(style: DecimalStyle) throws {
        var generator = SeededGenerator(seed: 20_261_121)
        let sample = Array(style.rawValue)
        for _ in 0..<500 {
            let minorUnits = generator.below(1_000_000_000_000) * (generator.below(2) == 0 ? 1 : -1)
            var digits = String(String(abs(minorUnits) / 100).reversed())
            if sample.count == 8 {
                digits = stride(from: 0, to: digits.count, by: 3)
                    .map { String(digits.dropFirst($0).prefix(3)) }.joined(separator: String(sample[1]))
            }
            let cents = String(abs(minorUnits) % 100 + 100).dropFirst()
            let text =
                (minorUnits < 0 ? "-" : "") + String(digits.reversed()) + String(sample[sample.count - 3]) + cents
            #expect(try style.minorUnits(of: text, fractionDigits: 2) == minorUnits, "\(text), seed 20261121")
        }
    }

    @Test(arguments: [
        (DecimalStyle.pointGroupsComma, "1.23", OperationFault.notANumber), (.point, "1,234", .notANumber),
        (.point, "1e5", .notANumber), (.point, "", .notANumber), (.point, "1.", .notANumber),
        (.point, "--1", .notANumber), (.point, "0.005", .tooManyDecimals), (.point, "٣", .notANumber),
        (.point, "99999999999999999999", .tooLarge), (.point, "9999999999999999", .tooLarge),
    ])
    func whatIsNoAmountInItsStyleIsRefused(style: DecimalStyle, text: String, fault: OperationFault) {
        #expect(throws: fault) { try style.minorUnits(of: text, fractionDigits: 2) }
    }

    @Test func metresOfTheGridBecomeDegrees() throws {
        // 12° east, 55° north: the example of PROJ's own tests.
        let system = try #require(CoordinateSystem(code: "EPSG:25832"))
        let onMeridian = try #require(system.location(x: 500_000, y: 0))
        #expect(abs(onMeridian.longitude - 9) < 1e-9 && abs(onMeridian.latitude) < 1e-9)
        let example = try #require(system.location(x: 691_875.632, y: 6_098_907.825))
        #expect(abs(example.latitude - 55) < 1e-6 && abs(example.longitude - 12) < 1e-6)
        #expect(system.location(x: 9.5, y: 55.5) == nil)
        #expect(CoordinateSystem(code: "EPSG:3857") == nil)
    }
}

/// The lists as authorities published them; they may be tested with but not handed on, so they lie outside.
private let house = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
private let lists = house.appending(path: "../shared/data/operations").standardizedFileURL
private let listsAreThere = FileManager.default.fileExists(atPath: lists.appending(path: "expected.json").path)

/// The part of `expected.json` that one list must reproduce.
private struct Expected: Decodable {
    struct Days: Decodable {
        let parsed: Int?
        let unparsed: Int?
        let min: String
        let max: String
    }

    struct Sum: Decodable {
        let sum: String?
        let parsed: Int?
        let blankOrUnparsed: Int?
        let byCurrency: [String: [String: Either]]

        enum Either: Decodable, Equatable {
            case text(String), number(Int)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                if let number = try? container.decode(Int.self) {
                    self = .number(number)
                } else {
                    self = .text(try container.decode(String.self))
                }
            }
        }

        private enum Key: String, CodingKey {
            case sum, parsed
            case blankOrUnparsed = "blank_or_unparsed"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            sum = try container.decodeIfPresent(String.self, forKey: .sum)
            parsed = try container.decodeIfPresent(Int.self, forKey: .parsed)
            blankOrUnparsed = try container.decodeIfPresent(Int.self, forKey: .blankOrUnparsed)
            byCurrency =
                sum == nil ? try decoder.singleValueContainer().decode([String: [String: Either]].self) : [:]
        }
    }

    let rows: Int
    let sums: [String: Sum]
    let start: Days
    let end: Days?
    let distinctBeneficiaries: Int
    let rowsThatStartAfterTheirEnd: Int?
    let encoding: String

    enum CodingKeys: String, CodingKey {
        case rows, sums, start, end, encoding
        case distinctBeneficiaries = "distinct_beneficiaries_exact"
        case rowsThatStartAfterTheirEnd = "rows_start_after_end"
    }
}

@Suite(
    .enabled(if: listsAreThere, "the authorities' lists are not in ../shared/data/operations, so nothing was compared"))
struct PublishedListTests {
    private static let mappings = [
        "fi_2014-2020_projektilista.csv": "fi-structural-funds-2014-2020.json",
        "dk_2014-2020_erdf.csv": "dk-structural-funds-2014-2020.json",
        "hr_2007-2020_esif.csv": "hr-structural-funds-2007-2020.json",
        "se_2014-2020_projektbank.json": "se-regional-fund-2014-2020.json",
    ]

    private func imported(
        _ file: String
    ) throws -> (mapping: OperationsMapping, operations: [FundedOperation], report: OperationsReport) {
        let name = try #require(Self.mappings[file])
        let mapping = try OperationsMapping(json: Data(contentsOf: house.appending(path: "share/mappings/\(name)")))
        var operations: [FundedOperation] = []
        let report = try OperationsList(mapping: mapping)
            .read(.file(lists.appending(path: file))) { operations.append($0) }
        return (mapping, operations, report)
    }

    private func expected(_ file: String) throws -> Expected {
        let data = try Data(contentsOf: lists.appending(path: "expected.json"))
        return try #require(try JSONDecoder().decode([String: Expected].self, from: data)[file])
    }

    /// `134005372.69`; whole amounts without decimals, as expected.json writes them.
    private func decimal(_ minorUnits: Int?) -> String {
        guard let minorUnits else { return "" }
        let (whole, cents) = minorUnits.quotientAndRemainder(dividingBy: 100)
        return cents == 0 ? "\(whole)" : "\(whole)." + String(format: "%02d", cents)
    }

    @Test(arguments: mappings.keys.sorted())
    func everyFigureIsReproduced(file: String) throws {
        let (mapping, operations, report) = try imported(file)
        let expected = try expected(file)
        #expect(report.rowsRead == expected.rows)
        #expect(report.rowsTaken == expected.rows && operations.count == expected.rows)
        #expect(report.unknownColumns.isEmpty && report.missingColumns.isEmpty)
        #expect(report.encoding?.value == "UTF-8")
        #expect(report.rowsThatStartAfterTheirEnd.count == expected.rowsThatStartAfterTheirEnd ?? 0)
        let beneficiary = try #require(mapping.fields[.beneficiary]?.columns.first)
        #expect(report.columns[beneficiary]?.distinct == expected.distinctBeneficiaries)
        try compare(expected.start, .start, mapping, report)
        if let end = expected.end { try compare(end, .end, mapping, report) }
        for (column, sum) in expected.sums { try compare(sum, of: column, report) }
    }

    private func compare(
        _ days: Expected.Days, _ field: OperationsMapping.Field, _ mapping: OperationsMapping,
        _ report: OperationsReport
    ) throws {
        let column = try #require(mapping.fields[field]?.columns.first)
        let counts = try #require(report.columns[column])
        #expect(report.dates[column]?.earliest.iso == days.min)
        #expect(report.dates[column]?.latest.iso == days.max)
        #expect(counts.filled == days.parsed ?? report.rowsRead)
        #expect(counts.blank + counts.refused == days.unparsed ?? 0)
    }

    private func compare(_ expected: Expected.Sum, of column: String, _ report: OperationsReport) throws {
        let sums = report.sums.filter { $0.column == column }
        let counts = try #require(report.columns[column])
        for (currency, figures) in expected.byCurrency {
            let sum = try #require(sums.first { $0.currency == currency })
            #expect(.text(decimal(sum.minorUnits)) == figures["sum"])
            #expect(.number(sum.rows) == figures["rows"])
        }
        guard let total = expected.sum else {
            #expect(Set(sums.map(\.currency)) == Set(expected.byCurrency.keys))
            return
        }
        #expect(sums.count == 1)
        #expect(decimal(sums.first?.minorUnits) == total)
        #expect(counts.filled == expected.parsed ?? report.rowsRead)
        #expect(counts.blank + counts.refused == expected.blankOrUnparsed ?? 0)
    }

    @Test func theFinnishListsBadValuesAreNamed() throws {
        let (_, operations, report) = try imported("fi_2014-2020_projektilista.csv")
        #expect(report.refusedValues.map(\.value) == ["7560"])
        #expect(report.refusedValues.map(\.column) == ["Aloituspvm"])
        let row = try #require(report.refusedValues.first?.row)
        #expect(operations[row - 1].code == "A70447")
        #expect(report.columns["Aloituspvm"]?.blank == 9)
        #expect(report.sums.map(\.negativeRows).reduce(0, +) == 3)
        #expect(operations.count { $0.fund == "ERDF" } == 2094)
        #expect(operations.count { $0.fund == "ESF" } == 786)
    }

    @Test func theDanishPartnersAndPlacesAreParted() throws {
        let (_, operations, report) = try imported("dk_2014-2020_erdf.csv")
        #expect(operations.contains { $0.partners == ["Væksthus Midtjylland"] })
        #expect(operations.count { $0.partners.isEmpty } == 31)
        let locations = operations.compactMap(\.location)
        #expect(locations.count == 86)
        #expect(locations.allSatisfy { (54.5...57.8).contains($0.latitude) && (8...15.3).contains($0.longitude) })
        #expect(report.refusedValues.isEmpty)
    }

    @Test(arguments: mappings.keys.sorted())
    func noContactPersonIsTakenIn(file: String) throws {
        let (_, operations, report) = try imported(file)
        let encoder = JSONEncoder()
        let all = try String(decoding: encoder.encode(operations) + encoder.encode(report), as: UTF8.self)
        for contact in ["Testperson", "example.org", "+467000", ",00000001,"] { #expect(!all.contains(contact)) }
    }
}
