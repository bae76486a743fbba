#include "index/layout.hpp"

#include <algorithm>
#include <span>

#include "index/bits.hpp"

namespace chancery::index {

namespace {

// Small numbers for small steps, forward or back.
std::uint32_t zigzag(std::uint32_t step)
{
    return (step << 1U) ^ (0U - (step >> 31U));
}
std::uint32_t unzigzag(std::uint32_t code)
{
    return (code >> 1U) ^ (0U - (code & 1U));
}

} // namespace

void append_layout(std::string& out, const std::vector<PlacedRegion>& regions)
{
    for (std::span<const PlacedRegion> rest = regions; !rest.empty();) {
        const Region region = rest.front().region;
        std::size_t count = 1;
        while (count < rest.size() && rest[count].region == region) {
            ++count;
        }
        out += static_cast<char>(region);
        append_varint(out, count);
        PlacedRegion before;
        for (const PlacedRegion& placed : rest.first(count)) {
            append_varint(out, zigzag(placed.from - before.to)); // most follow each other
            append_varint(out, placed.to - placed.from);
            if (region == Region::Paragraph && placed.mark == before.mark) {
                out += '\0';
            } else if (region == Region::Paragraph) {
                append_varint(out, placed.mark.size() + 1);
                out += placed.mark;
            }
            before = placed;
        }
        rest = rest.subspan(count);
    }
}

bool read_layout(std::string_view bytes, std::vector<PlacedRegion>& regions)
{
    regions.clear();
    VarintReader reader(bytes.data(), bytes.data() + bytes.size());
    while (reader.ok() && !reader.at_end()) {
        const auto region = static_cast<Region>(reader.next());
        const std::uint64_t count = reader.next();
        PlacedRegion before;
        for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
            PlacedRegion placed{region, before.to + unzigzag(reader.next32()), 0, i, before.mark};
            placed.to = placed.from + reader.next32();
            if (region == Region::Paragraph) {
                if (const std::uint64_t size = reader.next(); size > 0) {
                    placed.mark = {reader.at(), std::min<std::uint64_t>(size - 1, reader.left())};
                    reader.skip(size - 1);
                }
            }
            regions.push_back(placed);
            before = placed;
        }
    }
    return reader.ok();
}

} // namespace chancery::index
