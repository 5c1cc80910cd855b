import Exchange

/// The JSON form. Keys that mean nothing are faults: a mistyped key must not go unnoticed.
extension OperationsMapping: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case list, format, encoding, delimiter, language, currency, fields, amounts, coordinates, ignored
        case decimalStyle = "decimal_style"
        case dateFormats = "date_formats"
        case monthNames = "month_names"
    }

    /// Reads and checks a mapping.
    /// - Throws: `Fault` or `DecodingError`.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: Key.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: Key.self)
        list = try container.decode(String.self, forKey: .list)
        format = try container.decode(Format.self, forKey: .format)
        encoding = try container.decodeIfPresent(String.self, forKey: .encoding).map { name in
            guard let encoding = TextEncoding(rawValue: name) else { throw Fault.unknownEncoding(name) }
            return encoding
        }
        delimiter = try container.decodeIfPresent(String.self, forKey: .delimiter).map { text in
            guard let delimiter = CSVDelimiter(rawValue: text) else { throw Fault.unknownDelimiter(text) }
            return delimiter
        }
        language = try container.decode(String.self, forKey: .language)
        decimalStyle = try container.decode(DecimalStyle.self, forKey: .decimalStyle)
        dateFormats = try container.decode([DatePattern].self, forKey: .dateFormats)
        monthNames = try container.decodeIfPresent([String: Int].self, forKey: .monthNames) ?? [:]
        currency = try container.decode(CurrencyRule.self, forKey: .currency)
        let sources = try container.decode([String: Source].self, forKey: .fields)
        fields = [:]
        for (name, source) in sources {
            guard let field = Field(rawValue: name) else { throw Fault.unknownField(name) }
            fields[field] = source
        }
        amounts = try container.decodeIfPresent([AmountColumn].self, forKey: .amounts) ?? []
        coordinates = try container.decodeIfPresent(Coordinates.self, forKey: .coordinates)
        ignored = try container.decodeIfPresent([String: String].self, forKey: .ignored) ?? [:]
        try check()
    }
}

extension OperationsMapping.Source: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case column, columns, join, split, table, value
    }

    /// Reads the name of a column, or an object.
    public init(from decoder: any Decoder) throws {
        if let column = try? decoder.singleValueContainer().decode(String.self) {
            self.init(columns: [column], join: " ", split: nil, table: nil, value: nil)
            return
        }
        try decoder.refuseKeys(except: Key.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: Key.self)
        let column = try container.decodeIfPresent(String.self, forKey: .column)
        self.init(
            columns: try container.decodeIfPresent([String].self, forKey: .columns) ?? column.map { [$0] } ?? [],
            join: try container.decodeIfPresent(String.self, forKey: .join) ?? " ",
            split: try container.decodeIfPresent(String.self, forKey: .split),
            table: try container.decodeIfPresent([String: String].self, forKey: .table),
            value: try container.decodeIfPresent(String.self, forKey: .value))
    }
}

extension OperationsMapping.AmountColumn: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case column, meaning, phase, currency
    }

    /// Reads an amount column; the phase is `planned` where none is given.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: Key.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            column: try container.decode(String.self, forKey: .column),
            meaning: try container.decode(FundedOperation.Amount.Meaning.self, forKey: .meaning),
            phase: try container.decodeIfPresent(FundedOperation.Amount.Phase.self, forKey: .phase) ?? .planned,
            currency: try container.decodeIfPresent(CurrencyRule.self, forKey: .currency))
    }
}

extension OperationsMapping.Coordinates: Decodable {
    private enum Key: String, CodingKey, CaseIterable {
        case x, y, system
        case decimalStyle = "decimal_style"
    }

    /// Reads the two columns; degrees and `1234.56` where nothing else is said.
    public init(from decoder: any Decoder) throws {
        try decoder.refuseKeys(except: Key.allCases.map(\.rawValue))
        let container = try decoder.container(keyedBy: Key.self)
        self.init(
            x: try container.decode(String.self, forKey: .x),
            y: try container.decode(String.self, forKey: .y),
            system: try container.decodeIfPresent(CoordinateSystem.self, forKey: .system) ?? .degrees,
            decimalStyle: try container.decodeIfPresent(DecimalStyle.self, forKey: .decimalStyle) ?? .point)
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { return nil }
}

extension Decoder {
    fileprivate func refuseKeys(except known: [String]) throws {
        let keys = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        if let unknown = keys.sorted().first(where: { !known.contains($0) }) {
            throw OperationsMapping.Fault.unknownKey(unknown)
        }
    }
}
