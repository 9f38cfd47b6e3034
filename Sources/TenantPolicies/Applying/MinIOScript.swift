/// A shell script that puts tenants' policies in force on a MinIO server by its own client, `mc`.
///
/// MinIO's administration has an interface of its own that only `mc` speaks. Running the script
/// twice changes nothing, and nothing secret stands in it: the users' secrets are read from a folder
/// of files, and given to `mc` by its standard input, where no list of processes shows them.
///
/// Source: MinIO's documentation of `mc admin policy` and `mc admin user`.
public struct MinIOScript: Sendable {
    /// A user, and what it may do.
    public struct Entry: Hashable, Sendable {
        /// The user's name, which is its access key too.
        public let user: String
        /// The policy.
        public let document: PolicyDocument

        /// Creates an entry.
        public init(user: String, document: PolicyDocument) {
            self.user = user
            self.document = document
        }
    }

    private let entries: [Entry]

    /// Creates the script of some users.
    ///
    /// - Throws: ``PolicyApplyingError`` for a name that a shell could read as something else.
    public init(_ entries: [Entry]) throws(PolicyApplyingError) {
        for entry in entries where !Self.isPlain(entry.user) {
            throw PolicyApplyingError("'\(entry.user)' is not a name that a script may hold")
        }
        self.entries = entries
    }

    /// The script, for `sh`.
    public var text: String {
        ([Self.head] + entries.map(Self.block) + [Self.tail]).joined(separator: "\n")
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix("-")
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
            }
    }

    /// The document goes through a quoted here-document, in which a shell reads nothing.
    private static func block(_ entry: Entry) -> String {
        let document = String(decoding: entry.document.pretty, as: UTF8.self)
        return """
            tenant \(entry.user) <<'POLICY'
            \(document)POLICY
            """
    }

    private static let head = """
        #!/bin/sh
        # Puts the policies of a lake's tenants in force on a MinIO server; may be run again.
        #
        #   MC_ALIAS   the server, as `mc alias set` named it
        #   SECRETS    a folder with a file <user> for each new user, its secret key in it
        #   MC         the client; mc
        #
        # A user without a file is left as it is, and told when there is none yet.
        set -eu
        : "${MC_ALIAS:?the server, as mc alias set named it}"
        MC=${MC:-mc}
        SECRETS=${SECRETS:-}
        umask 077
        folder=$(mktemp -d)
        trap 'rm -rf "$folder"' EXIT
        missing=0

        tenant() {
            user=$1
            cat > "$folder/policy.json"
            "$MC" admin policy create "$MC_ALIAS" "$user" "$folder/policy.json" > /dev/null
            if [ -n "$SECRETS" ] && [ -f "$SECRETS/$user" ]; then
                { echo "$user"; cat "$SECRETS/$user"; echo; } |
                    "$MC" admin user add "$MC_ALIAS" > /dev/null
            elif ! "$MC" admin user info "$MC_ALIAS" "$user" > /dev/null 2>&1; then
                echo "no user $user, and no secret for it in SECRETS" >&2
                missing=1
                return 0
            fi
            # Attaching what is attached is an error to mc.
            if ! "$MC" admin policy attach "$MC_ALIAS" "$user" --user "$user" \\
                > "$folder/said" 2>&1; then
                grep -q 'already in effect' "$folder/said" || { cat "$folder/said" >&2; return 1; }
            fi
            echo "$user"
        }

        """

    private static let tail = """

        exit "$missing"

        """
}
