#include "base/sqlite.hpp"

#include <sqlite3.h>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/testing.hpp"

namespace chancery {
namespace {

using ::testing::HasSubstr;
using testing::TempFolder;

std::string io_error(const auto& work)
{
    try {
        work();
    } catch (const IoError& error) {
        return error.what();
    }
    return "no error";
}

class Sqlite : public ::testing::Test {
protected:
    fs::path path() const { return folder_.path() / "a.db"; }
    Database fresh() const
    {
        Database db = Database::open(path(), Access::Write);
        db.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
        return db;
    }
    static std::int64_t rows(const Database& db)
    {
        return query_integer(db, "SELECT count(*) FROM t").value();
    }
    const TempFolder folder_;
};

TEST_F(Sqlite, BindsAndReadsEveryKindOfValue)
{
    const Database db = fresh();
    const std::string with_nul("a\0b", 3);
    Statement add(db, "INSERT INTO t(v) VALUES (?)");
    add.run(std::int64_t{INT64_MIN});
    add.run(7U);
    add.run(with_nul);
    add.run(Blob{with_nul});
    add.run("text");
    add.run("");
    add.run(std::string_view());
    add.run(Blob{});
    add.run(std::nullopt);
    add.run(std::optional<int>());
    add.run(std::optional<std::string>("maybe"));
    EXPECT_EQ(db.last_insert_id(), 11);

    std::vector<std::string> found;
    Statement all(db, "SELECT typeof(v), v FROM t ORDER BY id");
    while (all.step()) {
        found.push_back(std::string(all.text(0)) + ":" + std::string(all.text(1)));
    }
    EXPECT_THAT(found,
                ::testing::ElementsAre("integer:-9223372036854775808", "integer:7",
                                       "text:" + with_nul, "blob:" + with_nul, "text:text",
                                       "text:", "text:", "blob:", "null:", "null:", "text:maybe"));
}

TEST_F(Sqlite, KeepsBlobsWithEveryByte)
{
    std::string bytes;
    for (int i = 0; i < 256; ++i) {
        bytes += static_cast<char>(i);
    }
    const Database db = fresh();
    Statement(db, "INSERT INTO t(v) VALUES (?)").run(Blob{bytes});
    Statement get(db, "SELECT v, length(v) FROM t");
    ASSERT_TRUE(get.step());
    EXPECT_EQ(get.text(0), bytes);
    EXPECT_EQ(get.integer(1), 256);
}

TEST_F(Sqlite, TellsNullFromZero)
{
    const Database db = fresh();
    Statement get(db, "SELECT NULL, 0");
    ASSERT_TRUE(get.step());
    EXPECT_TRUE(get.is_null(0));
    EXPECT_FALSE(get.is_null(1));
    EXPECT_EQ(get.maybe_integer(0), std::nullopt);
    EXPECT_EQ(get.maybe_integer(1), 0);
    EXPECT_FALSE(get.step());
    EXPECT_EQ(query_integer(db, "SELECT v FROM t"), std::nullopt);
    EXPECT_EQ(query_integer(db, "SELECT NULL"), std::nullopt);
    EXPECT_EQ(query_integer(db, "SELECT 42"), 42);
}

TEST_F(Sqlite, AStatementCanBeUsedAgain)
{
    const Database db = fresh();
    Statement add(db, "INSERT INTO t(v) VALUES (?)");
    for (int i = 0; i < 3; ++i) {
        add.run(i);
        EXPECT_EQ(db.changes(), 1);
    }
    Statement find(db, "SELECT v FROM t WHERE v >= ? ORDER BY v");
    for (const int from : {0, 1, 2, 3}) {
        int count = 0;
        for (find.bind(from); find.step();) {
            EXPECT_EQ(find.integer(0), from + count);
            ++count;
        }
        EXPECT_EQ(count, 3 - from);
    }
}

TEST_F(Sqlite, ATransactionIsRolledBackUnlessCommitted)
{
    Database db = fresh();
    {
        const Transaction tx(db);
        db.execute("INSERT INTO t(v) VALUES (1)");
        EXPECT_EQ(rows(db), 1);
    }
    EXPECT_EQ(rows(db), 0);
    {
        Transaction tx(db);
        db.execute("INSERT INTO t(v) VALUES (1)");
        tx.commit();
    }
    EXPECT_EQ(rows(db), 1);
    try {
        const Transaction tx(db);
        db.execute("DELETE FROM t");
        throw std::runtime_error("in between");
    } catch (const std::runtime_error&) {
        EXPECT_EQ(rows(db), 1);
    }
}

TEST_F(Sqlite, AFailedCommitIsRolledBack)
{
    Database db = fresh();
    db.execute("CREATE TABLE child(t REFERENCES t(id) DEFERRABLE INITIALLY DEFERRED)");
    {
        Transaction tx(db);
        db.execute("INSERT INTO child VALUES (99)");
        EXPECT_THAT(io_error([&] { tx.commit(); }), HasSubstr("FOREIGN KEY constraint failed"));
    }
    EXPECT_EQ(query_integer(db, "SELECT count(*) FROM child"), 0);
    Transaction(db).commit(); // no transaction is left open
}

TEST_F(Sqlite, IsDurableAfterCommitOnly)
{
    {
        Database db = fresh();
        Transaction tx(db);
        db.execute("INSERT INTO t(v) VALUES (1)");
        tx.commit();
        db.execute("BEGIN; INSERT INTO t(v) VALUES (2)"); // never committed
    }
    EXPECT_EQ(rows(Database::open(path(), Access::Read)), 1);
}

TEST_F(Sqlite, AReaderCannotWrite)
{
    fresh();
    for (const Access access : {Access::Read, Access::Immutable}) {
        Database db = Database::open(path(), access);
        EXPECT_EQ(rows(db), 0);
        EXPECT_THAT(io_error([&] { db.execute("INSERT INTO t(v) VALUES (1)"); }),
                    HasSubstr("readonly"));
    }
}

// Root may write where the mode forbids it, so this also looks for what would have been written.
TEST_F(Sqlite, AnImmutableDatabaseOpensInAReadOnlyFolderAndMakesNoFileBeside)
{
    {
        Database db = fresh();
        db.execute("PRAGMA journal_mode = WAL; INSERT INTO t(v) VALUES (1)");
    }
    ASSERT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1);
    fs::permissions(path(), fs::perms::owner_read);
    fs::permissions(folder_.path(), fs::perms::owner_read | fs::perms::owner_exec);
    {
        const Database db = Database::open(path(), Access::Immutable);
        EXPECT_EQ(rows(db), 1);
        EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), {}), 1);
    }
    fs::permissions(folder_.path(), fs::perms::owner_all);
}

