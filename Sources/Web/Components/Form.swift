public import Languages

/// A form, with the token that shows that this site asked for it.
public struct Form: Component {
    /// Answers that a script fetches while somebody writes; without scripts the button sends the form.
    public struct LiveAnswers: Sendable {
        let partial: String
        let target: String

        /// The form's fields go by GET to the address `partial`, which answers with a piece of a page; it is put into
        /// the element with the identifier `target`. The piece may mark one element with `data-live-summary`, whose
        /// text is read out.
        public init(partial: String, target: String) {
            self.partial = partial
            self.target = target
        }
    }

    /// How a form is sent.
    public enum Method: String, Sendable {
        /// For questions: filters and searches, whose answer can be shared as a link.
        case get
        /// For deeds. Needs a token.
        case post
    }

    /// The name of the field that carries the token.
    public static let tokenField = "csrf"

    private let action: String
    private let method: Method
    private let token: String?
    private let hidden: [(name: String, value: String)]
    private let carriesFiles: Bool
    private let draft: String?
    private let label: String?
    private let answers: LiveAnswers?
    private let content: HTML

    /// A form that sends its fields to `action`.
    ///
    /// - Parameters:
    ///   - token: the session's token against forged requests; needed for every POST.
    ///   - hidden: names and values that go with it unseen.
    ///   - carriesFiles: whether it has file fields.
    ///   - draft: a name under which the browser keeps what was typed until it is sent; give none to a form with
    ///     secrets.
    ///   - label: what the form is for, read by screen readers.
    ///   - answers: where answers come from while somebody writes.
    public init(
        action: String, method: Method = .post, token: String? = nil, hidden: [(name: String, value: String)] = [],
        carriesFiles: Bool = false, draft: String? = nil, label: String? = nil, answers: LiveAnswers? = nil,
        content: HTML
    ) {
        self.action = action
        self.method = method
        self.token = token
        self.hidden = hidden
        self.carriesFiles = carriesFiles
        self.draft = draft
        self.label = label
        self.answers = answers
        self.content = content
    }

    /// The form. Browsers do not check it before the server does, so that all errors look the same.
    public func html(_ t: Localiser) -> HTML {
        """
        <form class="form" action=\(address: action) method=\(attribute: method.rawValue)\
        \(attribute: "enctype", carriesFiles ? "multipart/form-data" : nil)\(attribute: "aria-label", label)\
        \(attribute: "data-partial", answers?.partial)\(attribute: "data-target", answers.map { "#" + $0.target })\
        \(attribute: "data-draft", draft)\(attribute: "data-draft-restored", draft.map { _ in restored(t) })\
        \(attribute: "data-draft-discard", draft.map { _ in t("Discard the draft") })\(flag: "novalidate", method == .post)>\
        \(each: hiddenFields, hiddenInput)\(content)</form>
        """
    }

    private func restored(_ t: Localiser) -> String {
        t("This browser kept what you wrote here before. It has been put back.")
    }

    private var hiddenFields: [(name: String, value: String)] {
        (token.map { [(name: Self.tokenField, value: $0)] } ?? []) + hidden
    }

    private func hiddenInput(_ field: (name: String, value: String)) -> HTML {
        "<input type=\"hidden\" name=\(attribute: field.name) value=\(attribute: field.value)>"
    }
}
