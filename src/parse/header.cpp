#include "parse/header.hpp"

#include <algorithm>
#include <array>

#include "parse/page_marks.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::string_view kPartialExtract = "This record is a partial extract";

// Longest first: NIACT IMMEDIATE before IMMEDIATE.
constexpr std::array<std::string_view, 6> kActionPrecedences = {
    "NIACT IMMEDIATE", "NIACT PRIORITY", "IMMEDIATE", "PRIORITY", "ROUTINE", "FLASH"};

enum class Block : std::uint8_t { None, To, Info, Exempt, Distribution };

bool is_routing_indicator(std::string_view word)
{
    return word.size() >= 5 && word.size() <= 8 && word[0] == 'R' &&
           std::all_of(word.begin(), word.end(), is_upper);
}

bool is_transmission_id(std::string_view word)
{
    return word.size() >= 11 && word.size() <= 13 && word.starts_with("VZCZC") &&
           std::all_of(word.begin() + 5, word.begin() + 8, is_upper) && all_digits(word.substr(8));
}

bool is_doubled_precedence(std::string_view word)
{
    return word.size() == 2 && word[0] == word[1] &&
           std::string_view("ZOPRYW").find(word[0]) != std::string_view::npos;
}

// AF-00, EUR-00, LOG-12: a line of the Department's distribution table
bool is_distribution_count(std::string_view word)
{
    const std::size_t dash = word.find('-');
    return dash != std::string_view::npos && dash >= 1 && dash <= 4 && word.size() == dash + 3 &&
           std::all_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(dash), is_upper) &&
           all_digits(word.substr(dash + 1));
}

bool starts_distribution(std::string_view line)
{
    Cursor cursor(line);
    if (!cursor.word("ACTION") && !cursor.word("INFO") && !cursor.word("ORIGIN")) {
        return false;
    }
    if (!cursor.blanks()) {
        return false;
    }
    const std::string_view rest = cursor.rest();
    return is_distribution_count(rest.substr(0, rest.find(' ')));
}

// The last word of the text, and the text without it.
std::string_view take_last_word(std::string_view& text)
{
    const auto blank = std::find_if(text.rbegin(), text.rend(), is_blank).base();
    const std::string_view last(blank, text.end());
    text = trim_right(text.substr(0, text.size() - last.size()));
    return last;
}

// The action precedence that ends the text behind a blank; empty if there is none.
std::string_view precedence_at_end(std::string_view text)
{
    for (const std::string_view precedence : kActionPrecedences) {
        if (text.size() > precedence.size() && text.ends_with(precedence) &&
            text[text.size() - precedence.size() - 1] == ' ') {
            return precedence;
        }
    }
    return {};
}

// 4858, and number ranges: 2276-2279. Shorter ones only behind a precedence, so that a name may end
// in a number.
bool is_message_number(std::string_view word, std::string_view before)
{
    const std::size_t dash = word.find('-');
    if (dash != std::string_view::npos) {
        return dash >= 3 && all_digits(word.substr(0, dash)) && all_digits(word.substr(dash + 1));
    }
    const std::size_t least = precedence_at_end(before).empty() ? 3 : 1;
    return word.size() >= least && word.size() <= 4 && all_digits(word);
}

class HeaderReader {
public:
    HeaderFields take() { return std::move(fields_); }

    void read(std::string_view line) { fields_.lines.push_back({line, role_of(line)}); }

private:
    HeaderRole role_of(std::string_view line)
    {
        if (read_distribution(line)) {
            return HeaderRole::Distribution;
        }
        if (read_transmission(line)) {
            return HeaderRole::Transmission;
        }
        if (read_group(line)) {
            return HeaderRole::DateTimeGroup;
        }
        if (read_addresses(line)) {
            return role_of_block();
        }
        if (starts_with_ignoring_case(line, kPartialExtract)) {
            fields_.partial_extract = true;
            return HeaderRole::PartialExtract;
        }
        return HeaderRole::NotUnderstood;
    }

    HeaderRole role_of_block() const
    {
        switch (block_) {
        case Block::To:
            return HeaderRole::To;
        case Block::Info:
            return HeaderRole::Info;
        case Block::Exempt:
            return HeaderRole::Exempt;
        case Block::Distribution:
            return HeaderRole::Distribution;
        case Block::None:
            break;
        }
        return HeaderRole::From;
    }

    bool read_distribution(std::string_view line)
    {
        if (starts_distribution(line)) {
            block_ = Block::Distribution;
            return true;
        }
        if (block_ != Block::Distribution) {
            return false;
        }
        if (line.starts_with("---")) { // ------------------A1B2C3  182018Z /38: the table's end
            block_ = Block::None;
            return true;
        }
        if (starts_with_ignoring_case(line, "FM ") || match_date_time_group(line)) {
            block_ = Block::None;
            return false;
        }
        return true;
    }

    bool read_transmission(std::string_view line)
    {
        Transmission& sent = fields_.transmission;
        const std::string_view first = line.substr(0, line.find(' '));
        if (is_transmission_id(first) && sent.id.empty()) {
            sent.id = first;
            return true;
        }
        if (line.starts_with("ZNY ") || line.starts_with("ZNR ")) {
            sent.security = sent.security.empty() ? collapse_spaces(line) : sent.security;
            return true;
        }
        if (sent.station.empty() && !fields_.group) {
            return read_station(line) || read_routing(line, first);
        }
        return false;
    }