TEST_F(Sqlite, OpensPathsThatAUriWouldMisread)
{
    for (const char* name : {"100% ?mode=memory#x.db", "%41.db", "a b&c=d.db", "naïve.db"}) {
        const fs::path odd = folder_.path() / name;
        {
            Database db = Database::open(odd, Access::Write);
            db.execute("CREATE TABLE t(id)");
        }
        EXPECT_TRUE(fs::exists(odd)) << odd;
        EXPECT_EQ(rows(Database::open(odd, Access::Immutable)), 0);
    }
    EXPECT_NO_THROW(Database::open("/" + path().string(), Access::Write)) << "two slashes in front";
}

TEST_F(Sqlite, MessagesNameTheDatabaseAndTheReason)
{
    const std::string name = path().string();
    EXPECT_EQ(io_error([&] { Database::open(path(), Access::Read); }),
              "cannot open " + name + ": unable to open database file");
    write_file_atomic(path(), std::string(4096, 'x'));
    EXPECT_EQ(
        io_error([&] { query_integer(Database::open(path(), Access::Read), "SELECT 1 FROM t"); }),
        name + ": damaged, or no database of ours");
    fs::remove(path());

    Database db = fresh();
    EXPECT_EQ(io_error([&] { db.execute("NONSENSE"); }),
              name + ": near \"NONSENSE\": syntax error");
    EXPECT_EQ(io_error([&] { Statement(db, "SELECT x FROM t"); }), name + ": no such column: x");
    db.execute("CREATE UNIQUE INDEX i ON t(v); INSERT INTO t(v) VALUES (1)");
    Statement add(db, "INSERT INTO t(v) VALUES (?)");
    EXPECT_EQ(io_error([&] { add.run(1); }), name + ": UNIQUE constraint failed: t.v");
    EXPECT_NO_THROW(add.run(2)) << "a statement can be used after an error";
}

TEST_F(Sqlite, SaysThatAnotherWriterIsThere)
{
    Database first = fresh();
    Database second = Database::open(path(), Access::Write);
    sqlite3_busy_timeout(second.handle(), 1);
    const Transaction tx(first);
    EXPECT_EQ(io_error([&] { const Transaction other(second); }),
              path().string() + ": locked (is another import or release running?)");
}

