#include "redact/redactor.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "cable/cable_json.hpp"
#include "cable/json_read.hpp"
#include "cable/reading.hpp"

namespace chancery::redact {

namespace {

constexpr int kRounds = 3; // a mark may let the parser read on differently
constexpr std::size_t kContextBytes = 120;
constexpr std::uint32_t kNear = 1000; // bytes: how far a line is from its repeat
constexpr std::size_t kPlaceLetters = 20;
constexpr std::size_t kPlaceDigits = 16;

bool has_letters(std::string_view text)
{
    return std::ranges::any_of(
        text, [](char c) { return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80U; });
}

// The parts of the body as sent that a stretch of the repaired reading is made of. What a repair took
// out in between (a page break) is none of them.
std::vector<Span> pieces_as_sent(const Reading& reading, Span at)
{
    std::vector<Span> pieces;
    std::uint32_t repaired = 0; // both at the end of the last repair
    std::uint32_t sent = 0;
    const auto add = [&](Span piece) {
        if (!piece.empty()) {
            if (!pieces.empty() && pieces.back().to == piece.from) {
                pieces.back().to = piece.to;
            } else {
                pieces.push_back(piece);
            }
        }
    };
    const auto add_unchanged = [&](std::uint32_t until) {
        const std::uint32_t from = std::max(at.from, repaired);
        const std::uint32_t to = std::min(at.to, until);
        if (from < to) {
            add({sent + (from - repaired), sent + (to - repaired)});
        }
    };
    for (const PlacedRepair& repair : reading.repairs()) {
        add_unchanged(repair.at.from);
        if (repair.at.from < at.to && at.from < repair.at.to && has_letters(repair.repair->now)) {
            add(repair.as_sent);
        }
        repaired = repair.at.to;
        sent = repair.as_sent.to;
    }
    add_unchanged(at.to);
    return pieces;
}

// The text with blanks for lines that hold nothing but a classification, as pages have at their edges; the
// places stay. Empty if there are none.
std::string without_level_lines(std::string_view text)
{
    static const RE2 level(
        R"((?m)^[ \t]*(?:(?:UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|C O N F I D E N T I A L|S E C R E T|U N C L A S S I F I E D|NOFORN|SENSITIVE|NODIS|SIPDIS|EXDIS|LIMITED OFFICIAL USE)[ \t/]*)+$)");
    std::string out;
    re2::StringPiece rest(text.data(), text.size());
    re2::StringPiece line;
    for (std::size_t at = 0; level.Match(rest, at, text.size(), RE2::UNANCHORED, &line, 1);) {
        out = out.empty() ? std::string(text) : out;
        const auto from = static_cast<std::size_t>(line.data() - text.data());
        std::fill_n(out.begin() + static_cast<std::ptrdiff_t>(from), line.size(), ' ');
        at = from + std::max<std::size_t>(line.size(), 1);
    }
    return out;
}

bool covers(const std::vector<Span>& outer, const std::vector<Span>& inner)
{
    return std::ranges::all_of(inner, [&](const Span& piece) {
        return std::ranges::any_of(
            outer, [&](const Span& o) { return o.from <= piece.from && piece.to <= o.to; });
    });
}

// "4. (C) ": what stays of a paragraph.
std::size_t paragraph_head(std::string_view text)
{
    static const RE2 head(R"(\s*(?:Q?\d{1,3}\s*[.):]?)?\s*(?:\([A-Za-z/ ]{1,12}\))?\s*)");
    re2::StringPiece rest(text.data(), text.size());
    RE2::Consume(&rest, head);
    return text.size() - rest.size();
}

struct Cut {
    Span at;
    std::string mark; // empty: nothing stands there
};

// In order; what overlaps is joined, under the mark of the first.
std::vector<Cut> cuts_of(const std::vector<Effect>& effects, Part part)
{
    std::vector<Cut> cuts;
    for (const Effect& effect : effects) {
        if (effect.part != part || effect.refused) {
            continue;
        }
        for (std::size_t i = 0; i < effect.pieces.size(); ++i) { // the first is where it is read
            cuts.push_back({effect.pieces[i], i == 0 ? mark_of(*effect.redaction) : ""});
        }
    }
    std::ranges::stable_sort(cuts, {}, [](const Cut& cut) { return cut.at; });
    std::vector<Cut> joined;
    for (Cut& cut : cuts) {
        if (joined.empty() || joined.back().at.to <= cut.at.from) {
            joined.push_back(std::move(cut));
            continue;
        }
        Cut& last = joined.back();
        last.at.to = std::max(last.at.to, cut.at.to);
        last.mark = last.mark.empty() ? cut.mark : last.mark;
    }
    return joined;
}

std::string with_marks(std::string_view text, const std::vector<Cut>& cuts)
{
    std::string out;
    std::size_t done = 0;
    for (const Cut& cut : cuts) {
        out.append(text.substr(done, cut.at.from - done)).append(cut.mark);
        done = cut.at.to;
    }
    return out.append(text.substr(done));
}

bool takes_out(const std::vector<Effect>& effects)
{
    return std::ranges::any_of(effects, [](const Effect& effect) { return !effect.refused; });
}

// In a text that was redacted once: what was refused stands beside marks now, so that its place has another
// name.
void keep_new(std::vector<Effect>& effects, const std::vector<Effect>& first)
{
    std::map<const Redaction*, std::size_t> let_pass;
    for (const Effect& effect : first) {
        let_pass[effect.redaction] += effect.refused ? 1 : 0;
    }
    std::erase_if(effects, [&](const Effect& effect) {
        if (effect.refused) {
            return true;
        }
        std::size_t& left = let_pass[effect.redaction];
        if (left == 0) {
            return false;
        }
        --left;
        return true;
    });
}

std::string last_bytes(std::string_view text, std::size_t most)
{
    std::size_t from = text.size() > most ? text.size() - most : 0;
    while (from < text.size() && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) {
        ++from;
    }
    return std::string(text.substr(from));
}

} // namespace

struct RuleSet::Patterns {
    std::vector<std::pair<std::uint32_t, std::unique_ptr<RE2>>> list; // with the redaction's place
};

RuleSet::RuleSet() = default;
RuleSet::~RuleSet() = default;

std::shared_ptr<const RuleSet> RuleSet::of(std::vector<Redaction> redactions,
                                           std::vector<Refusal> refusals)
{
    std::shared_ptr<RuleSet> set(new RuleSet());
    set->patterns_ = std::make_unique<Patterns>();
    std::vector<std::string> names;
    RE2::Options options(RE2::Quiet);
    options.set_case_sensitive(false);
    for (const Redaction& redaction : redactions) {
        if (const std::string problem = problem_with(redaction); !problem.empty()) {
            throw UsageError(fmt::format("redaction {}: {}", redaction.number, problem));
        }
        const auto number = static_cast<std::uint32_t>(names.size());
        names.push_back(redaction.kind == Kind::Text ? redaction.text : "");
        if (redaction.kind == Kind::Pattern) {
            set->patterns_->list.emplace_back(number,
                                              std::make_unique<RE2>(redaction.text, options));
        }
        if (redaction.kind == Kind::Paragraph) {
            set->of_paragraphs_.push_back(number);
        }
        set->cables_.emplace_back(redaction.cables.begin(), redaction.cables.end());
    }
    set->names_ = NameSet::of(names);
    set->redactions_ = std::move(redactions);
    set->refusals_.insert(std::make_move_iterator(refusals.begin()),
                          std::make_move_iterator(refusals.end()));
    return set;
}

bool RuleSet::applies(std::uint32_t redaction, std::string_view cable) const
{
    return cables_[redaction].empty() || cables_[redaction].contains(cable);
}

bool RuleSet::is_refused_in(std::uint32_t redaction, std::string_view cable) const
{
    const Refusal first{redactions_[redaction].number, std::string(cable), ""};
    const auto found = refusals_.lower_bound(first);
    return found != refusals_.end() && found->redaction == first.redaction &&
           found->cable == first.cable;
}

bool RuleSet::is_refused(std::int64_t number) const
{
    const auto found = refusals_.lower_bound({number, "", ""});
    return found != refusals_.end() && found->redaction == number;
}

Redactor::Redactor(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)), names_(rules_->names_)
{
}

