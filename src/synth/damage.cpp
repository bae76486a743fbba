// What happened to the texts on the way: names taken out, quotes and apostrophes turned into other characters (format 8).
#include <algorithm>

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
    const std::string run = random.chance(920) ? std::string(12, 'X')
                            : random.chance(500)
                                ? std::string(static_cast<std::size_t>(random.between(5, 20)), 'x')
                                : std::string("[name removed]");
    const std::size_t names = 1 + random.below(draft.scene.contacts.size());
    for (std::size_t i = 0; i < names; ++i) {
        const Contact& contact = draft.scene.contacts[i];
        replace_everywhere(blocks, draft.capitals ? upper(contact.name) : contact.name, run);
        replace_everywhere(blocks, draft.capitals ? upper(contact.surname) : contact.surname, run);
    }
}

// "text" -> &text8
bool ampersand_quotes(std::string& text)
{
    bool inside = false;
    bool changed = false;
    for (char& c : text) {
        if (c == '"') {
            c = inside ? '8' : '&';
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

bool replace_dash(std::string& text, std::string_view with)
{
    const std::size_t comma = text.find(", ", 60); // not right after the first words
    if (comma == std::string::npos || comma + 8 > text.size()) {
        return false;
    }
    text.replace(comma, 2, with);
    return true;
}

template <typename Change>
void change_texts(Draft& draft, std::vector<Block>& blocks, Damage kind, unsigned per_mille,
                  Change change)
{
    if (!draft.random.chance(per_mille) || !draft.damaged) {
        return;
    }
    bool changed = false;
    for (Block& block : blocks) {
        changed = change(block.text) || changed;
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

} // namespace

void damage_prose(Draft& draft, std::vector<Block>& blocks)
{
    redact(draft, blocks);
    write_dashes(draft, blocks);
    change_texts(draft, blocks, Damage::AmpersandQuotes, 68, ampersand_quotes);
    change_texts(draft, blocks, Damage::CommaApostrophe, 185,
                 [](std::string& t) { return replace_apostrophes(t, ','); });
    change_texts(draft, blocks, Damage::QuestionApostrophe, 6,
                 [](std::string& t) { return replace_apostrophes(t, '?'); });
    change_texts(draft, blocks, Damage::ParenthesisDash, 35,
                 [](std::string& t) { return replace_dash(t, " ) "); });
    change_texts(draft, blocks, Damage::AsteriskDash, 5,
                 [](std::string& t) { return replace_dash(t, "*"); });
}

} // namespace chancery::synth
