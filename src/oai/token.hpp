#pragma once
// Resumption tokens (OAI-PMH 2.0, 3.5). All that is needed to go on is in them, so the server keeps
// nothing, and any copy of the same edition can go on with a list that another began.
//
//   r1~0123456789abcdef~oai_dc~tag:PHUM~2011-08-26~~51~50~121
//      edition          format set      from       until position cursor size of the list
//   s1~0123456789abcdef~~~~~200~200~4000             the list of sets
//
// They are not signed, because there is nothing to forge: a token says no more than the arguments that
// it stands for, and a place in their list. Each part is read as strictly as an argument is, and a
// token that is not written exactly as we write it is none. One of another edition is told apart from
// one that never was. Pure; any thread.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "oai/set_spec.hpp"

namespace chancery::oai {

constexpr std::uint64_t kMaxPosition = 999'999'999;

struct Token {
    enum class Of : std::uint8_t { Records, Sets };
    Of of = Of::Records;
    std::string edition; // Generation::fingerprint(): 16 hexadecimal digits
    std::string metadata_prefix;
    std::optional<SetSpec> set;
    std::optional<Instant> from;
    std::optional<Instant> until;
    std::uint64_t position = 0;        // of the next item, harvest.hpp
    std::uint64_t cursor = 0;          // items before it in the list
    std::optional<std::uint64_t> size; // of the whole list, where it is known

    std::string text() const;
    bool operator==(const Token&) const = default;
};

std::optional<Token> read_token(std::string_view text);

} // namespace chancery::oai
