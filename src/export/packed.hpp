#pragma once
// Files as web servers may send them at once: .gz (RFC 1952) and .br (RFC 7932) beside the plain one.
//
//   packed(Packing::Brotli, page)                 the same bytes in, the same bytes out
//   unpacks_to(Packing::Gzip, bytes, page)        whether these bytes are a packed form of the page
//
// unpacks_to() reads files that anybody may have changed: it stops at the first byte that differs and never
// unpacks more than the page. Any thread.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace chancery::exporter {

enum class Packing : std::uint8_t { Gzip, Brotli };
inline constexpr std::array kPackings = {Packing::Gzip, Packing::Brotli};

std::string_view packing_ending(Packing packing); // ".gz", ".br"

std::string packed(Packing packing, std::string_view bytes);
bool unpacks_to(Packing packing, std::string_view packed, std::string_view bytes);

} // namespace chancery::exporter
