// What of libcurl the HTTPS module uses. Its setters and getters are variadic, which Swift cannot call, and check their
// argument's type by the option, which only C can.
#pragma once
#include <curl/curl.h>
#include <string.h>

static inline CURLcode curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
}

// The private key as PEM. The bytes are not copied: they must stay as long as the handle.
static inline CURLcode curl_set_key(CURL *handle, void *bytes, size_t count) {
  struct curl_blob key = {.data = bytes, .len = count, .flags = CURL_BLOB_NOCOPY};
  return curl_easy_setopt(handle, CURLOPT_SSLKEY_BLOB, &key);
}
// Overwrites a secret in a way that no optimisation leaves out.
static inline void curl_cleanse(void *bytes, size_t count) {
  if (bytes) explicit_bzero(bytes, count);
}

// The bytes are not copied: they must stay until the exchange is over.
static inline CURLcode curl_set_body(CURL *handle, const void *bytes, curl_off_t count) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_POSTFIELDS, bytes);
  return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, count);
}
static inline CURLcode curl_set_receiver(CURL *handle, curl_write_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
}
static inline CURLcode curl_set_header_receiver(CURL *handle, curl_write_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
}

static inline long curl_response_status(CURL *handle) {
  long status = 0;
  return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK ? status : 0;
}

// Microseconds until the TLS handshake was done; 0 where it was not.
static inline curl_off_t curl_handshake_time(CURL *handle) {
  curl_off_t time = 0;
  return curl_easy_getinfo(handle, CURLINFO_APPCONNECT_TIME_T, &time) == CURLE_OK ? time : 0;
}

// What a handle finds its transfer by, when it is over.
static inline CURLcode curl_set_context(CURL *handle, void *context) {
  return curl_easy_setopt(handle, CURLOPT_PRIVATE, context);
}
static inline void *curl_context(CURL *handle) {
  void *context = NULL;
  return curl_easy_getinfo(handle, CURLINFO_PRIVATE, (char **)&context) == CURLE_OK ? context : NULL;
}
// The next transfer that is over: its handle, and what came of it. Null where none is.
static inline CURL *curl_next_finished(CURLM *multi, CURLcode *code) {
  int left = 0;
  for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
    if (message->msg != CURLMSG_DONE) continue;
    *code = message->data.result;
    return message->easy_handle;
  }
  return NULL;
}
