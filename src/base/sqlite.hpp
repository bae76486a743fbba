#pragma once
// SQLite in three objects that clean up after themselves. Failures throw IoError with the
// database's name.
//
//   Database db = Database::open(path, Access::Write);
//   Transaction tx(db);                                  // rolled back unless committed
//   Statement add(db, "INSERT INTO tag(name) VALUES (?)");
//   add.run("PHUM");
//   tx.commit();
//
//   Statement find(db, "SELECT id, name FROM tag WHERE id > ?");
//   for (find.bind(7); find.step();) use(find.integer(0), find.text(1));
//   find.reset();
//
// A Database and its statements belong to one thread at a time. Those of a database that is written
// to wait for each other where that is forgotten: the file must not pay for it. SQL is constant text
// with bound values; never put together from input.
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace chancery {

enum class Access {
    Write,     // creates the file if it is missing; one writer at a time, by the callers' lock
    Read,      // the file may change between our transactions
    Immutable, // the file never changes again: no locks, no side files, works on a read-only file
               // system
};

// A blob argument: told apart from text by its type.
struct Blob {
    std::string_view bytes;
};

// How far a copy of a database has come.
struct CopyState {
    std::uint64_t done = 0; // pages
    std::uint64_t total = 0;
    bool waiting = false; // a writer holds the database for itself
};

constexpr int kMaxCopyRestarts = 5;

class Database {
public:
    static Database open(const std::filesystem::path& path, Access access);

    // One or several statements without parameters or results: schemas, pragmas.
    void execute(const char* sql);
    std::int64_t last_insert_id() const;
    std::int64_t changes() const;
    // "ok", or the first problem that SQLite's integrity_check or foreign_key_check names.
    std::string integrity();

    // Makes `copy`, a new database, this one as it stands at one committed moment: pages, free ones
    // too. Others may go on writing:
    //
    //   write-ahead log    the copy is one read transaction, which keeps no writer waiting
    //   rollback journal   it goes in short steps. A writer who comes in between makes it begin
    //                      again; after kMaxCopyRestarts it is one read transaction, so that it
    //                      ends, and the writer waits
    //
    // A writer who holds the whole database for long (locking_mode = EXCLUSIVE) is waited for.
    // Calls report() between steps and while it waits; what that throws ends the copy.
    void copy_to(Database& copy, const std::function<void(const CopyState&)>& report);

    sqlite3* handle() const { return handle_.get(); }
    const std::string& name() const { return name_; }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    Database(std::unique_ptr<sqlite3, Close> handle, std::string name)
        : handle_(std::move(handle)), name_(std::move(name))
    {
    }
    std::unique_ptr<sqlite3, Close> handle_;
    std::string name_;
};

class Statement {
public:
    Statement(const Database& db, std::string_view sql);

    template <typename... Values>
    Statement& bind(const Values&... values)
    {
        reset();
        int index = 0;
        (bind_one(++index, values), ...);
        return *this;
    }

    bool step(); // true: a row is there
    void reset();

    // For statements without a result.
    template <typename... Values>
    void run(const Values&... values)
    {
        bind(values...);
        step();
        reset();
    }

    // Columns of the present row, counted from 0. Texts and blobs live until the next step or
    // reset.
    std::int64_t integer(int column) const;
    std::string_view text(int column) const; // also for blobs
    bool is_null(int column) const;
    std::optional<std::int64_t> maybe_integer(int column) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const;
    };
    void bind_one(int index, std::int64_t value);
    void bind_one(int index, std::string_view value);
    void bind_one(int index, const std::string& value) { bind_one(index, std::string_view(value)); }
    void bind_one(int index, const char* value) { bind_one(index, std::string_view(value)); }
    void bind_one(int index, Blob value);
    void bind_one(int index, std::nullopt_t);
    template <std::integral Number>
    void bind_one(int index, Number value)
    {
        bind_one(index, static_cast<std::int64_t>(value));
    }
    // Not inlined: g++ 12 takes the value of an empty optional for read (-Wmaybe-uninitialized).
    template <typename T>
    [[gnu::noinline]] void bind_one(int index, const std::optional<T>& value)
    {
        if (value) {
            bind_one(index, *value);
        } else {
            bind_one(index, std::nullopt);
        }
    }
    [[noreturn]] void fail() const;

    sqlite3* db_;
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

class Transaction {
public:
    explicit Transaction(Database& db);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    Transaction(Transaction&&) = delete;
    Transaction& operator=(Transaction&&) = delete;
    void commit();

private:
    Database& db_;
    bool open_ = true;
};

// The first column of the first row; nothing if there is none.
std::optional<std::int64_t> query_integer(const Database& db, std::string_view sql);

} // namespace chancery
