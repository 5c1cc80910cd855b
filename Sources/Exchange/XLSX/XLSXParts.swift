/// The parts that another part refers to: `*.rels`.
final class RelationshipsPart: XMLPart {
    let wantsText = false
    /// Targets by identifier.
    private(set) var targets: [String: String] = [:]
    /// Targets by the last word of their type, such as `styles`.
    private(set) var byKind: [String: String] = [:]

    func begin(_ element: String, _ attributes: [String: String]) {
        guard element == "Relationship", attributes["TargetMode"] != "External", let target = attributes["Target"],
            let identifier = attributes["Id"], let kind = attributes["Type"]?.split(separator: "/").last
        else { return }
        targets[identifier] = target
        byKind[String(kind)] = target
    }

    func take(_ text: String) {}
    func end(_ element: String) {}
}

/// The names of the sheets and the system of dates: `workbook.xml`.
final class WorkbookPart: XMLPart {
    let wantsText = false
    private(set) var sheets: [(name: String, relationship: String)] = []
    private(set) var epoch = SpreadsheetDate.Epoch.year1900

    func begin(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "workbookPr":
            if ["1", "true"].contains(attributes["date1904"]) { epoch = .year1904 }
        case "sheet":
            // The prefix of `r:id` is for the writer to choose.
            let relationship = attributes.first { $0.key.hasSuffix(":id") }?.value
            sheets.append((XLSXEscape.decoded(attributes["name"] ?? ""), relationship ?? ""))
        default: break
        }
    }

    func take(_ text: String) {}
    func end(_ element: String) {}
}

/// The texts that cells refer to by number: `sharedStrings.xml`.
final class SharedStringsPart: XMLPart {
    private(set) var strings: [String] = []
    private(set) var wantsText = false
    private var current = ""
    private var isPhonetic = false

    func begin(_ element: String, _ attributes: [String: String]) {
        switch element {
        case "si": current = ""
        case "rPh": isPhonetic = true
        case "t": wantsText = !isPhonetic
        default: break
        }
    }

    func take(_ text: String) { current += text }

    func end(_ element: String) {
        switch element {
        case "si": strings.append(XLSXEscape.decoded(current))
        case "rPh": isPhonetic = false
        case "t": wantsText = false
        default: break
        }
    }
}

/// How cells look, of which only dates and times matter here: `styles.xml`.
final class StylesPart: XMLPart {
    /// What numbers mean, by number of style.
    private(set) var meanings: [NumberFormat] = []
    let wantsText = false
    private var custom: [Int: NumberFormat] = [:]
    private var isInCellFormats = false

    func begin(_ element: String, _ attributes: [String: String]) {
        let identifier = attributes["numFmtId"].flatMap { Int($0) } ?? 0
        switch element {
        case "numFmt": custom[identifier] = NumberFormat(code: attributes["formatCode"] ?? "")
        case "cellXfs": isInCellFormats = true
        case "xf":
            if isInCellFormats { meanings.append(custom[identifier] ?? NumberFormat(builtIn: identifier)) }
        default: break
        }
    }

    func take(_ text: String) {}

    func end(_ element: String) {
        if element == "cellXfs" { isInCellFormats = false }
    }
}

/// What a number in a cell stands for.
enum NumberFormat {
    case number
    case date
    case time

    /// The formats that need no definition (ECMA-376, part 1, 18.8.30); 27 to 36 and 50 to 58 are East Asian dates.
    init(builtIn identifier: Int) {
        switch identifier {
        case 14...17, 22, 27...31, 34...36, 50...58: self = .date
        case 18...21, 32, 33, 45, 47: self = .time
        default: self = .number
        }
    }

    /// A custom format is a date when its first section, but for quoted and escaped text, holds a letter of a date or
    /// time. Elapsed time such as `[h]:mm` is a length, not a time of day: it stays a number of days.
    init(code: String) {
        var letters = ""
        var characters = code.unicodeScalars.makeIterator()
        scan: while let character = characters.next() {
            switch character {
            case "\"": while let next = characters.next(), next != "\"" {}
            case "\\", "_", "*": _ = characters.next()
            case "[":
                var content = ""
                while let next = characters.next(), next != "]" { content.unicodeScalars.append(next) }
                if !content.isEmpty, content.lowercased().allSatisfy("hms".contains) {
                    self = .number
                    return
                }
            case ";": break scan
            default: letters.unicodeScalars.append(character)
            }
        }
        letters = letters.lowercased()
        if letters == "general" {
            self = .number
        } else if letters.contains(where: "hs".contains), !letters.contains(where: "dy".contains) {
            self = .time
        } else {
            self = letters.contains(where: "dmy".contains) ? .date : .number
        }
    }
}
