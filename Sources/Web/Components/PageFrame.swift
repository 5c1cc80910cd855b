public import Languages

/// A word that leads somewhere, in a menu or a trail.
public struct Link: Sendable {
    let text: String
    let address: String
    let isCurrent: Bool
    let language: Language?

    /// A link; a current one stands for the page or the section that the reader is in. `language` is that of the text
    /// where it may be another one than the page's.
    public init(_ text: String, to address: String, isCurrent: Bool = false, language: Language? = nil) {
        self.text = text
        self.language = language
        self.address = address
        self.isCurrent = isCurrent
    }
}

/// The whole page around its content: head, header, navigation, languages, trail, `main` and footer.
///
/// A page fills in what it has; everything else is left out. Nothing here needs a script, and nothing is
/// inline that a strict content security policy would refuse.
public struct PageFrame: Component {
    /// Where a page is found in one of the languages.
    public struct Translation: Sendable {
        let language: Language
        let address: String

        /// The page in `language` at `address`, relative to this site.
        public init(_ language: Language, at address: String) {
            self.language = language
            self.address = address
        }
    }

    /// The search box in the header: a form that is sent by GET.
    public struct SearchBox: Sendable {
        let address: String
        let query: String
        let suggestions: String?

        /// A box that asks `address` with the parameter `q`; `query` is what was asked last, and `suggestions` is where a
        /// script finds what typed words may become.
        public init(address: String, query: String = "", suggestions: String? = nil) {
            self.address = address
            self.query = query
            self.suggestions = suggestions
        }
    }

    /// What the page is called, without the name of the installation.
    public var title: String
    /// One or two sentences for search engines and shared links.
    public var description: String?
    /// The name of the installation.
    public var brand: String
    /// The address of the first page in the reader's language.
    public var home: String
    /// Where the static files are.
    public var assets: Assets
    /// Scheme and host, such as `https://innocities.example`, for the addresses in the head; nil leaves those out.
    public var origin: String?
    /// The address of this page without what only changes its presentation, relative to this site.
    public var canonicalAddress: String?
    /// This page in each language, the reader's own included.
    public var translations: [Translation] = []
    /// The main navigation.
    public var navigation: [Link] = []
    /// The way from the first page to this one, without the first page; the last one is this page.
    public var trail: [Link] = []
    /// The search box; nil leaves it out.
    public var search: SearchBox?
    /// The reader's account, such as an ``AccountMenu``.
    public var account: HTML?
    /// A line above everything on an installation that shows demonstration data.
    public var demonstration: HTML?
    /// Messages about what was just done, above the content.
    public var notices: [Notice] = []
    /// Links at the foot of the page.
    public var footer: [Link] = []
    /// More addresses in other forms: type (`application/atom+xml`) and address.
    public var feeds: [(type: String, title: String, address: String)] = []
    /// Names of script files that this page needs beside `site.js`.
    public var scripts: [String] = []
    /// Addresses of style sheets after the product's own: an installation's colours set `--brand` there.
    public var styleSheets: [String] = []
    /// Whether search engines are asked to pass this page over.
    public var isHiddenFromSearchEngines = false
    /// Whether the content may use the whole width, as a map or a wide table does.
    public var isWide = false
    /// What the page is about.
    public var content: HTML

    /// A page with a title and a content; everything else can be set afterwards.
    public init(title: String, brand: String = "InnoCities", home: String, assets: Assets, content: HTML) {
        self.title = title
        self.brand = brand
        self.home = home
        self.assets = assets
        self.content = content
    }

    /// The complete document.
    public func html(_ t: Localiser) -> HTML {
        """
        <!doctype html>
        <html lang=\(attribute: t.language.rawValue) dir="ltr">\(head(t))<body\(attribute: "class", isWide ? "wide" : nil)>\
        <a class="skip" href="#main">\(t("Skip to the content"))</a>\
        \(demonstration.map { "<aside class=\"demonstration\" aria-label=\(attribute: t("Demonstration"))><div class=\"wrap\">\($0)</div></aside>" as HTML })\
        \(header(t))<div class="wrap">\(breadcrumbs(t))\
        <main id="main" tabindex="-1">\(notices, t)\(content)</main></div>\(foot(t))</body></html>
        """
    }

    private func head(_ t: Localiser) -> HTML {
        """
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">\
        <title>\(title == brand ? brand : "\(title) · \(brand)")</title>\
        \(description.map { "<meta name=\"description\" content=\(attribute: $0)>" as HTML })\
        \(if: isHiddenFromSearchEngines, "<meta name=\"robots\" content=\"noindex\">")\
        <meta name="color-scheme" content="light dark">\
        <meta name="theme-color" content="#fbfaf6" media="(prefers-color-scheme: light)">\
        <meta name="theme-color" content="#101718" media="(prefers-color-scheme: dark)">\
        \(if: origin != nil, ownAddresses(t))\
        <link rel="icon" href=\(address: assets.address("favicon.svg")) type="image/svg+xml">\
        <link rel="stylesheet" href=\(address: assets.address("site.css"))>\
        <link rel="stylesheet" href=\(address: assets.address("pictures.css"))>\
        \(each: styleSheets, { sheet in "<link rel=\"stylesheet\" href=\(address: sheet)>" })\
        \(each: feeds, { feed in
            """
            <link rel="alternate" type=\(attribute: feed.type) title=\(attribute: feed.title) \
            href=\(address: feed.address)>
            """
        })\
        \(each: ["site.js"] + scripts, { name in
            "<script type=\"module\" src=\(address: assets.address(name))></script>"
        })</head>
        """
    }

