#include "search_queries.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/check.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "synth/names.hpp"

namespace chancery::bench {

namespace {

using index::Field;

constexpr std::size_t kMostTries = 200'000; // to find one more question that is not there yet

bool is_plain(std::string_view word, std::size_t least)
{
    return word.size() >= least &&
           std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::string origin_of(const index::IndexedCable& cable)
{
    const auto found = std::ranges::find(cable.attributes, Field::Origin, &index::Attribute::field);
    return found == cable.attributes.end() ? "" : found->value;
}

// 18 months around a moment.
void set_months(Question& question, std::int64_t around, unsigned before)
{
    constexpr int kMonths = 18;
    const Civil at = civil(instant_from_seconds(around));
    const int first = at.year * 12 + static_cast<int>(at.month) - 1 - static_cast<int>(before);
    const auto start_of = [](int month) {
        return make_instant({month / 12, static_cast<unsigned>(month % 12) + 1, 1}).value();
    };
    question.first_month = format_month(start_of(first));
    question.last_month = format_month(start_of(first + kMonths - 1));
    question.from = seconds_since_epoch(start_of(first));
    question.to = seconds_since_epoch(start_of(first + kMonths));
}

} // namespace

std::string_view name_of(Class kind)
{
    switch (kind) {
    case Class::Rare:
        return "rare word";
    case Class::Middling:
        return "middling word";
    case Class::Common:
        return "common word";
    case Class::AndTwo:
        return "and of 2";
    case Class::OrTwo:
        return "or of 2";
    case Class::OrFour:
        return "or of 4";
    case Class::Phrase:
        return "phrase";
    case Class::CommonPhrase:
        return "phrase, common words";
    case Class::Prefix:
        return "prefix";
    case Class::Filtered:
        return "word, origin, dates";
    case Class::Fuzzy:
        return "fuzzy";
    case Class::Wildcard:
        return "wildcard inside";
    }
    return "";
}

std::string text_of(const Question& question, Reading reading)
{
    const std::string_view exact = reading == Reading::Exact ? "=" : "";
    std::vector<std::string> words;
    for (const std::string& word : question.words) {
        words.push_back(fmt::format("{}{}", exact, word));
    }
    switch (question.form) {
    case Form::All:
        return fmt::format("{}", fmt::join(words, " "));
    case Form::Any:
        return fmt::format("{}", fmt::join(words, " OR "));
    case Form::Phrase:
        return fmt::format("{}\"{}\"", exact, fmt::join(question.words, " "));
    case Form::Prefix:
        return question.words[0] + "*";
    case Form::Filtered:
        return fmt::format("{} origin:=\"{}\" created:{}..{}", words[0], question.origin,
                           question.first_month, question.last_month);
    case Form::Pattern:
        return question.words[0];
    }
    return {};
}

QuestionMaker::QuestionMaker(const index::Segment& segment,
                             const std::vector<index::IndexedCable>& sample, std::uint64_t seed)
    : segment_(segment), sample_(sample), random_(seed)
{
    for (index::DictionaryCursor at(segment.words(), "a"); !at.at_end() && at.term() < "{";
         at.next()) {
        const double share = static_cast<double>(at.entry().count) / segment.cables();
        if (is_plain(at.term(), 3) && share > 0.2) {
            common_.push_back(at.term());
        } else if (is_plain(at.term(), 4) && share >= 0.005 && share <= 0.02) {
            middling_.push_back(at.term());
        } else if (is_plain(at.term(), 4) && at.entry().count >= 2 && at.entry().count <= 20) {
            rare_.push_back(at.term());
        }
    }
    CHECK(!rare_.empty() && !middling_.empty() && !common_.empty());
}

std::vector<Question> QuestionMaker::questions(Class kind, std::size_t count)
{
    std::vector<Question> out;
    std::set<std::string> known;
    for (std::size_t tries = 0; out.size() < count && tries < kMostTries; ++tries) {
        Question question = make(kind);
        if (!question.words.empty() && known.insert(text_of(question, Reading::Stemmed)).second) {
            out.push_back(std::move(question));
        }
    }
    return out;
}

std::vector<Question> QuestionMaker::names(std::size_t count)
{
    constexpr std::array kCountries{"GT", "MX", "BR", "FR", "DE", "IT", "TR", "RU",
                                    "EG", "NG", "KE", "IN", "TH", "JP", "BI", "KZ"};
    std::vector<Question> out;
    std::set<std::string> known;
    for (std::size_t tries = 0; out.size() < count && tries < 100 * count; ++tries) {
        const std::size_t culture = synth::culture_of(kCountries[random_.below(kCountries.size())]);
        const std::string name = lower(synth::draw_person(culture, random_));
        const std::size_t blank = name.find(' ');
        if (blank == std::string::npos) {
            continue;
        }
        const std::string first = name.substr(0, blank);
        const std::string last = name.substr(blank + 1);
        if (is_plain(first, 2) && is_plain(last, 2) && known.insert(name).second) {
            out.push_back({.form = Form::Phrase, .words = {first, last}});
        }
    }
    return out;
}

// Without words where chance did not find any.
Question QuestionMaker::make(Class kind)
{
    switch (kind) {
    case Class::Rare:
        return {.words = {word(rare_)}};
    case Class::Middling:
        return {.words = {word(middling_)}};
    case Class::Common:
        return {.words = {word(common_)}};
    case Class::AndTwo:
        return {.words = {word(middling_), word(common_)}};
    case Class::OrTwo:
        return {.form = Form::Any, .words = {word(middling_), word(common_)}};
    case Class::OrFour:
        return {.form = Form::Any,
                .words = {word(middling_), word(middling_), word(common_), word(common_)}};
    case Class::Phrase:
    case Class::CommonPhrase:
        return phrase(kind);
    case Class::Prefix:
        return {.form = Form::Prefix, .words = {word(middling_).substr(0, 4)}};
    case Class::Filtered:
        return filtered();
    case Class::Fuzzy: {
        std::string wrong = word(middling_);
        wrong[1 + random_.below(wrong.size() - 1)] = static_cast<char>('a' + random_.below(26));
        return {.form = Form::Pattern, .words = {"~" + wrong}};
    }
    case Class::Wildcard: {
        const std::string whole = word(middling_);
        if (whole.size() < 6) {
            return {};
        }
        return {.form = Form::Pattern,
                .words = {whole.substr(0, 2) + "*" + whole.substr(whole.size() - 3)}};
    }
    }
    return {};
}

// Words that stand in a row somewhere, in one passage.
Question QuestionMaker::phrase(Class kind)
{
    index::CableWords cable;
    const index::IndexedCable& entry = sample_[random_.below(sample_.size())];
    cable.read(entry, analyzer_);
    const std::vector<index::Token>& tokens = cable.tokens().list;
    const std::size_t size = (kind == Class::Phrase ? 2 : 3) + random_.below(2);
    for (int tries = 0; tries < 100 && tokens.size() > size; ++tries) {
        const std::size_t at = random_.below(tokens.size() - size);
        std::vector<std::string> words;
        for (std::size_t i = at; i < at + size; ++i) {
            if (tokens[i].position == tokens[at].position + (i - at)) {
                words.emplace_back(cable.tokens().word(tokens[i]));
            }
        }
        if (words.size() == size && fits(kind, words)) {
            return {.form = Form::Phrase, .words = std::move(words)};
        }
    }
    return {};
}

bool QuestionMaker::fits(Class kind, const std::vector<std::string>& words) const
{
    const auto share = [&](const std::string& word) {
        return static_cast<double>(cables_with(word)) / segment_.cables();
    };
    if (!std::ranges::all_of(words, [](const std::string& word) { return is_plain(word, 2); })) {
        return false;
    }
    if (kind == Class::Phrase) {
        return std::ranges::all_of(words,
                                   [&](const std::string& word) { return share(word) < 0.2; });
    }
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (share(words[i - 1]) > 0.5 && share(words[i]) > 0.5) {
            return true;
        }
    }
    return false;
}

// A word of a cable and where it came from: at least that cable is found.
Question QuestionMaker::filtered()
{
    const index::IndexedCable& entry = sample_[random_.below(sample_.size())];
    const std::string origin = origin_of(entry);
    index::CableWords cable;
    cable.read(entry, analyzer_);
    const std::vector<index::Token>& tokens = cable.tokens().list;
    if (!entry.created || origin.empty() || tokens.empty()) {
        return {};
    }
    const std::string word(cable.tokens().word(tokens[random_.below(tokens.size())]));
    const double share = static_cast<double>(cables_with(word)) / segment_.cables();
    if (!is_plain(word, 4) || share < 0.005 || share > 0.2) {
        return {};
    }
    Question question{.form = Form::Filtered, .words = {word}, .origin = origin};
    set_months(question, *entry.created, random_.below(18));
    return question;
}

std::string QuestionMaker::word(const std::vector<std::string>& list)
{
    return list[random_.below(list.size())];
}

std::uint32_t QuestionMaker::cables_with(const std::string& word) const
{
    const auto entry = segment_.words().find(word);
    return entry ? entry->count : 0;
}

} // namespace chancery::bench
