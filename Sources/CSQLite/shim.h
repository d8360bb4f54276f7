// What of SQLite the Journal module uses, and the few things of it that Swift cannot import.
#pragma once
#include <errno.h>
#include <sqlite3.h>

// SQLite keeps no error number of a read that failed: it has to be looked for where the kernel left it.
static inline void sqlite3_forget_errno(void) { errno = 0; }

// The macro SQLITE_TRANSIENT casts an integer to a function pointer, which Swift cannot import.
static inline int sqlite3_bind_blob_copied(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// Swift cannot call functions with a variable number of arguments.
static inline int sqlite3_keep_log_on_close(sqlite3 *database, int keeps) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keeps, (int *)0);
}
