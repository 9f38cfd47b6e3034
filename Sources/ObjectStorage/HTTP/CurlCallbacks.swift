import CCurl

// The functions that curl calls from inside `curl_multi_perform`, on the client's thread. The
// context is the transfer, which its handle keeps alive.

@unsafe private func transfer(_ context: UnsafeMutableRawPointer) -> CurlTransfer {
    unsafe Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
}

@unsafe func curlReadsBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let room = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    return unsafe transfer(context).fill(room)
}

@unsafe func curlSeeksBody(
    _ context: UnsafeMutableRawPointer?,
    _ offset: curl_off_t,
    _ origin: Int32
) -> Int32 {
    // Curl only ever seeks from the beginning (SEEK_SET, 0).
    guard let context = unsafe context, origin == 0 else { return CURL_SEEKFUNC_FAIL }
    return unsafe transfer(context).seek(to: offset) ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
}

@unsafe func curlSendsRequest(
    _ context: UnsafeMutableRawPointer?,
    _: UnsafeMutablePointer<CChar>?,
    _: UnsafeMutablePointer<CChar>?,
    _: Int32,
    _: Int32
) -> Int32 {
    guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
    return unsafe transfer(context).maySend() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

@unsafe func curlWritesBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let memory = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    // Any other number than what was offered ends the exchange.
    return unsafe transfer(context).take(memory) ? memory.count : 0
}

@unsafe func curlWritesHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let memory = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    unsafe transfer(context).takeHeader(memory)
    return memory.count
}
