import Exchange

/// Faults of tables in text, in plain words.
enum CSVSentences {
    static func text(_ error: CSVError) -> String { "line \(error.line), column \(error.column): \(sentence(error))" }

    static func sentence(_ error: CSVError) -> String {
        switch error.reason {
        case .unterminatedQuote: "A quote begins here and never ends."
        case .quoteInUnquotedField:
            "A quote stands in a cell that does not begin with one. Double it and quote the cell."
        case .textAfterClosingQuote: "Something follows a closing quote."
        case .undecodableText: "The bytes are no text in the encoding of the file."
        case .nullCharacter: "The cell holds a zero byte."
        case .fieldTooLong(let limit): "The cell is longer than \(limit) bytes."
        case .tooManyFields(let limit): "The row has more than \(limit) cells."
        case .fieldCount(let expected, let found): "The row has \(found) cells and the header \(expected)."
        }
    }
}

/// Faults of workbooks, in plain words.
enum XLSXSentences {
    static func text(_ error: XLSXError) -> String {
        let place = error.cell.map { "cell \($0): " } ?? ""
        return place + sentence(error.reason)
    }

    private static func sentence(_ reason: XLSXError.Reason) -> String {
        switch reason {
        case .notAWorkbook(let part): "It is no workbook: \(part) is missing."
        case .malformedXML(let part): "\(part) is not well-formed."
        case .forbiddenXML(let part): "\(part) declares a document type or another encoding than UTF-8."
        case .noSheet: "It has no sheet."
        case .invalidValue(let value): "“\(value.prefix(80))” is not what the format allows."
        case .missingReference: "It refers to a text or style that is not there."
        case .invalidDate(let number): "\(number) stands for no day."
        case .tooManyRows(let limit): "There are more than \(limit) rows."
        case .tooManyColumns(let limit): "There are more than \(limit) columns."
        case .tooManyCells(let limit):
            "There are more than \(limit) cells up to here, empty ones to the left of others included. Delete what stands "
                + "far to the right of the table."
        case .invalidSheetName(let name): "“\(name)” is no name for a sheet."
        case .textTooLong: "The text is longer than the 32,767 characters that a cell holds."
        case .nullCharacter: "The text holds a zero character."
        case .notFinite: "The number is not finite."
        case .writing(let why): "It cannot be written: \(why)."
        }
    }
}

/// Faults of calendars and maps, in plain words.
enum FormatSentences {
    static func effect(_ reason: ICalendarReport.Reason) -> FileReport.Effect {
        switch reason {
        case .lineEnding, .longLine: .noticed
        case .notUTF8, .noCalendar, .tooManyLines: .refused
        default: .fault
        }
    }

    static func text(_ reason: ICalendarReport.Reason) -> String {
        switch reason {
        case .notUTF8: "The file is not in UTF-8."
        case .lineEnding: "The line ends in a line feed alone; the standard asks for CR LF. Readers take both."
        case .longLine(let bytes):
            "The line has \(bytes) bytes; the standard folds lines at 75. Readers take longer ones."
        case .notAContentLine: "The line is not of the form NAME:value."
        case .outsideCalendar: "The line stands outside of a calendar."
        case .noCalendar: "There is no BEGIN:VCALENDAR."
        case .wrongEnd(let expected, let found): "END:\(found) where END:\(expected) is due."
        case .notEnded(let name): "\(name) begins here and never ends."
        case .tooDeep: "Components stand too deep in one another."
        case .missingProperty(let property, let component): "\(component) has no \(property)."
        case .repeatedProperty(let property, let component): "\(component) has \(property) more than once."
        case .excludes(let one, let other): "\(one) and \(other) stand together; only one of them may."
        case .needs(let one, let other): "\(one) is there without \(other)."
        case .emptyCalendar: "The calendar holds nothing."
        case .misplaced(let name, let within): "\(name) must not stand in \(within)."
        case .version(let version): "The version is \(version.prefix(40)), not 2.0."
        case .invalidDate(let property, let value): "“\(value.prefix(80))” is no date for \(property)."
        case .notUTC(let property): "\(property) must be in UTC, with a Z at its end."
        case .invalidDuration(let property, let value): "“\(value.prefix(80))” is no duration for \(property)."
        case .invalidOffset(let property, let value): "“\(value.prefix(80))” is no offset for \(property)."
        case .invalidRule(let part): "The recurrence rule is wrong in \(part.prefix(80))."
        case .endBeforeStart: "The end is not after the start."
        case .mixedDates: "Of start and end one is a day and the other a moment."
        case .unknownTimeZone(let name): "The time zone \(name.prefix(80)) is not described in the file."
        case .tooManyLines(let limit): "The file has more than \(limit) lines."
        }
    }

    static func text(_ reason: GeoJSONReport.Reason) -> String {
        switch reason {
        case .notAnObject: "An object is due here."
        case .missingMember(let name): "The member \(name) is missing."
        case .unknownType(let type): "\(type.prefix(80)) is no type of GeoJSON."
        case .wrongKind(let expected): "Here must be \(expected)."
        case .positionLength(let count): "A position has \(count) numbers; it must have two or three."
        case .outOfBounds: "The position is not on the Earth. Are longitude and latitude swapped?"
        case .tooFewPositions(let minimum): "There are fewer than \(minimum) positions."
        case .openRing: "The ring is not closed: its first and last position differ."
        case .windingOrder: "The ring runs the wrong way round. Readers take both."
        case .coordinateReferenceSystem: "crs is no part of the format any more; coordinates are WGS 84."
        case .foreignGeoJSONMember(let name): "\(name) belongs to another type."
        }
    }
}
