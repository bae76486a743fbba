#pragma once
// What the rules that hold take out of the cables of the archive: for the editor to look at before it happens.
//
//   each_effect(store, ids, Quiet::No, [](const std::string& cable, const redact::Effect& effect) { ... },
//               [](const std::string& problem) { ... });
//
// Reads as `release` reads, with all cores.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "archive/store.hpp"
#include "base/progress.hpp"
#include "redact/redactor.hpp"

namespace chancery::release {

// In the order of references; `ids`: only these cables; empty: all. `problem`: why a cable could not be released.
void each_effect(archive::Store& store, const std::vector<std::string>& ids, Quiet quiet,
                 const std::function<void(const std::string&, const redact::Effect&)>& effect,
                 const std::function<void(const std::string&)>& problem);

// The text of a paragraph as it would be released first, without its number and mark. Nothing if there is none.
std::optional<std::string> paragraph_text(archive::Store& store, const std::string& id,
                                          const std::string& anchor);

} // namespace chancery::release
