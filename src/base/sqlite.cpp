#include "base/sqlite.hpp"

#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "base/error.hpp"

namespace chancery {

namespace {

std::string reason(int code, const char* otherwise)
{
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "locked (is another import or release running?)";
    case SQLITE_FULL:
        return "the disk is full";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return "damaged, or no database of ours";
    default:
        return otherwise;
    }
}

std::string reason(sqlite3* db)
{
    return reason(sqlite3_errcode(db), sqlite3_errmsg(db));
}

// A path as a "file:" URI (SQLite's own rules: ? # and % are escaped; what follows "file://" up to
// the next slash is a host, so an absolute path gets an empty one).
std::string file_uri(const std::filesystem::path& path, const char* query)
{
    std::string uri = path.is_absolute() ? "file://" : "file:";
    for (const char c : path.string()) {
        if (c == '?') {
            uri += "%3f";
        } else if (c == '#') {
            uri += "%23";
        } else if (c == '%') {
            uri += "%25";
        } else {
            uri += c;
        }
    }
    return uri + query;
}

} // namespace

void Database::Close::operator()(sqlite3* handle) const
{
    sqlite3_close_v2(handle);
}

Database Database::open(const std::filesystem::path& path, Access access)
{
    const char* query = access == Access::Immutable ? "?immutable=1" : "";
    const int flags =
        SQLITE_OPEN_URI | (access == Access::Write
                               ? SQLITE_OPEN_FULLMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                               : SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READONLY);
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(file_uri(path, query).c_str(), &raw, flags, nullptr);
    std::unique_ptr<sqlite3, Close> handle(raw);
    if (code != SQLITE_OK) {
        throw IoError("cannot open " + path.string() + ": " +
                      (raw != nullptr ? reason(raw) : "out of memory"));
    }
    sqlite3_busy_timeout(raw, 2000);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    Database db(std::move(handle), path.string());
    db.execute("PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;");
    return db;
}

void Database::execute(const char* sql)
{
    if (sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw IoError(name_ + ": " + reason(handle_.get()));
    }
}

std::int64_t Database::last_insert_id() const
{
    return sqlite3_last_insert_rowid(handle_.get());
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(handle_.get());
}

std::string Database::integrity()
{
    Statement check(*this, "PRAGMA integrity_check(1)");
    check.step();
    std::string answer(check.text(0));
    if (answer == "ok") {
        Statement keys(*this, "PRAGMA foreign_key_check");
        if (keys.step()) {
            answer = "a row of " + std::string(keys.text(0)) + " points to nothing in " +
                     std::string(keys.text(2));
        }
    }
    return answer;
}

namespace {

constexpr int kPagesPerStep = 128; // 4 MB of an archive: milliseconds
constexpr std::chrono::milliseconds kCopyPause(100);

// A read transaction that lasts until destroyed.
class ReadTransaction {
public:
    // Nothing if a writer holds the database.
    static std::unique_ptr<ReadTransaction> try_begin(sqlite3* db, const std::string& name)
    {
        std::unique_ptr<ReadTransaction> begun(new ReadTransaction(db));
        // BEGIN alone reads nothing yet.
        const int code = sqlite3_exec(db, "BEGIN; SELECT count(*) FROM sqlite_schema", nullptr,
                                      nullptr, nullptr);
        if (code == SQLITE_BUSY) {
            return nullptr;
        }
        if (code != SQLITE_OK) {
            throw IoError(name + ": " + reason(db));
        }
        return begun;
    }
    ~ReadTransaction() { sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr); }
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;
    ReadTransaction(ReadTransaction&&) = delete;
    ReadTransaction& operator=(ReadTransaction&&) = delete;

private:
    explicit ReadTransaction(sqlite3* db) : db_(db) {}
    sqlite3* db_;
};

// One run of SQLite's online backup.
class Copy {
public:
    Copy(Database& from, Database& to, const std::function<void(const CopyState&)>& report)
        : from_(from), to_(to), report_(report)
    {
    }
    void run()
    {
        hold();
        if (!has_write_ahead_log()) {
            held_.reset();
        }
        const std::unique_ptr<sqlite3_backup, Finish> backup(
            sqlite3_backup_init(to_.handle(), "main", from_.handle(), "main"));
        if (!backup) {
            throw IoError(to_.name() + ": " + reason(to_.handle()));
        }
        while (step(backup.get())) {
        }
    }

private:
    struct Finish {
        void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
    };

