import Foundation

extension Localiser {
    /// How much of a date is written.
    public enum DateLength: Sendable {
        /// 21 November 2026
        case long
        /// 21 Nov 2026
        case medium
        /// 21/11/2026
        case short
    }

    /// A whole number, grouped as the language does.
    public func number(_ value: Int) -> String {
        Grouping(language).formatted(value)
    }

    /// A number with as many decimals as it needs, at most three.
    public func number(_ value: Double) -> String {
        value.formatted(.number.precision(.fractionLength(0...3)).locale(language.locale))
    }

    /// A number rounded to a fixed count of decimals.
    public func number(_ value: Double, fractionDigits: Int) -> String {
        value.formatted(.number.precision(.fractionLength(max(0, fractionDigits))).locale(language.locale))
    }

    /// A share as a percentage with at most one decimal; 1 is a hundred percent.
    public func percent(_ share: Double) -> String {
        share.formatted(.percent.precision(.fractionLength(0...1)).locale(language.locale))
    }

    /// An amount of money, given in the smallest unit of an ISO 4217 currency: 123450 EUR is €1,234.50.
    ///
    /// Decimals are left out when they are all zero.
    public func money(minorUnits: Int, currency: String) -> String {
        let exponent = currencyExponent(currency)
        let amount = Decimal(sign: .plus, exponent: -exponent, significand: Decimal(minorUnits))
        var unit = 1
        for _ in 0..<exponent { unit *= 10 }
        let digits = minorUnits.isMultiple(of: unit) ? 0 : exponent
        let style = Decimal.FormatStyle.Currency(code: currency.uppercased(), locale: language.locale)
        return amount.formatted(style.precision(.fractionLength(digits)))
    }

    /// A day.
    public func date(_ date: CalendarDate, _ length: DateLength = .long) -> String {
        let style: Date.FormatStyle.DateStyle =
            switch length {
            case .long: .long
            case .medium: .abbreviated
            case .short: .numeric
            }
        return date.startInUTC.date.formatted(
            Date.FormatStyle(
                date: style, time: .omitted, locale: language.locale, calendar: Calendar(identifier: .gregorian),
                timeZone: .gmt))
    }

    /// A moment: day, hour, minute and the name of the time zone.
    public func dateTime(_ instant: Instant) -> String {
        let style = Date.FormatStyle(
            date: .long, time: .shortened, locale: language.locale, calendar: Calendar(identifier: .gregorian),
            timeZone: timeZone)
        return instant.date.formatted(style.timeZone(.specificName(.short)))
    }

    /// How long ago or ahead a moment is, in the largest unit that fits: "3 days ago", "yesterday", "now".
    public func relative(_ instant: Instant, to reference: Instant) -> String {
        let style = Date.AnchoredRelativeFormatStyle(
            anchor: instant.date, presentation: .named, locale: language.locale)
        return style.format(reference.date)
    }

    /// Texts joined as in a sentence: "a, b and c".
    public func list(_ texts: [String]) -> String {
        texts.formatted(.list(type: .and).locale(language.locale))
    }

    /// The name of a language, in the reader's.
    public func name(of other: Language) -> String {
        language.locale.localizedString(forLanguageCode: other.rawValue) ?? other.ownName
    }

    /// The name of a country by its ISO 3166-1 code of two letters; an unknown code is shown as it is.
    public func countryName(_ iso2: String) -> String {
        language.locale.localizedString(forRegionCode: iso2.uppercased()) ?? iso2
    }

    /// A text in the reader's language, or the best other; see ``LocalizedText/reading(for:)``.
    public func text(_ text: LocalizedText) -> LocalizedText.Reading {
        text.reading(for: language)
    }

    private func currencyExponent(_ code: String) -> Int {
        switch code.uppercased() {
        case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF",
            "XOF", "XPF":
            0
        case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND": 3
        case "CLF", "UYW": 4
        default: 2
        }
    }
}
