#include "cable/cable.hpp"

#include "base/check.hpp"

namespace chancery {

std::string repaired_body(const Cable& cable)
{
    std::string out;
    out.reserve(cable.body.size());
    std::size_t from = 0;
    for (const Repair& repair : cable.repairs) {
        CHECK(from <= repair.at.from && repair.at.from <= repair.at.to &&
              repair.at.to <= cable.body.size());
        out.append(cable.body, from, repair.at.from - from).append(repair.now);
        from = repair.at.to;
    }
    return out.append(cable.body, from);
}

} // namespace chancery