std::vector<Redactor::Found> Redactor::find_all(std::string_view text)
{
    std::vector<Found> found;
    for (const NameHit& hit : names_.find(text)) {
        found.push_back({hit.name, hit.at});
    }
    for (const auto& [redaction, pattern] : rules_->patterns_->list) {
        const re2::StringPiece whole(text.data(), text.size());
        re2::StringPiece match;
        for (std::size_t at = 0; at < text.size() && pattern->Match(whole, at, text.size(),
                                                                    RE2::UNANCHORED, &match, 1);) {
            const auto from = static_cast<std::size_t>(match.data() - text.data());
            if (!match.empty()) {
                found.push_back({redaction,
                                 {static_cast<std::uint32_t>(from),
                                  static_cast<std::uint32_t>(from + match.size())}});
            }
            at = from + std::max<std::size_t>(match.size(), 1);
        }
    }
    return found;
}

std::vector<Leak> Redactor::find(std::string_view text)
{
    std::vector<Leak> leaks;
    for (const Found& found : find_all(text)) {
        leaks.push_back({&rules_->redactions()[found.redaction], found.at});
    }
    return leaks;
}

std::string Redactor::letters_of(std::string_view text)
{
    reader_.read(text, around_);
    return around_.text;
}

void Redactor::add(std::vector<Effect>& effects, const std::string& cable, std::string_view text,
                   const Found& found, Part part, std::vector<Span> pieces)
{
    const Redaction& redaction = rules_->redactions()[found.redaction];
    const bool known = std::ranges::any_of(effects, [&](const Effect& other) {
        return other.redaction == &redaction && other.part == part && !pieces.empty() &&
               covers(other.pieces, pieces);
    });
    if (known) {
        return;
    }
    Effect effect{&redaction, part, std::move(pieces), {}, {}, {}, {}, false};
    effect.before = last_bytes(text.substr(0, found.at.from), kContextBytes);
    effect.taken = text.substr(found.at.from, found.at.to - found.at.from);
    effect.after = first_bytes(text.substr(found.at.to), kContextBytes);
    const std::string before = letters_of(effect.before);
    const std::string taken = letters_of(effect.taken);
    const std::string after = letters_of(effect.after);
    effect.place = hex(sha256(fmt::format("{}|{}|{}", last_bytes(before, kPlaceLetters), taken,
                                          first_bytes(after, kPlaceLetters))))
                       .substr(0, kPlaceDigits);
    for (std::string* shown : {&effect.before, &effect.taken, &effect.after}) {
        *shown = collapse_spaces(*shown);
    }
    effect.refused = rules_->refusals_.contains({redaction.number, cable, effect.place});
    effects.push_back(std::move(effect));
}

