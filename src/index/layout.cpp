#include "index/layout.hpp"

#include <span>

#include "index/bits.hpp"

namespace chancery::index {

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
        std::uint32_t before = 0;
        for (const PlacedRegion& placed : rest.first(count)) {
            append_varint(out, placed.from - before); // places of one kind rise
            append_varint(out, placed.to - placed.from);
            if (region == Region::Paragraph) {
                append_text(out, placed.mark);
            }
            before = placed.from;
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
        std::uint32_t before = 0;
        for (std::uint32_t i = 0; i < count && reader.ok(); ++i) {
            PlacedRegion placed{region, before + reader.next32(), 0, i, {}};
            placed.to = placed.from + reader.next32();
            if (region == Region::Paragraph) {
                placed.mark = reader.text();
            }
            before = placed.from;
            regions.push_back(placed);
        }
    }
    return reader.ok();
}

} // namespace chancery::index