    bool read_station(std::string_view line)
    {
        Cursor cursor(line);
        if (!cursor.word("DE") || !cursor.blanks()) {
            return false;
        }
        const std::string_view station = cursor.letters(8);
        if (!is_routing_indicator(station)) {
            return false;
        }
        fields_.transmission.station = station;
        cursor.blanks();
        if (cursor.eat('#')) {
            fields_.transmission.serial = cursor.digits(1, 6);
        }
        return true;
    }

    bool read_routing(std::string_view line, std::string_view first)
    {
        const bool starts = is_doubled_precedence(first);
        if (!starts && (!is_routing_indicator(first) || fields_.transmission.routing.empty())) {
            return false;
        }
        const std::vector<std::string_view> all = words(line);
        for (std::size_t i = starts ? 1 : 0; i < all.size(); ++i) {
            if (!is_routing_indicator(all[i])) {
                return false;
            }
        }
        if (starts) {
            doubled_precedence_ = first.substr(0, 1);
        }
        for (std::size_t i = starts ? 1 : 0; i < all.size(); ++i) {
            fields_.transmission.routing.emplace_back(all[i]);
        }
        return true;
    }

    bool read_group(std::string_view line)
    {
        if (fields_.group || line.size() < 11) {
            return false;
        }
        fields_.group = match_date_time_group(line);
        if (!fields_.group) {
            return false;
        }
        fields_.transmission.precedence = fields_.group->precedence;
        if (fields_.transmission.precedence.empty() && !doubled_precedence_.empty()) {
            fields_.transmission.precedence = {doubled_precedence_};
        }
        return true;
    }

    bool read_addresses(std::string_view line)
    {
        if (starts_with_ignoring_case(line, "FM ") && fields_.from.empty()) {
            fields_.from = collapse_spaces(line.substr(3));
            block_ = Block::None;
            return true;
        }
        struct Opening {
            std::string_view label;
            Block block;
        };
        constexpr std::array<Opening, 3> kOpenings = {
            {{"TO ", Block::To}, {"INFO ", Block::Info}, {"XMT ", Block::Exempt}}};
        for (const Opening& opening : kOpenings) {
            if (starts_with_ignoring_case(line, opening.label) &&
                (!fields_.from.empty() || is_addressed(line.substr(opening.label.size())))) {
                block_ = opening.block;
                line.remove_prefix(opening.label.size());
                break;
            }
        }
        if (block_ != Block::To && block_ != Block::Info && block_ != Block::Exempt) {
            return false;
        }
        if (auto addressee = match_addressee(without_page_mark(line))) {
            take(std::move(*addressee));
        }
        return true;
    }

    // A part of a header may have no FM; then what follows TO has to look like an addressee.
    static bool is_addressed(std::string_view text)
    {
        constexpr std::array<std::string_view, 6> kNames = {"SECSTATE",  "AMEMBASSY", "AMCONSUL",
                                                            "USMISSION", "ALL DIPLO", "DEPT OF"};
        const auto addressee = match_addressee(text);
        return addressee && (!addressee->routing.empty() || addressee->collective ||
                             std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
                                 return std::string_view(addressee->name).starts_with(name);
                             }));
    }

    void take(Addressee addressee)
    {
        if (block_ == Block::Exempt) {
            if (Addressee* above = last_addressee()) {
                above->exempt.push_back(std::move(addressee.name));
            }
            return;
        }
        (block_ == Block::To ? fields_.to : fields_.info).push_back(std::move(addressee));
    }

    // XMT lines exempt from the collective above them.
    Addressee* last_addressee()
    {
        std::vector<Addressee>& list = fields_.info.empty() ? fields_.to : fields_.info;
        const auto collective = std::find_if(list.rbegin(), list.rend(),
                                             [](const Addressee& a) { return a.collective; });
        return collective != list.rend() ? &*collective : list.empty() ? nullptr : &list.back();
    }

    HeaderFields fields_;
    std::string doubled_precedence_;
    Block block_ = Block::None;
};

} // namespace

HeaderFields read_header(std::string_view header)
{
    HeaderReader reader;
    for (const TextLine& line : text_lines(header)) {
        if (!line.blank()) {
            reader.read(line.text);
        }
    }
    return reader.take();
}

std::optional<Addressee> match_addressee(std::string_view text)
{
    text = trim(text);
    Addressee addressee;
    const std::size_t slash = text.find('/');
    if (slash != std::string_view::npos &&
        (is_routing_indicator(text.substr(0, slash)) || text.substr(0, slash) == "ZEN")) {
        addressee.routing = text.substr(0, slash);
        text = trim(text.substr(slash + 1));
    }
    std::string_view without_number = text;
    const std::string_view number = take_last_word(without_number);
    if (!without_number.empty() && is_message_number(number, without_number)) {
        addressee.number = number;
        text = without_number;
    }
    addressee.precedence = precedence_at_end(text);
    text = trim_right(text.substr(0, text.size() - addressee.precedence.size()));
    if (text.empty()) {
        return std::nullopt;
    }
    addressee.name = collapse_spaces(text);
    addressee.collective = std::string_view(addressee.name).ends_with("COLLECTIVE") ||
                           std::string_view(addressee.name).ends_with(" POSTS");
    return addressee;
}

bool is_header_line(std::string_view line)
{
    line = trim(line);
    return is_transmission_id(line.substr(0, line.find(' '))) ||
           starts_with_ignoring_case(line, "FM ") ||
           (line.starts_with("DE R") && line.find('#') != std::string_view::npos) ||
           line.starts_with("ZNY ") || line.starts_with("ZNR ") || match_date_time_group(line);
}

} // namespace chancery::parse
