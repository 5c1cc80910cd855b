import ArgumentParser
import Database
import Foundation
import Languages
import Platform

/// How commands end: 0 on success, 1 on bad input, 2 on wrong use, and never with a stack trace.
enum CommandEnd {
    /// What is told of an error on standard error.
    static func telling(_ error: any Error) -> String {
        let t = Catalogues.english.localiser(.en)
        switch error {
        case let faults as InputFaults:
            let fields = faults.fields.sorted { $0.key < $1.key }.map { "\($0.key): \(t($0.value))" }
            return (faults.general.map { t($0) } + fields).joined(separator: "\n")
        case DatabaseError.migration(let message), DatabaseError.backup(let message),
            DatabaseError.engine(code: _, message: let message):
            return "The database: " + message
        case is NotFound: return "There is no such thing here."
        case let error as any CustomStringConvertible where !(error is CocoaError): return error.description
        default: return error.localizedDescription
        }
    }

    /// Ends the program as the error asks for.
    static func exit(_ error: any Error) -> Never {
        if let code = error as? ExitCode { Foundation.exit(code.rawValue) }
        let code = InnoCities.exitCode(for: error)
        if code == .success { InnoCities.exit(withError: error) }
        if code == .validationFailure {
            standardError(InnoCities.fullMessage(for: error))
            Foundation.exit(2)
        }
        standardError("Error: " + telling(error))
        Foundation.exit(1)
    }

    /// One line for the person at the terminal, apart from the command's output.
    static func standardError(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
