#if canImport(Glibc)
import Glibc
#endif

extension LocalDirectory {
    /// Writes an object whole.
    func put(
        _ key: ObjectKey,
        _ bytes: [UInt8],
        _ mode: PutMode,
        _ durability: PutDurability = .synced
    ) throws(ObjectStoreError) -> ObjectAttributes {
        let temporary = try makeTemporary()
        do throws(ObjectStoreError) {
            try temporary.file.write(bytes, at: 0, path: path(of: key))
            return try publish(temporary, key, mode, durability)
        } catch {
            discard(temporary.name)
            throw error
        }
    }

    /// Reads an object, or a part of it.
    func get(_ key: ObjectKey, _ range: Range<Int>?) throws(ObjectStoreError) -> [UInt8] {
        let path = path(of: key)
        return try withObject(key) { file, status throws(ObjectStoreError) in
            guard let range else { return try file.read(count: status.size, at: 0, path: path) }
            guard !range.isEmpty else { return [] }
            guard range.lowerBound < status.size else {
                throw ObjectStoreError.rangeOutside(range, of: key, size: status.size)
            }
            let count = min(range.upperBound, status.size) - range.lowerBound
            return try file.read(count: count, at: range.lowerBound, path: path)
        }
    }

    /// An object's size and tag.
    func head(_ key: ObjectKey) throws(ObjectStoreError) -> ObjectAttributes {
        try withObject(key) { _, status throws(ObjectStoreError) in Self.attributes(key, status) }
    }

    /// Removes an object; its directory stays.
    func delete(_ key: ObjectKey) throws(ObjectStoreError) {
        try remove(key, syncing: true)
    }

    /// Removes an object; the disk may remember it until its directory is synced.
    func remove(_ key: ObjectKey, syncing: Bool) throws(ObjectStoreError) {
        guard !isOwn(key.path) else {
            throw ObjectStoreError(.invalidRequest, "\(path(of: key)) is the store's own")
        }
        let path = path(of: key)
        _ = try withParent(of: key, creating: false) { (parent, name) throws(ObjectStoreError) in
            try withNamesLocked { () throws(ObjectStoreError) in
                guard try parent.status(of: name, path: path)?.isRegular == true else { return }
                try parent.remove(name, path: path)
            }
            if syncing { try parent.sync(path: path) }
        }
    }

    private func withObject<Result>(
        _ key: ObjectKey,
        _ body: (borrowing Descriptor, Descriptor.Status) throws(ObjectStoreError) -> Result
    ) throws(ObjectStoreError) -> Result {
        let path = path(of: key)
        let result = try withParent(of: key, creating: false) {
            (parent, name) throws(ObjectStoreError) -> Result? in
            guard !isOwn(key.path), try parent.status(of: name, path: path) != nil else {
                return nil
            }
            let file = try parent.open(name, O_RDONLY, path: path)
            let status = try file.status(path: path)
            return status.isRegular ? try body(file, status) : nil
        }
        guard let found = result ?? nil else { throw ObjectStoreError.absent(key, in: self.path) }
        return found
    }
}
