public import Languages

/// All that is wrong with a form, above it, each with a link to its field.
public struct ErrorSummary: Component {
    private let errors: [(field: String?, message: String)]
    private let form: String?

    /// Errors in the order of the fields; one without a field is about the whole form.
    /// - Parameter form: what tells the form from others on its page, as for its fields.
    public init(_ errors: [(field: String?, message: String)], in form: String? = nil) {
        self.errors = errors
        self.form = form
    }

    /// The summary, which takes the focus when the page opens; nothing when nothing is wrong.
    public func html(_ t: Localiser) -> HTML {
        if errors.isEmpty { return .empty }
        func item(_ error: (field: String?, message: String)) -> HTML {
            guard let field = error.field else { return "<li>\(error.message)</li>" }
            return "<li><a href=\(address: "#" + FormField.identifier(of: field, in: form))>\(error.message)</a></li>"
        }
        let title = t.count(
            errors.count, one: "There is \(errors.count) problem to mend",
            other: "There are \(errors.count) problems to mend")
        return """
            <div class="notice notice-error error-summary" role="alert" tabindex="-1" data-focus>\(Icon.error.html)\
            <div><h2 class="notice-title">\(title)</h2><ul>\(each: errors, item)</ul></div></div>
            """
    }
}
