public import Exchange
import Foundation
import Languages
import Platform

extension WebRequest {
    /// What a page may say about itself beside its content.
    public struct PageDetails: Sendable {
        /// A sentence or two for search engines and shared links.
        public var description: String?
        /// The way here from the first page; the last one is this page.
        public var trail: [Link] = []
        public var notices: [Notice] = []
        /// Names of scripts beside the common one.
        public var scripts: [String] = []
        public var styleSheets: [String] = []
        public var feeds: [(type: String, title: String, address: String)] = []
        public var isWide = false
        /// Whether search engines should pass it over.
        public var isHidden = false

        public init() {}
    }

    /// A whole page around a content.
    public func page(title: String, _ details: PageDetails = PageDetails(), content: () -> HTML) -> WebResponse {
        let settings = site.settings.current
        var frame = PageFrame(
            title: title, brand: settings.name, home: link("/"), assets: site.assets, content: content())
        frame.description = details.description
        frame.origin = site.origin
        frame.canonicalAddress = canonicalQuery.address(link(path))
        frame.translations = settings.languages.map { language in
            .init(language, at: query.address("/\(language.rawValue)\(path)"))
        }
        frame.navigation = site.navigation.map { item in
            Link(t(item.label), to: link(item.path), isCurrent: path == item.path || path.hasPrefix(item.path + "/"))
        }
        frame.trail = details.trail
        frame.search = .init(
            address: link("/match"), query: query["text"] ?? query["q"] ?? "", suggestions: link("/catalogue/suggest"))
        frame.account = accountMenu
        frame.demonstration = site.isDemonstration ? demonstrationLine : nil
        frame.notices = details.notices + said
        frame.footer = [
            Link(t("About"), to: link("/about")), Link(t("Privacy"), to: link("/privacy")),
            Link(t("Open data and API"), to: link("/developers")),
            Link(t("Licences"), to: link("/licences")),
        ]
        frame.feeds = details.feeds
        frame.scripts = details.scripts
        frame.styleSheets = (settings.colour == nil ? [] : ["/theme.css"]) + details.styleSheets
        frame.isHiddenFromSearchEngines = details.isHidden
        frame.isWide = details.isWide
        return .html(frame.html(t))
    }

    /// A page with nothing but a title that search engines may be kept from.
    func page(title: String, hidden: Bool, content: () -> HTML) -> WebResponse {
        var details = PageDetails()
        details.isHidden = hidden
        return page(title: title, details, content: content)
    }

    /// The answer to a form that was carried out: another page, which says once what was done.
    public func done(_ path: String, saying said: Said? = nil) -> WebResponse {
        let target = link(path)
        guard let said else { return .redirect(to: target) }
        return .redirect(to: target + (target.contains("?") ? "&" : "?") + "said=" + said.rawValue)
    }

    /// What a page can say was just done; a closed set, so that no address can put words on a page.
    public enum Said: String, Sendable, CaseIterable {
        case saved, published, sent, removed, joined, following, notFollowing, thanks, signedOut, erased, invited

        var message: Message {
            switch self {
            case .saved: "Saved."
            case .published: "Published."
            case .sent: "Sent."
            case .removed: "Removed."
            case .joined: "Joined."
            case .following: "You follow this now, and get a mail when something becomes of it."
            case .notFollowing: "You no longer follow this."
            case .thanks: "Thank you. Your mark was kept."
            case .signedOut: "You are signed out."
            case .erased: "Your account and what it held are erased."
            case .invited: "The invitation is on its way."
            }
        }
    }

    private var said: [Notice] {
        guard let said = query["said"].flatMap(Said.init(rawValue:)) else { return [] }
        return [Notice(.success, t(said.message), isDismissible: true)]
    }

    /// The address without what only tells of the moment.
    private var canonicalQuery: QueryString { query.setting("said", to: nil) }

    private var accountMenu: HTML {
        guard viewer.isSignedIn else {
            let next = QueryString([.init("next", canonicalQuery.address(path))])
            let target = path.hasPrefix("/sign-in") ? link("/sign-in") : next.address(link("/sign-in"))
            return "<a class=\"sign-in\" href=\(address: target)>\(t("Sign in"))</a>"
        }
        let links = site.accountLinks.filter { $0.isFor(viewer) }.map { Link(t($0.label), to: link($0.path)) }
        let signOut = Form(
            action: link("/sign-out"), token: formToken, content: "\(Button.submit(t("Sign out"), style: .quiet), t)")
        return AccountMenu(name: viewer.name, links: links, signOut: signOut).html(t)
    }

    private var demonstrationLine: HTML {
        """
        \(t("This is a demonstration. Its data are published facts and invented people; anybody can sign in as one."))\
         <a href=\(address: link("/sign-in"))>\(t("Try it as a demo person"))</a>
        """
    }

    /// The body of an API request as a JSON object.
    /// - Throws: `JSONError` when it is not JSON.
    public func json() throws -> JSONValue { try JSONValue(parsing: body) }
}
