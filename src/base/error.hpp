#pragma once
// The errors that cross folders. Messages start in lower case, have no full stop, name the thing,
// and help:
//
//   cannot open archive press/archive.db: locked (is an import running?)
#include <stdexcept>
#include <string>

namespace chancery {

// The world failed: a file, the disk, the network, a database. Caught in main, by the request
// handler, and by the importer for each file.
struct IoError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A person asked for something that cannot be: wrong usage, a folder that is no archive. Exit
// status 2.
struct UsageError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Somebody pressed Ctrl-C. Work done so far is kept.
struct Interrupted : std::runtime_error {
    Interrupted() : std::runtime_error("interrupted") {}
};

// "Permission denied" for EACCES and so on; safe in any thread.
std::string errno_text(int error);

} // namespace chancery
