// Transport on libcurl.
