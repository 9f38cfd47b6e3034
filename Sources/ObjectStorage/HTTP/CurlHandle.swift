import CCurl

/// One of curl's easy handles with all that must live as long as an exchange on it.
///
/// Touched by the client's thread alone.
@safe final class CurlHandle {
    let easy: OpaqueHandle
    private var headers: UnsafeMutablePointer<curl_slist>?
    private(set) var transfer: CurlTransfer?

    typealias OpaqueHandle = UnsafeMutableRawPointer

    /// Where curl keeps the handle: what curl's messages name it by.
    var address: UInt { unsafe UInt(bitPattern: easy) }

    init() {
        guard let easy = unsafe curl_easy_init() else { preconditionFailure("out of memory") }
        unsafe self.easy = easy
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe curl_slist_free_all(headers)
    }

    /// Sets the handle up for an exchange.
    func begin(_ transfer: CurlTransfer, _ settings: HTTPClientSettings) {
        self.transfer = transfer
        let request = transfer.request
        set(CURLOPT_URL, request.url)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_PATH_AS_IS, 1)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_USERAGENT, "lakewriter")
        // The largest that curl takes for reading; for sending, the largest that still fits a
        // core's second-level cache.
        set(CURLOPT_BUFFERSIZE, 512 << 10)
        set(CURLOPT_UPLOAD_BUFFERSIZE, 512 << 10)
        setPatience(request, settings)
        setTrust(settings)
        setMethod(request)
        setHeaders(request)
        setCallbacks(transfer)
    }

    /// Forgets the exchange and keeps the handle for another one.
    func reset() {
        transfer = nil
        unsafe curl_easy_reset(easy)
        unsafe curl_slist_free_all(headers)
        unsafe headers = nil
    }

    /// What a code of curl's means for the request's fate.
    func failure(_ code: CURLcode) -> HTTPFailure {
        let text = unsafe String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT,
            CURLE_SSL_CONNECT_ERROR:
            return HTTPFailure(.notSent, text)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_ISSUER_ERROR, CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            return HTTPFailure(.untrusted, text)
        case CURLE_WRITE_ERROR where transfer?.isTooLong == true:
            return HTTPFailure(.tooLong, "the answer is longer than expected")
        case CURLE_ABORTED_BY_CALLBACK where transfer?.isRepeated == true:
            return HTTPFailure(.maybeSent, "the connection was closed before an answer came")
        default:
            let isSent = unsafe lw_curl_info_long(easy, CURLINFO_REQUEST_SIZE) > 0
            return HTTPFailure(isSent ? .maybeSent : .notSent, text)
        }
    }

    private func setPatience(_ request: HTTPRequest, _ settings: HTTPClientSettings) {
        set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(settings.connectTimeout))
        if let elapsedMax = request.elapsedMax {
            set(CURLOPT_TIMEOUT_MS, Self.milliseconds(elapsedMax))
        }
        let idle = (request.idleTimeout ?? settings.idleTimeout).components
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, max(1, Int(idle.seconds) + (idle.attoseconds > 0 ? 1 : 0)))
    }

    /// At least 1: curl takes 0 for its own default, or for no limit at all.
    private static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        return max(1, Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
    }

    private func setTrust(_ settings: HTTPClientSettings) {
        set(CURLOPT_SSL_VERIFYPEER, 1)
        // 2: the certificate must bear the host's name; 1 would not check.
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let file = settings.certificateAuthorityFile { set(CURLOPT_CAINFO, file) }
    }

    private func setMethod(_ request: HTTPRequest) {
        if request.method == "HEAD" {
            set(CURLOPT_NOBODY, 1)
        } else if let body = request.body {
            set(CURLOPT_UPLOAD, 1)
            let code = unsafe lw_curl_set_offset(easy, CURLOPT_INFILESIZE_LARGE, body.count)
            precondition(code == CURLE_OK)
        }
        if request.method != "HEAD" { set(CURLOPT_CUSTOMREQUEST, request.method) }
    }

    private func setHeaders(_ request: HTTPRequest) {
        // Waiting for `100 Continue` would cost every large part a round trip.
        for line in ["Expect:"] + request.headers.map(Self.line) {
            guard let longer = unsafe curl_slist_append(headers, line) else {
                preconditionFailure("out of memory")
            }
            unsafe headers = longer
        }
        let code = unsafe lw_curl_set_headers(easy, headers)
        precondition(code == CURLE_OK)
    }

    /// curl leaves a field without value out unless it ends in a semicolon.
    private static func line(_ header: HTTPHeader) -> String {
        header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)"
    }

    private func setCallbacks(_ transfer: CurlTransfer) {
        let context = unsafe Unmanaged.passUnretained(transfer).toOpaque()
        for option in [
            CURLOPT_READDATA, CURLOPT_SEEKDATA, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA,
            CURLOPT_PREREQDATA,
        ] {
            let code = unsafe lw_curl_set_pointer(easy, option, context)
            precondition(code == CURLE_OK)
        }
        let codes = unsafe [
            lw_curl_set_transfer_callback(easy, CURLOPT_READFUNCTION, curlReadsBody),
            lw_curl_set_seek_callback(easy, curlSeeksBody),
            lw_curl_set_prerequest_callback(easy, curlSendsRequest),
            lw_curl_set_transfer_callback(easy, CURLOPT_WRITEFUNCTION, curlWritesBody),
            lw_curl_set_transfer_callback(easy, CURLOPT_HEADERFUNCTION, curlWritesHeader),
        ]
        precondition(codes.allSatisfy { $0 == CURLE_OK })
    }

    /// An option is refused only when the library lacks it, which the build has checked.
    private func set(_ option: CURLoption, _ value: Int) {
        let code = unsafe lw_curl_set_long(easy, option, value)
        precondition(code == CURLE_OK, "curl refuses option \(option.rawValue)")
    }

    private func set(_ option: CURLoption, _ value: String) {
        let code = unsafe lw_curl_set_string(easy, option, value)
        precondition(code == CURLE_OK, "curl refuses option \(option.rawValue)")
    }
}
