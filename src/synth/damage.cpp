// What happened to the texts on the way: names taken out, quotes and apostrophes turned into other characters, what got
// before and behind the body (format 8).
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "synth/draft.hpp"

namespace chancery::synth {
namespace {

void replace_everywhere(std::vector<Block>& blocks, std::string_view what, std::string_view with)
{
    for (Block& block : blocks) {
        if (block.text.find(what) != std::string::npos) {
            block.text = replace_all(block.text, what, with);
        }
    }
}

// In 301 of 1,295 cables names are gone; the same run of letters stands for all of them.
void redact(Draft& draft, std::vector<Block>& blocks)
{
    Random& random = draft.random;
    if (!random.chance(draft.classified() ? 400 : 60)) {
        return;
    }
    static constexpr std::string_view kOthers[] = {"[name removed]",   "[NAME REMOVED]",
                                                   "[SOURCE REMOVED]", "[DETAIL REMOVED]",
                                                   "************",     "XXXX"};
    const std::string run = random.chance(920) ? std::string(12, 'X')
                            : random.chance(400)
                                ? std::string(static_cast<std::size_t>(random.between(5, 20)), 'x')
                                : std::string(draft.quirks.pick(kOthers));
    const std::vector<Block> before = blocks;
    const std::size_t names = 1 + random.below(draft.scene.contacts.size());
    for (std::size_t i = 0; i < names; ++i) {
        const Contact& contact = draft.scene.contacts[i];
        replace_everywhere(blocks, draft.capitals ? upper(contact.name) : contact.name, run);
        replace_everywhere(blocks, draft.capitals ? upper(contact.surname) : contact.surname, run);
    }
    const bool changed =
        !std::equal(blocks.begin(), blocks.end(), before.begin(),
                    [](const Block& now, const Block& then) { return now.text == then.text; });
    draft.cable.truth.removed = changed ? run : "";
}

// "text" -> &text8, QtextQ
bool replace_quotes(std::string& text, char open, char close)
{
    bool inside = false;
    bool changed = false;
    for (char& c : text) {
        if (c == '"') {
            c = inside ? close : open;
            inside = !inside;
            changed = true;
        }
    }
    return changed;
}

bool replace_apostrophes(std::string& text, char with)
{
    bool changed = false;
    for (std::size_t i = 1; i + 1 < text.size(); ++i) {
        if (text[i] == '\'' && is_alpha(text[i - 1]) && is_alpha(text[i + 1])) {
            text[i] = with;
            changed = true;
        }
    }
    return changed;
}

// The first comma where a dash might stand: not right after the first words, and in no bracket, which the damaged dash
// would seem to close.
std::size_t dash_place(std::string_view text)
{
    int open = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        open += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (i >= 60 && open == 0 && text[i] == ',' && text[i + 1] == ' ') {
            return i;
        }
    }
    return std::string_view::npos;
}

bool replace_dash(std::string& text, std::string_view with)
{
    const std::size_t comma = dash_place(text);
    if (comma == std::string::npos || comma + 8 > text.size()) {
        return false;
    }
    text.replace(comma, 2, with);
    return true;
}

using Mend = std::function<void(std::string&)>;

// `mend` makes of a text what a reader can make of the changed one.
template <typename Change>
void change_texts(Draft& draft, std::vector<Block>& blocks, Damage kind, unsigned per_mille,
                  Change change, const Mend& mend = {})
{
    if (!draft.random.chance(per_mille) || !draft.damaged) {
        return;
    }
    bool changed = false;
    for (Block& block : blocks) {
        changed = change(block.text) || changed;
        if (mend) {
            mend(block.meant);
        }
    }
    if (changed) {
        draft.damage(kind, 1000);
    }
}

// Writers set off clauses by a pair of hyphens; a share of the cables do.
void write_dashes(Draft& draft, std::vector<Block>& blocks)
{
    if (draft.random.chance(350)) {
        for (Block& block : blocks) {
            if (draft.random.chance(200)) {
                replace_dash(block.text, " -- ");
            }
        }
    }
}

template <typename Change>
void change_rarely(Draft& draft, std::vector<Block>& blocks, Damage kind, unsigned per_mille,
                   Change change)
{
    if (draft.rarely(per_mille)) {
        change_texts(draft, blocks, kind, 1000, change, change); // nobody can tell what was meant
    }
}

// A question mark before a capital may end a question.
void mend_question(std::string& text)
{
    const std::size_t comma = dash_place(text);
    const bool plain =
        comma != std::string::npos && comma + 2 < text.size() && is_lower(text[comma + 2]);
    replace_dash(text, plain ? " - " : " ? ");
}

// What a bad line made of a word.
void garble(Random& random, std::string& text)
{
    static constexpr std::string_view kNoise = "~97@5OQg#%k2";
    const std::size_t blank = text.find(' ', random.below(text.size()));
    if (blank != std::string::npos) {
        text.insert(blank, kNoise.substr(0, 4 + random.below(8)));
    }
}

// A row of the dump that the body begins with, and the header behind it (format 0).
std::string spilt_row(const Draft& draft)
{
    const SynthCable& cable = draft.cable;
    const Civil& t = draft.when;
    return fmt::format("<<{}>> | {}/{}/{} {}:{:02} | {} | {} | {} | {} | {}\n\n", cable.index + 1,
                       t.month, t.day, t.year, t.hour, t.minute, cable.id, cable.origin,
                       cable.classification, fmt::join(cable.truth.references, "|"), cable.header);
}

// What a newspaper's own database knew.
std::string newspaper_fields(const Draft& draft)
{
    const SynthCable& cable = draft.cable;
    const Civil& t = draft.when;
    return fmt::format("ID: {}\nDATE: {:04}-{:02}-{:02} {:02}:{:02}:00\nCLASSIFICATION: {}\n"
                       "DESTINATION: {}\nMISC: {}\n\n",
                       cable.index + 1, t.year, t.month, t.day, t.hour, t.minute,
                       cable.classification, fmt::join(cable.truth.references, "|"), cable.id);
}

} // namespace

