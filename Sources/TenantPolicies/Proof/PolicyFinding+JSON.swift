import LakeModel

extension PolicyFinding {
    /// The finding for programs, as one line of JSON.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object { json in
            json.member("kind", kind.rawValue)
            json.name("tenant")
            if let tenant { json.string(tenant.name) } else { json.null() }
            json.name("file")
            if let file { json.string(file) } else { json.null() }
            json.member("message", message)
            json.member("confirmed", isConfirmed)
            json.name("statements")
            json.array { json in
                for statement in statements { json.string(statement.description) }
            }
            json.name("witness")
            guard let witness else { return json.null() }
            json.object { json in
                json.member("action", witness.action)
                json.member("resource", witness.resource)
                json.name("context")
                json.object { json in
                    for key in witness.context.keys {
                        json.name(key)
                        json.array { json in
                            for value in witness.context[key] { json.string(value) }
                        }
                    }
                }
            }
        }
        return writer.bytes
    }
}
