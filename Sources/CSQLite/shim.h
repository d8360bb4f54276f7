// What of SQLite the Journal module uses, and the few things of it that Swift cannot import.
#pragma once
#include <sqlite3.h>

// The macro SQLITE_TRANSIENT casts an integer to a function pointer, which Swift cannot import.
static inline int sqlite3_bind_blob_copied(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}