void damage_prose(Draft& draft, std::vector<Block>& blocks)
{
    redact(draft, blocks);
    write_dashes(draft, blocks);
    if (draft.quirk(Damage::Garble, 2)) {
        garble(draft.quirks, blocks[draft.quirks.below(blocks.size())].text);
    }
    for (Block& block : blocks) {
        block.meant = block.text;
    }
    change_texts(draft, blocks, Damage::AmpersandQuotes, 68,
                 [](std::string& t) { return replace_quotes(t, '&', '8'); });
    change_texts(draft, blocks, Damage::CommaApostrophe, 185,
                 [](std::string& t) { return replace_apostrophes(t, ','); });
    change_texts(draft, blocks, Damage::QuestionApostrophe, 6,
                 [](std::string& t) { return replace_apostrophes(t, '?'); });
    change_texts(
        draft, blocks, Damage::ParenthesisDash, 35,
        [](std::string& t) { return replace_dash(t, " ) "); },
        [](std::string& t) { replace_dash(t, " - "); });
    change_texts(
        draft, blocks, Damage::AsteriskDash, 5, [](std::string& t) { return replace_dash(t, "*"); },
        [](std::string& t) { replace_dash(t, "--"); });
    change_rarely(draft, blocks, Damage::LetterQuotes, 5,
                  [](std::string& t) { return replace_quotes(t, 'Q', 'Q'); });
    if (draft.rarely(4)) {
        change_texts(
            draft, blocks, Damage::QuestionDash, 1000,
            [](std::string& t) { return replace_dash(t, " ? "); }, mend_question);
    }
}

void damage_body(Draft& draft, std::string& body)
{
    if (!draft.old_forms && draft.quirk(Damage::SpiltRow, 3)) {
        body = spilt_row(draft) + body;
    } else if (draft.style() == TextStyle::Reflowed && draft.quirk(Damage::NewspaperFields, 7)) {
        body = newspaper_fields(draft) + body;
    }
    if (draft.quirk(Damage::SqlText, 2)) {
        body += "\n\nSELECT * FROM `cable` WHERE `id`";
    }
}

} // namespace chancery::synth
