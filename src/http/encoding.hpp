#pragma once
// Accept-Encoding: may the answer be compressed? (RFC 9110, 12.5.3)
//
//   choose_encoding("gzip, deflate, br")            Gzip
//   choose_encoding("")                             Identity: the reader did not ask
//   choose_encoding("gzip;q=0, *")                  Identity
//   choose_encoding("identity;q=1, gzip;q=0.5")     Identity: preferred
//   choose_encoding("*")                            Gzip
//   choose_encoding("gzip;q=2")                     Identity: what cannot be read is not an offer
//
// Only gzip: browsers offer nothing better over plain HTTP, which is what an onion address is.
// Where a reader refuses identity and gzip both, it gets identity: better than no page. Pure; any
// thread; linear in the header.
#include <cstdint>
#include <string_view>

namespace chancery::http {

enum class Encoding : std::uint8_t { Identity, Gzip };

Encoding choose_encoding(std::string_view accept_encoding);

} // namespace chancery::http
