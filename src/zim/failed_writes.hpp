#pragma once
// What happens in this program when a file cannot be written: it says so and ends.
//
//   end_if_a_write_fails("cables.zim.partial");        // removed before it ends
//
// libzim 8 asks again for ever when the disk is full, in a thread of its own, and Xapian's errors
// arrive where libzim does not expect them. So the functions that write, of libc, are replaced for the
// whole program (failed_writes.cpp): a write to a file that fails ends it, with the words
// "cannot write FILE: No space left on device" and the exit status of an IoError.
#include <filesystem>

namespace chancery::zim_file {

// Once, before the first thread. Until then, and to what is no file, writes fail as usual.
void end_if_a_write_fails(const std::filesystem::path& folder);

} // namespace chancery::zim_file