// A repair took out lines that a relay had printed again: what stands in them of a name near by goes too, a
// line of it at a time.
void Redactor::add_repeats(std::vector<Effect>& effects, const Cable& as_sent)
{
    for (Effect& effect : effects) {
        if (effect.part != Part::Body || effect.pieces.empty() ||
            effect.redaction->kind == Kind::Paragraph) {
            continue;
        }
        const Span near{effect.pieces.front().from - std::min(effect.pieces.front().from, kNear),
                        effect.pieces.back().to + kNear};
        std::vector<Span> repeats;
        for (const Span& piece : effect.pieces) {
            const auto text =
                std::string_view(as_sent.body).substr(piece.from, piece.to - piece.from);
            for (const std::string_view line : split(text, '\n')) {
                const std::string wanted = letters_of(line);
                for (const Repair& repair : as_sent.repairs) {
                    if (wanted.size() >= kMinNameBytes && repair.at.from < near.to &&
                        near.from < repair.at.to) {
                        add_found(wanted, as_sent.body, repair.at, repeats);
                    }
                }
            }
        }
        for (const Span& repeat : repeats) {
            if (!covers(effect.pieces, {repeat})) {
                effect.pieces.push_back(repeat);
            }
        }
    }
}

// Where words with these letters stand in a part of the body.
void Redactor::add_found(std::string_view wanted, std::string_view body, Span part,
                         std::vector<Span>& found)
{
    reader_.read(body.substr(part.from, part.to - part.from), around_);
    for (std::size_t at = around_.text.find(wanted); at != std::string::npos;
         at = around_.text.find(wanted, at + 1)) {
        const std::size_t end = at + wanted.size();
        if ((around_.flags[at] & Letters::kWordStart) != 0 &&
            (around_.flags[end - 1] & Letters::kWordEnd) != 0) {
            const Span place = around_.place(at, end);
            found.push_back({part.from + place.from, part.from + place.to});
        }
    }
}

