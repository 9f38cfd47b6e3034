import ObjectStorage

extension ObjectStoreConformance {
    static let conditions: [Check] = [
        Check("creating fails when the key is taken, and leaves the object", prefix: "create") {
            bench in
            let key = bench.key("object")
            let first = try await bench.store.put(key, [1, 2, 3], mode: .create)
            try await bench.expect(.alreadyExists, "a second create") {
                () throws(ObjectStoreError) in
                try await bench.store.put(key, [4, 5], mode: .create)
            }
            let read = try await bench.store.get(key, range: nil)
            try bench.expect(read == [1, 2, 3], "the object was replaced")
            let head = try await bench.store.head(key)
            try bench.expect(head == first, "the tag changed")
        },
        Check("updating wants the tag of the object as it is", prefix: "update") { bench in
            let key = bench.key("pointer")
            let first = try await bench.store.put(key, [1], mode: .create)
            let second = try await bench.store.put(
                key,
                [2],
                mode: .update(ifMatch: first.entityTag)
            )
            try bench.expect(second.entityTag != first.entityTag, "the tag did not change")
            try await bench.expect(.preconditionFailed, "an update by an old tag") {
                () throws(ObjectStoreError) in
                try await bench.store.put(key, [3], mode: .update(ifMatch: first.entityTag))
            }
            let read = try await bench.store.get(key, range: nil)
            try bench.expect(read == [2], "the object holds \(read)")
            let head = try await bench.store.head(key)
            try await bench.store.put(key, [4], mode: .update(ifMatch: head.entityTag))
        },
        Check("a deferred put is seen at once, under the same conditions", prefix: "deferred") {
            bench in
            let key = bench.key("object")
            let first = try await bench.store.putDeferred(key, [1], mode: .create)
            try await bench.expect(.alreadyExists, "a second create") {
                () throws(ObjectStoreError) in
                try await bench.store.putDeferred(key, [2], mode: .create)
            }
            let second = try await bench.store.putDeferred(
                key,
                [3, 3],
                mode: .update(ifMatch: first.entityTag)
            )
            let read = try await bench.store.get(key, range: nil)
            let head = try await bench.store.head(key)
            try bench.expect(read == [3, 3] && head == second, "the object is \(read), \(head)")
        },
        Check("an unsynced put is seen at once, under the same conditions", prefix: "unsynced") {
            bench in
            let key = bench.key("object")
            let first = try await bench.store.putUnsynced(key, [1], mode: .create)
            try await bench.expect(.alreadyExists, "a second create") {
                () throws(ObjectStoreError) in
                try await bench.store.putUnsynced(key, [2], mode: .create)
            }
            let second = try await bench.store.putUnsynced(
                key,
                [3, 3],
                mode: .update(ifMatch: first.entityTag)
            )
            let read = try await bench.store.get(key, range: nil)
            let head = try await bench.store.head(key)
            try bench.expect(read == [3, 3] && head == second, "the object is \(read), \(head)")
        },
        Check("updating what is gone fails", prefix: "update-gone") { bench in
            let key = bench.key("pointer")
            let first = try await bench.store.put(key, [1], mode: .create)
            try await bench.store.delete(key)
            try await bench.expect(.preconditionFailed, "an update of nothing") {
                () throws(ObjectStoreError) in
                try await bench.store.put(key, [2], mode: .update(ifMatch: first.entityTag))
            }
            try await bench.expect(.notFound, "head") { () throws(ObjectStoreError) in
                try await bench.store.head(key)
            }
        },
    ]
}
