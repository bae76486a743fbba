#include "parse/portion_mark.hpp"

#include <algorithm>
#include <array>

#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

// Longest first, so that SBU is not read as S.
constexpr std::array<std::string_view, 8> kLevels = {"FOUO", "SBU", "LOU", "TS",
                                                     "S",    "C",   "U",   "R"};
// How what stands behind the level may begin: (S/NF), (SNF), (S/Rel to Russia, Latvia), (C - ENTIRE
// TEXT)
constexpr std::array<std::string_view, 14> kControls = {"NOFORN", "NF",    "FGI", "FOUO",  "REL",
                                                        "ENTIRE", "ORCON", "OC",  "LES",   "SI",
                                                        "TK",     "HCS",   "MOD", "PROPIN"};
constexpr std::size_t kLongestMark = 60;

bool is_control(std::string_view text)
{
    return std::any_of(kControls.begin(), kControls.end(), [&](std::string_view control) {
        return starts_with_ignoring_case(text, control);
    });
}

// "SBU", "S/NF", "C - ENTIRE TEXT"
bool is_mark(std::string_view text)
{
    for (const std::string_view level : kLevels) {
        if (!starts_with_ignoring_case(text, level)) {
            continue;
        }
        const std::string_view rest = text.substr(level.size());
        const std::size_t at = rest.find_first_not_of("-/ ,");
        if (at == std::string_view::npos) {
            return trim(rest).empty();
        }
        return is_control(rest.substr(at));
    }
    return false;
}

// "C) " where the opening bracket is lost
std::optional<PortionMark> match_damaged_mark(std::string_view text)
{
    for (const std::string_view level : kLevels) {
        if (text.starts_with(level) && text.substr(level.size()).starts_with(")")) {
            return PortionMark{text.substr(0, level.size()), level.size() + 1};
        }
    }
    return std::nullopt;
}

void take_mark(Cursor& cursor, Opening& opening)
{
    const std::size_t before = cursor.at();
    cursor.blanks();
    auto mark = match_portion_mark(cursor.rest());
    if (!mark) {
        mark = match_damaged_mark(cursor.rest());
    }
    if (!mark) {
        cursor.seek(before);
        return;
    }
    opening.mark = mark->mark;
    cursor.seek(cursor.at() + mark->length);
}

std::optional<Opening> finish(Cursor& cursor, Opening opening)
{
    cursor.blanks();
    opening.text_at = cursor.at();
    return opening;
}

// "7. 6. The crop": numbered twice; the first number is the one that goes on from above.
void skip_second_number(Cursor& cursor)
{
    const std::size_t before = cursor.at();
    cursor.blanks();
    if (cursor.digits(1, 3).empty() || !cursor.eat('.') || !cursor.blanks()) {
        cursor.seek(before);
    }
}

std::optional<Opening> match_number(Cursor cursor, std::string_view mark_before)
{
    Opening opening;
    opening.mark = mark_before;
    opening.number = cursor.digits(1, 4);
    if (opening.number.empty()) {
        return std::nullopt;
    }
    if (cursor.eat(')')) {
        opening.kind = OpeningKind::Bracket;
    } else if (!cursor.eat('.')) {
        return std::nullopt;
    }
    const char next = cursor.peek();
    const bool ends = next == '\0' || is_blank(next) || next == '(' || is_upper(next);
    if (!ends) {
        return std::nullopt;
    }
    skip_second_number(cursor);
    if (opening.mark.empty()) {
        take_mark(cursor, opening);
    }
    return finish(cursor, opening);
}

} // namespace

std::optional<PortionMark> match_portion_mark(std::string_view text)
{
    if (!text.starts_with('(')) {
        return std::nullopt;
    }
    const std::size_t close = text.substr(0, kLongestMark).find(')');
    if (close == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view mark = trim(text.substr(1, close - 1));
    if (mark.empty() || !is_mark(mark)) {
        return std::nullopt;
    }
    return PortionMark{mark, close + 1};
}

std::optional<Opening> match_opening(std::string_view line)
{
    if (line.empty()) {
        return std::nullopt;
    }
    if (is_digit(line[0])) {
        return match_number(Cursor(line), {});
    }
    Cursor cursor(line);
    if (cursor.eat('.')) { // the number is lost; only a portion mark makes that believable
        Opening opening{.kind = OpeningKind::LostNumber};
        cursor.blanks();
        const auto mark = match_portion_mark(cursor.rest());
        if (!mark) {
            return std::nullopt;
        }
        opening.mark = mark->mark;
        cursor.seek(cursor.at() + mark->length);
        return finish(cursor, opening);
    }
    const auto mark = match_portion_mark(line);
    if (!mark) {
        return std::nullopt;
    }
    cursor.seek(mark->length);
    cursor.blanks();
    if (auto numbered = match_number(cursor, mark->mark)) { // (C) 1. The Embassy
        if (numbered->kind == OpeningKind::Number) {
            return numbered;
        }
    }
    return finish(cursor, {.kind = OpeningKind::Mark, .mark = mark->mark});
}

} // namespace chancery::parse