    private func ownAddresses(_ t: Localiser) -> HTML {
        let origin = origin ?? ""
        func alternate(_ translation: Translation) -> HTML {
            """
            <link rel="alternate" hreflang=\(attribute: translation.language.rawValue) \
            href=\(address: origin + translation.address)>
            """
        }
        return """
            \(canonicalAddress.map { "<link rel=\"canonical\" href=\(address: origin + $0)>" as HTML })\
            \(each: translations, alternate)\
            <meta property="og:title" content=\(attribute: title)>\
            <meta property="og:site_name" content=\(attribute: brand)>
            """
    }

    private func header(_ t: Localiser) -> HTML {
        """
        <header class="site-header"><div class="wrap header-row">\
        <a class="brand" href=\(address: home)>\(Self.logo)<span>\(brand)</span></a>\
        \(if: !navigation.isEmpty, "<nav class=\"nav-wide\" aria-label=\(attribute: t("Main"))>\(links(navigation))</nav>")\
        <div class="header-tools">\(searchBox(t))\(languageMenu(t))\(account)\
        \(if: !navigation.isEmpty, narrowNavigation(t))</div></div></header>
        """
    }

    private func narrowNavigation(_ t: Localiser) -> HTML {
        """
        <details class="menu nav-narrow"><summary>\(Icon.menu.html)<span>\(t("Menu"))</span></summary>\
        <nav aria-label=\(attribute: t("Main"))>\(links(navigation))</nav></details>
        """
    }

    private func links(_ links: [Link]) -> HTML {
        func item(_ link: Link) -> HTML {
            """
            <li><a href=\(address: link.address)\(attribute: "aria-current", link.isCurrent ? "true" : nil)>\
            \(link.text)</a></li>
            """
        }
        return "<ul role=\"list\">\(each: links, item)</ul>"
    }

    private func searchBox(_ t: Localiser) -> HTML? {
        search.map { box in
            """
            <form class="search-box" role="search" action=\(address: box.address) method="get">\
            <label class="hidden-text" for="site-search">\(t("Search in all languages"))</label>\
            <input id="site-search" type="search" name="q" value=\(attribute: box.query) \
            placeholder=\(attribute: t("Search")) autocomplete="off" maxlength="400"\
            \(attributes(ofSuggestions: box.suggestions, t))>\
            <button type="submit" aria-label=\(attribute: t("Search"))>\(Icon.search.html)</button></form>
            """
        }
    }

    private func languageMenu(_ t: Localiser) -> HTML? {
        if translations.isEmpty { return nil }
        func item(_ translation: Translation) -> HTML {
            let tag = translation.language.rawValue
            return """
                <li><a href=\(address: translation.address) hreflang=\(attribute: tag) lang=\(attribute: tag)\
                \(attribute: "aria-current", translation.language == t.language ? "true" : nil)>\
                \(translation.language.ownName)</a></li>
                """
        }
        return """
            <details class="menu languages"><summary>\(Icon.globe.html)\
            <span class="hidden-text">\(t("Language:"))</span> <span>\(t.language.ownName)</span></summary>\
            <nav aria-label=\(attribute: t("Languages"))><ul role="list">\(each: translations, item)</ul></nav></details>
            """
    }

    private func breadcrumbs(_ t: Localiser) -> HTML? {
        if trail.isEmpty { return nil }
        func item(_ link: Link) -> HTML {
            """
            <li><a href=\(address: link.address)\(attribute: "aria-current", link.isCurrent ? "page" : nil)\
            \(attribute: "lang", link.language == t.language ? nil : link.language?.rawValue)>\(link.text)</a></li>
            """
        }
        return """
            <nav class="trail" aria-label=\(attribute: t("You are here"))><ol role="list">\
            <li><a href=\(address: home)>\(t("Start", context: "breadcrumb"))</a></li>\(each: trail, item)</ol></nav>
            """
    }

    private func foot(_ t: Localiser) -> HTML {
        """
        <footer class="site-footer"><div class="wrap"><div class="footer-row"><p class="footer-brand">\(Self.logo)\
        <span>\(brand)</span></p>\(if: !footer.isEmpty, "<nav aria-label=\(attribute: t("Foot of the page"))>\(links(footer))</nav>")\
        </div><p class="footer-note">\(t("Free software for networks of cities. Nothing on this page comes from another host."))</p>\
        </div></footer>
        """
    }

    /// The sign of the product: six strokes that make one open circle, for the six verbs of the way through it.
    static let logo: HTML = """
        <svg class="logo" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">\
        <g fill="none" stroke-width="4.4" stroke-linecap="round">\
        <path class="verb-1" d="M12.45 5.06A11.5 11.5 0 0 1 19.55 5.06"/>\
        <path class="verb-2" d="M23.7 7.45A11.5 11.5 0 0 1 27.25 13.61"/>\
        <path class="verb-3" d="M27.25 18.39A11.5 11.5 0 0 1 23.7 24.55"/>\
        <path class="verb-4" d="M19.55 26.94A11.5 11.5 0 0 1 12.45 26.94"/>\
        <path class="verb-5" d="M8.3 24.55A11.5 11.5 0 0 1 4.75 18.39"/>\
        <path class="verb-6" d="M4.75 13.61A11.5 11.5 0 0 1 8.3 7.45"/></g></svg>
        """
}