int answer(sqlite3* db)
{
    return sqlite3_create_function(
        db, "answer", 0, SQLITE_UTF8, nullptr,
        [](sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 42); },
        nullptr, nullptr);
}

TEST_F(Sqlite, DoesNotTrustTheSchemaOfAFile)
{
    {
        Database db = fresh();
        ASSERT_EQ(answer(db.handle()), SQLITE_OK);
        db.execute("CREATE VIEW trap AS SELECT answer()");
        EXPECT_EQ(query_integer(db, "SELECT answer()"), 42) << "our own SQL may call it";
    }
    for (const Access access : {Access::Write, Access::Read, Access::Immutable}) {
        Database db = Database::open(path(), access);
        ASSERT_EQ(answer(db.handle()), SQLITE_OK);
        EXPECT_THAT(io_error([&] { query_integer(db, "SELECT * FROM trap"); }),
                    HasSubstr("unsafe use of answer()"));
        EXPECT_EQ(query_integer(db, "PRAGMA trusted_schema"), 0);
    }
}

TEST_F(Sqlite, NoSqlCanWriteTheSchemaItself)
{
    Database db = fresh();
    db.execute("PRAGMA writable_schema = ON");
    EXPECT_THAT(io_error([&] { db.execute("UPDATE sqlite_schema SET sql = 'x'"); }),
                HasSubstr("may not be modified"));
}

TEST_F(Sqlite, IntegrityIsOkOrNamesTheFirstProblem)
{
    Database db = fresh();
    db.execute("CREATE TABLE child(t REFERENCES t(id))");
    EXPECT_EQ(db.integrity(), "ok");
    db.execute("PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (99)");
    EXPECT_EQ(db.integrity(), "a row of child points to nothing in t");
}

