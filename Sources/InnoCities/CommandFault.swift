/// Bad input of a command, in a sentence that names the file, line or field and the mend.
struct CommandFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