void Redactor::add_paragraphs(std::vector<Effect>& effects, const std::string& cable,
                              const Cable& as_sent)
{
    for (const std::uint32_t i : rules_->of_paragraphs_) {
        const Redaction& redaction = rules_->redactions()[i];
        if (!rules_->applies(i, cable)) {
            continue;
        }
        const std::size_t gap = redaction.text.find('#');
        const std::string anchor = redaction.text.substr(0, gap);
        const std::string letters = gap == std::string::npos ? "" : redaction.text.substr(gap + 1);
        const auto paragraph =
            std::ranges::find_if(as_sent.paragraphs, [&](const Paragraph& candidate) {
                return letters.empty() ? candidate.anchor == anchor
                                       : name_of_letters(candidate.text) == letters;
            });
        if (paragraph == as_sent.paragraphs.end()) {
            throw RedactionError(fmt::format("{}: redaction {} is of {}, which this text does not "
                                             "have, or has with other words",
                                             cable, redaction.number, anchor));
        }
        Span at = paragraph->at;
        at.from += static_cast<std::uint32_t>(
            paragraph_head(std::string_view(as_sent.body).substr(at.from, at.to - at.from)));
        if (at.from < at.to) {
            add(effects, cable, as_sent.body, {i, at}, Part::Body, {at});
        }
    }
}

// Of names and patterns; sorts all effects.
void Redactor::add_names(std::vector<Effect>& effects, const std::string& cable,
                         const Cable& as_sent, const Given& given)
{
    const auto look = [&](std::string_view text, Part part, auto pieces_of) {
        for (const Found& found : find_all(text)) {
            if (rules_->applies(found.redaction, cable)) {
                add(effects, cable, text, found, part, pieces_of(found.at));
            }
        }
    };
    const auto as_it_is = [](Span at) { return std::vector<Span>{at}; };
    look(as_sent.header, Part::Header, as_it_is);
    look(as_sent.body, Part::Body, as_it_is);
    if (const std::string rest = without_level_lines(as_sent.body); !rest.empty()) {
        look(rest, Part::Body, as_it_is);
    }
    if (!as_sent.repairs.empty()) {
        const Reading reading(as_sent);
        look(reading.text(), Part::Body, [&](Span at) { return pieces_as_sent(reading, at); });
        add_repeats(effects, as_sent);
    }
    std::ranges::stable_sort(effects, {}, [](const Effect& effect) {
        return std::pair(effect.part, effect.pieces.empty() ? Span() : effect.pieces[0]);
    });
    for (const std::string* beside : {&given.subject, &given.origin, &given.classification}) {
        look(*beside, Part::Header, [](Span) { return std::vector<Span>(); });
    }
}