    void hold()
    {
        while (!(held_ = ReadTransaction::try_begin(from_.handle(), from_.name()))) {
            wait();
        }
    }
    bool has_write_ahead_log() const
    {
        Statement mode(from_, "PRAGMA journal_mode");
        return mode.step() && mode.text(0) == "wal";
    }
    void wait()
    {
        state_.waiting = true;
        report_(state_);
        std::this_thread::sleep_for(kCopyPause);
    }
    bool step(sqlite3_backup* backup) // false: done
    {
        const int code = sqlite3_backup_step(backup, kPagesPerStep);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
            wait();
            return true;
        }
        if (code != SQLITE_OK && code != SQLITE_DONE) {
            throw IoError("cannot copy " + from_.name() + " to " + to_.name() + ": " +
                          reason(code & 0xFF, sqlite3_errstr(code)));
        }
        const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(backup));
        const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(backup));
        // As many are left as before, or more: somebody wrote, and it began again.
        const bool again = code == SQLITE_OK && total - left <= state_.done;
        state_ = {total - left, total, false};
        report_(state_);
        if (again && ++restarts_ == kMaxCopyRestarts) {
            hold();
        }
        return code != SQLITE_DONE;
    }

    Database& from_;
    Database& to_;
    const std::function<void(const CopyState&)>& report_;
    CopyState state_;
    std::unique_ptr<ReadTransaction> held_;
    int restarts_ = 0;
};

} // namespace

void Database::copy_to(Database& copy, const std::function<void(const CopyState&)>& report)
{
    Copy(*this, copy, report).run();
    // One file, whatever the first one writes beside itself.
    copy.execute("PRAGMA journal_mode = DELETE");
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const
{
    sqlite3_finalize(handle);
}

Statement::Statement(const Database& db, std::string_view sql) : db_(db.handle())
{
    sqlite3_stmt* raw = nullptr;
    if (sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &raw, nullptr) != SQLITE_OK) {
        fail();
    }
    handle_.reset(raw);
}

void Statement::fail() const
{
    throw IoError(std::string(sqlite3_db_filename(db_, "main")) + ": " + reason(db_));
}

bool Statement::step()
{
    const int code = sqlite3_step(handle_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        fail();
    }
    return code == SQLITE_ROW;
}

void Statement::reset()
{
    sqlite3_reset(handle_.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(handle_.get(), column);
}

std::string_view Statement::text(int column) const
{
    const void* data = sqlite3_column_blob(handle_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column));
    return size == 0 ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

bool Statement::is_null(int column) const
{
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

std::optional<std::int64_t> Statement::maybe_integer(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

void Statement::bind_one(int index, std::int64_t value)
{
    if (sqlite3_bind_int64(handle_.get(), index, value) != SQLITE_OK) {
        fail();
    }
}

void Statement::bind_one(int index, std::string_view value)
{
    if (sqlite3_bind_text64(handle_.get(), index, value.data() != nullptr ? value.data() : "",
                            value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) != SQLITE_OK) {
        fail();
    }
}

void Statement::bind_one(int index, Blob value)
{
    if (sqlite3_bind_blob64(handle_.get(), index,
                            value.bytes.data() != nullptr ? value.bytes.data() : "",
                            value.bytes.size(), SQLITE_TRANSIENT) != SQLITE_OK) {
        fail();
    }
}

void Statement::bind_one(int index, std::nullopt_t)
{
    if (sqlite3_bind_null(handle_.get(), index) != SQLITE_OK) {
        fail();
    }
}

Transaction::Transaction(Database& db) : db_(db)
{
    db_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (open_) {
        sqlite3_exec(db_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

void Transaction::commit()
{
    db_.execute("COMMIT");
    open_ = false;
}

std::optional<std::int64_t> query_integer(const Database& db, std::string_view sql)
{
    Statement statement(db, sql);
    return statement.step() ? statement.maybe_integer(0) : std::nullopt;
}

} // namespace chancery
