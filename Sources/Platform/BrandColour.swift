import Foundation

/// The main colour of an installation, as `#rrggbb`, with what follows from it. Contrast is that of WCAG 2.2.
public struct BrandColour: Sendable, Hashable {
    /// The least contrast between text and its ground.
    public static let leastContrast = 4.5
    /// White, for text on the colour.
    public static let white = BrandColour(red: 255, green: 255, blue: 255)
    private static let night = BrandColour(red: 0x10, green: 0x17, blue: 0x18)

    private let red: Int
    private let green: Int
    private let blue: Int

    private init(red: Int, green: Int, blue: Int) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Nil unless the text is a number sign and six hexadecimal digits.
    public init?(_ text: String) {
        let digits = text.dropFirst()
        guard text.hasPrefix("#"), digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let number = Int(digits, radix: 16)
        else { return nil }
        self.init(red: number >> 16, green: number >> 8 & 0xFF, blue: number & 0xFF)
    }

    public var text: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// From 1, the same, to 21, black on white.
    public func contrast(with other: BrandColour) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    /// Relative luminance, from 0 to 1.
    private var luminance: Double {
        func linear(_ channel: Int) -> Double {
            let share = Double(channel) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    private func mixed(with other: BrandColour, share: Double) -> BrandColour {
        func mix(_ one: Int, _ two: Int) -> Int { Int((Double(one) * (1 - share) + Double(two) * share).rounded()) }
        return BrandColour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// The style sheet that sets the colour and what is derived from it, for light and for dark screens: on dark ones
    /// the colour is mixed with white until it can be read.
    public var styleSheet: String {
        let black = BrandColour(red: 0, green: 0, blue: 0)
        let light = Self.rules(
            brand: self, strong: mixed(with: black, share: 0.35), soft: mixed(with: .white, share: 0.88), on: .white)
        var bright = self
        while bright.contrast(with: Self.night) < 7 { bright = bright.mixed(with: .white, share: 0.1) }
        let dark = Self.rules(
            brand: bright, strong: bright.mixed(with: .white, share: 0.35),
            soft: mixed(with: Self.night, share: 0.7), on: Self.night)
        return ":root{\(light)}\n@media (prefers-color-scheme:dark){:root{\(dark)}}\n"
    }

    private static func rules(brand: BrandColour, strong: BrandColour, soft: BrandColour, on: BrandColour) -> String {
        "--brand:\(brand.text);--brand-strong:\(strong.text);--brand-soft:\(soft.text);--on-brand:\(on.text)"
    }
}