// Of what stands beside the text.
std::string Redactor::masked(const std::string& cable, const std::string& text)
{
    std::vector<Effect> effects;
    for (const Found& found : find_all(text)) {
        if (rules_->applies(found.redaction, cable)) {
            add(effects, cable, text, found, Part::Header, {found.at});
        }
    }
    return with_marks(text, cuts_of(effects, Part::Header));
}

// By a rule for all cables, or for one of these.
std::vector<Redactor::Found> Redactor::find_for(std::string_view text,
                                                const std::vector<std::string>& cables)
{
    std::vector<Found> found = find_all(text);
    std::erase_if(found, [&](const Found& one) {
        return !rules_->applies(one.redaction, "") &&
               std::ranges::none_of(cables, [&](const std::string& cable) {
                   return rules_->applies(one.redaction, cable);
               });
    });
    return found;
}

Redactor::Marked Redactor::mark(std::string_view text, const std::vector<std::string>& cables)
{
    std::vector<Effect> effects;
    for (const Found& found : find_for(text, cables)) {
        Effect& effect = effects.emplace_back();
        effect.redaction = &rules_->redactions()[found.redaction];
        effect.pieces = {found.at};
    }
    const std::vector<Cut> cuts = cuts_of(effects, Part::Body);
    return {with_marks(text, cuts), cuts.size(),
            effects.empty() ? nullptr : effects.front().redaction};
}

std::vector<Effect> Redactor::effects_in(std::string_view text,
                                         const std::vector<std::string>& cables)
{
    std::vector<Effect> effects;
    for (const Found& found : find_for(text, cables)) {
        add(effects, "", text, found, Part::Body, {found.at});
    }
    std::ranges::stable_sort(effects, {},
                             [](const Effect& effect) { return effect.pieces.front(); });
    return effects;
}

Redacted Redactor::read(const std::string& cable, parse::CableText text, Given given)
{
    Redacted done;
    done.cable = parse::parse_cable(text, given);
    if (rules_->empty()) {
        return done;
    }
    add_paragraphs(done.effects, cable, done.cable);
    add_names(done.effects, cable, done.cable, given);
    std::vector<Effect> effects = done.effects;
    for (int round = 0; takes_out(effects); ++round) {
        if (round == kRounds) {
            throw RedactionError(cable + ": there is no end of redacting it");
        }
        text.header = with_marks(text.header, cuts_of(effects, Part::Header));
        text.body = with_marks(text.body, cuts_of(effects, Part::Body));
        for (std::string* beside : {&given.subject, &given.origin, &given.classification}) {
            *beside = masked(cable, *beside);
        }
        done.cable = parse::parse_cable(text, given);
        effects.clear();
        add_names(effects, cable, done.cable, given);
        keep_new(effects, done.effects);
    }
    if (takes_out(done.effects)) {
        done.fingerprint = hex(sha256(text.header + '\0' + text.body + '\0' + given.subject + '\0' +
                                      given.origin + '\0' + given.classification));
        const std::vector<std::string> leaks = leaks_in_view(cable, done.cable);
        if (!leaks.empty()) {
            throw RedactionError(leaks[0]);
        }
    }
    return done;
}

std::vector<std::string> Redactor::leaks_in_view(const std::string& cable, const Cable& view)
{
    std::vector<std::string> leaks;
    const std::string text = to_json(view);
    json::each_text(json::parse(text), [&](std::string_view key, std::string_view value) {
        for (const Found& found : find_all(value)) {
            if (rules_->applies(found.redaction, cable) &&
                !rules_->is_refused_in(found.redaction, cable)) {
                leaks.push_back(
                    fmt::format("{}: what redaction {} takes out still stands in its {}", cable,
                                rules_->redactions()[found.redaction].number, key));
            }
        }
    });
    return leaks;
}

} // namespace chancery::redact
