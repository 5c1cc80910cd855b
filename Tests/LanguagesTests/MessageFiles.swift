@testable import Languages

/// Message files for tests.
enum MessageFiles {
    static func header(_ language: Language) -> String {
        #"""
        msgid ""
        msgstr ""
        "Language: \#(language.rawValue)\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Plural-Forms: \#(language.pluralFormsHeader)\n"


        """#
    }

    /// A header and the entries given.
    static func sample(_ language: Language, _ entries: String) -> String {
        header(language) + entries + "\n"
    }
}
