import ObjectStorage

extension ObjectStoreConformance {
    static let multipart: [Check] = [
        Check("parts come in any order and become one object", prefix: "parts") { bench in
            let key = bench.key("object")
            let upload = try await bench.store.beginMultipart(key, mode: .create)
            let size = max(upload.partSizeBytesMin, 1000)
            let parts = [
                bench.bytes(size, seed: 1), bench.bytes(size, seed: 2), bench.bytes(77, seed: 3),
            ]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in [2, 0, 1] {
                    group.addTask { try await upload.uploadPart(index + 1, parts[index]) }
                }
                try await group.waitForAll()
            }
            try await bench.expect(.notFound, "head before the end") {
                () throws(ObjectStoreError) in
                try await bench.store.head(key)
            }
            try bench.expect(try await bench.names().isEmpty, "it is listed before its end")
            let completed = try await upload.complete()
            let whole = parts.flatMap { $0 }
            let read = try await bench.store.get(key, range: nil)
            try bench.expect(read == whole, "\(whole.count) bytes came back as \(read.count)")
            let head = try await bench.store.head(key)
            try bench.expect(completed == head, "complete said \(completed), head \(head)")
        },
        Check("parts differ in size, and numbers may be left out", prefix: "uneven") { bench in
            let key = bench.key("object")
            let upload = try await bench.store.beginMultipart(key, mode: .overwrite)
            let size = max(upload.partSizeBytesMin, 1000)
            let parts = [
                (2, bench.bytes(size, seed: 1)), (3, bench.bytes(size + 500, seed: 2)),
                (7, bench.bytes(size, seed: 3)), (9, bench.bytes(1, seed: 4)),
            ]
            for (number, bytes) in parts { try await upload.uploadPart(number, bytes) }
            try await upload.complete()
            let read = try await bench.store.get(key, range: nil)
            try bench.expect(read == parts.flatMap(\.1), "something else came back")
        },
        Check("of a part that is sent again the last counts", prefix: "again") { bench in
            let key = bench.key("object")
            let upload = try await bench.store.beginMultipart(key, mode: .overwrite)
            try await upload.uploadPart(1, bench.bytes(500, seed: 1))
            try await upload.uploadPart(1, bench.bytes(300, seed: 2))
            let completed = try await upload.complete()
            try bench.expect(completed.size == 300, "complete said \(completed.size) bytes")
            let read = try await bench.store.get(key, range: nil)
            try bench.expect(read == bench.bytes(300, seed: 2), "something else came back")
        },
        Check("an aborted upload leaves nothing", prefix: "abort") { bench in
            let key = bench.key("object")
            let upload = try await bench.store.beginMultipart(key, mode: .create)
            try await upload.uploadPart(1, [1, 2, 3])
            try await upload.abort()
            try await upload.abort()
            try bench.expect(try await bench.names().isEmpty, "an aborted object is listed")
            try await bench.store.put(key, [1], mode: .create)
        },
        Check("an upload without parts does not complete", prefix: "no-parts") { bench in
            let upload = try await bench.store.beginMultipart(bench.key("object"), mode: .create)
            try await bench.expect(.invalidRequest, "complete") { () throws(ObjectStoreError) in
                try await upload.complete()
            }
            try await upload.abort()
        },
        Check("the condition of an upload holds when it completes", prefix: "late") { bench in
            let key = bench.key("object")
            let upload = try await bench.store.beginMultipart(key, mode: .create)
            try await upload.uploadPart(1, [1, 2, 3])
            let put = try await bench.store.put(key, [9], mode: .create)
            try await bench.expect(.alreadyExists, "complete") { () throws(ObjectStoreError) in
                try await upload.complete()
            }
            try await upload.abort()
            let read = try await bench.store.get(key, range: nil)
            try bench.expect(read == [9], "the object was replaced")

            let mode = PutMode.update(ifMatch: put.entityTag)
            let update = try await bench.store.beginMultipart(key, mode: mode)
            try await update.uploadPart(1, [4, 5])
            try await update.complete()
            let updated = try await bench.store.get(key, range: nil)
            try bench.expect(updated == [4, 5], "the object was not replaced")
        },
    ]
}
