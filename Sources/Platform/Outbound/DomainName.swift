/// Names of the domain name system, compared label by label.
public enum DomainName {
    /// Whether a name is a domain or lies below it: `mail.example.org` lies within `example.org`,
    /// `evil-example.org` does not. Case and one final dot do not matter; an empty domain holds nothing.
    public static func isName(_ name: String, within domain: String) -> Bool {
        let name = labels(of: name)
        let domain = labels(of: domain)
        return !domain.isEmpty && !domain.contains("") && !name.contains("") && name.suffix(domain.count) == domain[...]
    }

    /// Whether a name could be that of a host: ASCII letters, digits and inner hyphens in labels of 1 to 63, in all
    /// at most 253; the underscore that some hosts use is taken too. Other scripts are written as `xn--`.
    public static func isHostName(_ name: String) -> Bool {
        let labels = labels(of: name)
        return name.utf8.count <= 254 && !labels.isEmpty
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { $0 < 128 }
                    && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
            }
    }

    private static func labels(of name: String) -> [String] {
        let name = name.hasSuffix(".") ? name.dropLast() : name[...]
        guard !name.isEmpty else { return [] }
        return name.lowercased().split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    }
}