TEST_F(Sqlite, IntegrityFindsADamagedPage)
{
    {
        Database db = fresh();
        Transaction tx(db);
        Statement add(db, "INSERT INTO t(v) VALUES (?)");
        for (int i = 0; i < 2000; ++i) {
            add.run("a row of some length, so that there are several pages");
        }
        tx.commit();
    }
    std::string bytes = read_file(path());
    ASSERT_GT(bytes.size(), 40'000U);
    bytes.replace(20480, 4096, 4096, '\xff');
    write_file_atomic(path(), bytes);
    Database db = Database::open(path(), Access::Read);
    const std::string problem = io_error([&] { throw IoError(db.integrity()); });
    EXPECT_NE(problem, "ok");
    EXPECT_NE(problem, "");
}

class SqliteCopy : public Sqlite {
protected:
    // A database of several steps.
    Database big(const char* journal_mode)
    {
        Database db = fresh();
        db.execute(journal_mode);
        db.execute("INSERT INTO t(v) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM "
                   "n WHERE i < 400)"
                   " SELECT randomblob(4000) FROM n");
        return db;
    }
    fs::path copy_path() const { return folder_.path() / "copy.db"; }
    void copy(Database& from, const std::function<void(const CopyState&)>& report)
    {
        Database to = Database::open(copy_path(), Access::Write);
        from.copy_to(to, report);
    }
    std::int64_t rows_of_copy() const
    {
        Database db = Database::open(copy_path(), Access::Read);
        EXPECT_EQ(db.integrity(), "ok");
        return rows(db);
    }
};

TEST_F(SqliteCopy, IsTheWholeDatabaseAndSaysHowFarItIs)
{
    Database db = big("PRAGMA journal_mode = DELETE");
    std::vector<CopyState> states;
    copy(db, [&](const CopyState& state) { states.push_back(state); });
    EXPECT_EQ(rows_of_copy(), 400);
    ASSERT_GT(states.size(), 2U);
    EXPECT_EQ(states.back().done, states.back().total);
    EXPECT_LT(states.front().done, states.front().total);
}

TEST_F(SqliteCopy, KeepsAnEmptyDatabaseEmpty)
{
    Database db = Database::open(path(), Access::Write);
    copy(db, [](const CopyState&) {});
    EXPECT_EQ(query_integer(Database::open(copy_path(), Access::Read),
                            "SELECT count(*) FROM sqlite_schema"),
              0);
}

TEST_F(SqliteCopy, OfAWriteAheadLogIsTheStateAtTheBeginningAndKeepsNoWriterWaiting)
{
    Database db = big("PRAGMA journal_mode = WAL");
    Database writer = Database::open(path(), Access::Write);
    Statement add(writer, "INSERT INTO t(v) VALUES (randomblob(4000))");
    int steps = 0;
    copy(db, [&](const CopyState&) {
        add.run();
        ++steps;
    });
    EXPECT_EQ(rows_of_copy(), 400);
    EXPECT_EQ(rows(writer), 400 + steps);
    EXPECT_FALSE(fs::exists(folder_.path() / "copy.db-wal")) << "one file";
}

TEST_F(SqliteCopy, BeginsAgainWhenSomebodyWroteAndHasWhatTheyWrote)
{
    Database db = big("PRAGMA journal_mode = DELETE");
    Database writer = Database::open(path(), Access::Write);
    Statement add(writer, "INSERT INTO t(v) VALUES (1)");
    int steps = 0;
    copy(db, [&](const CopyState&) {
        if (++steps <= 3) {
            add.run();
        }
    });
    EXPECT_EQ(rows_of_copy(), 403);
}

TEST_F(SqliteCopy, EndsEvenIfSomebodyWritesAllTheTime)
{
    Database db = big("PRAGMA journal_mode = DELETE");
    Database writer = Database::open(path(), Access::Write);
    writer.execute("PRAGMA busy_timeout = 1");
    int written = 0;
    int refused = 0;
    copy(db, [&](const CopyState&) {
        try {
            writer.execute("INSERT INTO t(v) VALUES (1)");
            ++written;
        } catch (const IoError&) {
            ++refused;
        }
    });
    EXPECT_GE(written, kMaxCopyRestarts);
    EXPECT_GT(refused, 0);
    EXPECT_EQ(rows_of_copy(), 400 + written);
}

TEST_F(SqliteCopy, WaitsForAWriterWhoHoldsTheDatabase)
{
    Database db = big("PRAGMA journal_mode = DELETE");
    std::optional<Database> writer = Database::open(path(), Access::Write);
    writer->execute("PRAGMA locking_mode = EXCLUSIVE; INSERT INTO t(v) VALUES (1)");
    db.execute("PRAGMA busy_timeout = 1");
    int waited = 0;
    copy(db, [&](const CopyState& state) {
        waited += state.waiting ? 1 : 0;
        if (waited == 2) {
            writer.reset();
        }
    });
    EXPECT_EQ(waited, 2);
    EXPECT_EQ(rows_of_copy(), 401);
}

TEST_F(SqliteCopy, EndsWhenTheReportThrows)
{
    Database db = big("PRAGMA journal_mode = WAL");
    EXPECT_THAT(io_error([&] { copy(db, [](const CopyState&) { throw IoError("enough"); }); }),
                "enough");
    db.execute("INSERT INTO t(v) VALUES (1)"); // and leaves no transaction open
}

TEST_F(SqliteCopy, NamesBothDatabasesAndTheReason)
{
    Database db = big("PRAGMA journal_mode = DELETE");
    const std::string error = io_error([&] {
        Database to = Database::open(copy_path(), Access::Write);
        to.execute("PRAGMA max_page_count = 8");
        db.copy_to(to, [](const CopyState&) {});
    });
    EXPECT_THAT(error, HasSubstr("a.db to "));
    EXPECT_THAT(error, HasSubstr("copy.db: the disk is full"));
}

TEST(SqliteThreads, ADatabaseThatIsWrittenToSurvivesTwoThreads)
{
    const testing::TempFolder folder;
    Database db = Database::open(folder.path() / "a.db", Access::Write);
    db.execute("CREATE TABLE t(k TEXT PRIMARY KEY, v) WITHOUT ROWID; CREATE TABLE u(v);"
               "INSERT INTO u VALUES (1); BEGIN");
    constexpr int kTimes = 4000;
    std::thread reader([&] {
        Statement find(db, "SELECT v FROM u WHERE rowid = ?");
        for (int i = 0; i < kTimes; ++i) {
            find.bind(1);
            ASSERT_TRUE(find.step());
        }
    });
    for (int i = 0; i < kTimes; ++i) {
        Statement add(db, "INSERT OR REPLACE INTO t VALUES (?, ?)");
        add.run(std::to_string(i % 1000), i);
    }
    reader.join();
    db.execute("COMMIT");
    EXPECT_EQ(query_integer(db, "SELECT count(*) FROM t"), 1000);
    EXPECT_EQ(db.integrity(), "ok");
}

} // namespace
} // namespace chancery
