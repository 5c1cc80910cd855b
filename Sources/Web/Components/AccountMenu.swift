public import Languages

/// The reader's own menu in the header: their name, their pages, and the way out.
public struct AccountMenu: Component {
    private let name: String
    private let links: [Link]
    private let signOut: Form?

    /// A menu under `name`; `signOut` is a form with a single button, sent by POST so that no link can sign out.
    public init(name: String, links: [Link], signOut: Form? = nil) {
        self.name = name
        self.links = links
        self.signOut = signOut
    }

    /// The menu, which opens without a script.
    public func html(_ t: Localiser) -> HTML {
        func item(_ link: Link) -> HTML {
            """
            <li><a href=\(address: link.address)\(attribute: "aria-current", link.isCurrent ? "page" : nil)>\
            \(link.text)</a></li>
            """
        }
        return """
            <details class="menu account"><summary>\(Icon.person.html)\
            <span class="hidden-text">\(t("Account:"))</span> <span class="account-name">\(name)</span></summary>\
            <nav aria-label=\(attribute: t("Account"))><ul role="list">\(each: links, item)</ul>\(signOut, t)</nav></details>
            """
    }
}
