/// Understands a tenants' file, and collects all that is wrong with it in one go.
struct TenantFileReader {
    private(set) var problems: [TenantFileError.Problem] = []

    // MARK: Directories

    mutating func directory(_ root: JSONNode) -> TenantDirectory {
        var directory = TenantDirectory()
        for (name, node) in members(of: root) {
            switch name {
            case TenantKeyword.format: checkFormat(node)
            case TenantKeyword.unknown: directory.unknown = word(node)
            case TenantKeyword.defaults: directory.defaults = record(node, isDefault: true)
            case TenantKeyword.tenants: directory.tenants = tenants(node)
            default: complain(node, "there is no such member; see the names of the format")
            }
        }
        return directory
    }

    private mutating func checkFormat(_ node: JSONNode) {
        guard let version = node.integer, version >= 1 else {
            return complain(node, "the format's version is a number: 1")
        }
        guard version > TenantDirectory.formatVersion else { return }
        complain(
            node,
            "written by a newer lakewriter: this one understands version "
                + "\(TenantDirectory.formatVersion)"
        )
    }

    private mutating func tenants(_ node: JSONNode) -> [TenantID: TenantRecord] {
        var tenants: [TenantID: TenantRecord] = [:]
        for (name, node) in members(of: node) {
            do throws(NameError) {
                tenants[try TenantID(name)] = record(node)
            } catch {
                complain(node, error.description)
            }
        }
        return tenants
    }

    // MARK: Records

    mutating func record(_ node: JSONNode, isDefault: Bool = false) -> TenantRecord {
        var record = TenantRecord()
        for (name, node) in members(of: node) {
            switch name {
            case TenantKeyword.state where isDefault:
                complain(node, "the defaults have no state: give each tenant its own")
            case TenantKeyword.state: record.state = word(node) ?? record.state
            case TenantKeyword.eventsPerSecond: record.quota.eventsPerSecond = limit(node)
            case TenantKeyword.bytesPerSecond: record.quota.bytesPerSecond = limit(node)
            case TenantKeyword.burstSeconds:
                record.quota.burstSeconds = number(node, max: TenantQuota.burstSecondsMax)
            case TenantKeyword.openTables: record.quota.openTables = limit(node)
            case TenantKeyword.requestBytes: record.quota.requestBytesMax = limit(node)
            case TenantKeyword.tables: record.tables = tables(node)
            case TenantKeyword.retention: record.retention = retention(node)
            case TenantKeyword.kmsKey: record.kmsKey = kmsKey(node)
            case TenantKeyword.note: record.note = note(node)
            default: complain(node, "there is no such member; see the names of the format")
            }
        }
        return record
    }

    private mutating func tables(_ node: JSONNode) -> Set<TableName>? {
        guard let elements = node.array else {
            complain(node, "expected an array of tables' names")
            return nil
        }
        var tables: Set<TableName> = []
        for element in elements {
            guard let table = table(element.string ?? "", at: element) else { continue }
            if !tables.insert(table).inserted { complain(element, "the table stands here twice") }
        }
        return tables
    }

    private mutating func table(_ name: String, at node: JSONNode) -> TableName? {
        do throws(NameError) {
            return try TableName(name)
        } catch {
            complain(node, error.description)
            return nil
        }
    }

    private mutating func retention(_ node: JSONNode) -> TenantRetention {
        var retention = TenantRetention()
        for (name, node) in members(of: node) {
            switch name {
            case TenantKeyword.days: retention.days = limit(node, max: TenantRetention.daysMax)
            case TenantKeyword.tables:
                for (name, node) in members(of: node) {
                    guard let table = table(name, at: node) else { continue }
                    retention.tables[table] = limit(node, max: TenantRetention.daysMax)
                }
            default: complain(node, "a retention has days and tables, and nothing else")
            }
        }
        return retention
    }

    private mutating func kmsKey(_ node: JSONNode) -> KMSKeyName? {
        do throws(NameError) {
            return try KMSKeyName(node.string ?? "")
        } catch {
            complain(node, error.description)
            return nil
        }
    }

    private mutating func note(_ node: JSONNode) -> String? {
        guard let note = node.string, note.utf8.count <= TenantRecord.noteSizeMax else {
            complain(node, "a note is a text of at most \(TenantRecord.noteSizeMax) bytes")
            return nil
        }
        return note
    }

    // MARK: Values

    private mutating func limit(_ node: JSONNode, max: Int = .max) -> TenantLimit? {
        if node.string == TenantLimit.unlimitedWord { return .unlimited }
        guard let value = node.integer, 1...max ~= value else {
            let bound = max == .max ? "from 1 on" : "from 1 to \(max)"
            complain(
                node,
                "a limit is a whole number \(bound), or \"\(TenantLimit.unlimitedWord)\""
            )
            return nil
        }
        return .atMost(value)
    }

    private mutating func number(_ node: JSONNode, max: Int) -> Int? {
        guard let value = node.integer, 1...max ~= value else {
            complain(node, "expected a whole number from 1 to \(max)")
            return nil
        }
        return value
    }

    private mutating func word<Word: RawRepresentable & CaseIterable>(
        _ node: JSONNode
    ) -> Word? where Word.RawValue == String {
        if let word = node.string.flatMap(Word.init(rawValue:)) { return word }
        let words = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
        complain(node, "expected one of \(words)")
        return nil
    }

    private mutating func members(of node: JSONNode) -> [(name: String, node: JSONNode)] {
        guard let members = node.members else {
            complain(node, "expected an object")
            return []
        }
        return members.map { ($0.name, $0.node) }
    }

    private mutating func complain(_ node: JSONNode, _ reason: String) {
        // A file that is something else altogether must not fill the log.
        guard problems.count < Self.problemsMax else { return }
        problems.append(.init(line: node.line, pointer: node.pointer, reason: reason))
    }

    /// Enough to mend a file by.
    private static let problemsMax = 20
}
