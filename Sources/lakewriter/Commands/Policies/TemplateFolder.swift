import Foundation
import TenantPolicies

/// The directory of the policies' templates.
struct TemplateFolder {
    private let path: String

    /// Finds the directory: the one that is named, or the first of the usual places that has
    /// templates.
    ///
    /// - Parameter named: what the command line says.
    /// - Returns: a directory whose files were not read yet.
    /// - Throws: ``ConfigurationError`` that names where was looked.
    static func find(_ named: String?) throws -> TemplateFolder {
        if let named { return TemplateFolder(path: named) }
        let places = usualPlaces
        for place in places {
            let file = "\(place)/\(PolicyTemplates.Name.identity.file)"
            if FileManager.default.fileExists(atPath: file) { return TemplateFolder(path: place) }
        }
        throw ConfigurationError(
            "no templates of policies are in \(places.joined(separator: ", ")): give --templates"
        )
    }

    /// The working directory's, those installed with the program, and those of the clone that it
    /// was built in.
    private static var usualPlaces: [String] {
        var places = ["./policies"]
        guard let program = Bundle.main.executableURL?.resolvingSymlinksInPath() else {
            return places
        }
        let folder = program.deletingLastPathComponent()
        places.append(folder.appending(path: "policies").path)
        places.append(
            folder.deletingLastPathComponent().appending(path: "share/lakewriter/policies").path
        )
        var parent = folder
        while parent.path != "/" {
            if parent.lastPathComponent == ".build" {
                places.append(
                    parent.deletingLastPathComponent().appending(path: "policies").path
                )
            }
            parent = parent.deletingLastPathComponent()
        }
        return places
    }

    /// Reads all templates.
    func read() throws(PolicyTemplateError) -> PolicyTemplates {
        try PolicyTemplates { name throws(PolicyTemplateError) in
            let file = "\(path)/\(name.file)"
            do {
                return (Array(try Data(contentsOf: URL(filePath: file))), file)
            } catch {
                throw PolicyTemplateError(
                    file: file,
                    reason: "cannot be read: \(error.localizedDescription)"
                )
            }
        }
    }
}
