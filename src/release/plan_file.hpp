#pragma once
// A plan: a release as a file (TOML), to be looked at, kept and carried out when its time comes.
//
//   title = "The first hundred"
//   from = 2011-08-26T12:00:00+02:00        # not before; at once if it is not there
//   date = "2011-08-26"                     # of cables whose source gives none; the day of release if not there
//
//   [[cables]]                              # as often as wanted; of a cable that several name, the last counts
//   ids = ["08LINDEN242"]                   # any of: ids, list, created, source_released, posts, all
//   list = "ids.txt"                        # a file beside this one: the ids in it, with blanks or lines between
//   created = "2008-02..2008-03"
//   source_released = "..2009"
//   posts = ["LINDEN"]
//   all = true
//   state = "whole"                         # metadata, withdrawn, held
//   why = "..."                             # public; a withdrawal has to have one
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/desk.hpp"

namespace chancery::release {

struct Plan {
    std::string title;
    std::optional<Instant> from;
    std::optional<Instant> date;
    std::vector<Order> orders;
};

// UsageError with the line for a key or value that is none; `name` is the file's, for messages and lists.
Plan read_plan(std::string_view toml, const std::filesystem::path& name);

// A plan that read_plan() reads back as the same, with its lists written out.
std::string to_toml(const Plan& plan);

} // namespace chancery::release
