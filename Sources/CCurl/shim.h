#pragma once
// libcurl, and the parts of it that Swift cannot import: its variadic functions, each as a function
// of one type, and the union in CURLMsg.

#include <curl/curl.h>

/// Moves bytes between curl and its caller; returns how many it took or gave.
typedef size_t (*lw_curl_transfer_callback)(char *bytes, size_t size, size_t count, void *context);
/// Moves the reading position of a body that curl sends again.
typedef int (*lw_curl_seek_callback)(void *context, curl_off_t offset, int origin);

static inline CURLcode lw_curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode lw_curl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode lw_curl_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode lw_curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode lw_curl_set_headers(CURL *easy, struct curl_slist *headers) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
}

static inline CURLcode lw_curl_set_transfer_callback(
    CURL *easy, CURLoption option, lw_curl_transfer_callback callback
) {
    return curl_easy_setopt(easy, option, callback);
}

static inline CURLcode lw_curl_set_seek_callback(CURL *easy, lw_curl_seek_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, callback);
}

static inline CURLcode lw_curl_set_prerequest_callback(
    CURL *easy, curl_prereq_callback callback
) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

static inline long lw_curl_info_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline CURLMcode lw_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLcode lw_curl_message_result(const CURLMsg *message) {
    return message->data.result;
}
