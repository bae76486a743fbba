#include "redact/matcher.hpp"

#include <algorithm>
#include <map>
#include <new>

#include <hs/hs.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace chancery::redact {

namespace {

bool parts_words(UChar32 c)
{
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(c, &error)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARMENIAN:
    case USCRIPT_COMMON: // digits
        return true;
    default:
        return false;
    }
}

UChar32 first_of(std::string_view text)
{
    std::int32_t at = 0;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, static_cast<std::int32_t>(text.size()), c);
    return c;
}

UChar32 last_of(std::string_view text)
{
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
        --at;
    }
    return first_of(text.substr(at));
}

struct Candidate {
    std::uint32_t literal = 0;
    std::size_t end = 0; // of its beginning
};

std::string_view beginning(std::string_view letters)
{
    return letters.substr(0, kLiteralBytes);
}

int on_match(unsigned id, unsigned long long, unsigned long long to, unsigned, void* context)
{
    static_cast<std::vector<Candidate>*>(context)->push_back({id, static_cast<std::size_t>(to)});
    return 0;
}

} // namespace

bool is_long_enough(std::string_view name)
{
    const std::vector<std::string> spelt = spellings(name);
    return !spelt.empty() && spelt[0].size() >= kMinNameBytes;
}

struct NameSet::Database {
    hs_database_t* handle = nullptr;

    explicit Database(const std::vector<Literal>& literals)
    {
        std::vector<const char*> texts;
        std::vector<std::size_t> sizes;
        std::vector<unsigned> ids;
        for (const Literal& literal : literals) {
            texts.push_back(literal.letters.data());
            sizes.push_back(beginning(literal.letters).size());
            ids.push_back(static_cast<unsigned>(ids.size()));
        }
        const std::vector<unsigned> flags(texts.size(), 0);
        hs_compile_error_t* error = nullptr;
        if (hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(),
                                 static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr,
                                 &handle, &error) != HS_SUCCESS) {
            const std::string reason = error != nullptr ? error->message : "no reason given";
            hs_free_compile_error(error);
            throw UsageError("the names cannot be looked for: " + reason);
        }
    }
    ~Database() { hs_free_database(handle); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    Database(Database&&) = delete;
    Database& operator=(Database&&) = delete;
};

NameSet::NameSet() = default;
NameSet::~NameSet() = default;

std::shared_ptr<const NameSet> NameSet::of(const std::vector<std::string>& names)
{
    std::shared_ptr<NameSet> set(new NameSet());
    std::map<std::pair<std::string, bool>, std::uint32_t>
        numbers; // by letters and whether it may go on
    for (std::uint32_t name = 0; name < names.size(); ++name) {
        const std::string_view written = trim(names[name]);
        const bool goes_on = written.ends_with('*');
        const bool is_free = words(written).size() > 1;
        for (const std::string& letters : spellings(written)) {
            if (letters.size() < kMinNameBytes) {
                continue;
            }
            const auto [at, is_new] =
                numbers.emplace(std::pair(letters + (is_free ? " " : ""), goes_on),
                                static_cast<std::uint32_t>(set->literals_.size()));
            if (is_new) {
                const bool free = is_free && letters.size() >= kFreeLetters;
                set->literals_.push_back({letters,
                                          free || !parts_words(first_of(letters)),
                                          free || goes_on || !parts_words(last_of(letters)),
                                          {}});
            }
            set->literals_[at->second].names.push_back(name);
        }
    }
    if (!set->literals_.empty()) {
        set->database_ = std::make_unique<Database>(set->literals_);
    }
    return set;
}

struct NameFinder::Scratch {
    hs_scratch_t* handle = nullptr;
    std::vector<Candidate> candidates;
    ~Scratch() { hs_free_scratch(handle); }
};

NameFinder::NameFinder(std::shared_ptr<const NameSet> names)
    : names_(std::move(names)), scratch_(std::make_unique<Scratch>())
{
    if (names_->database_ &&
        hs_alloc_scratch(names_->database_->handle, &scratch_->handle) != HS_SUCCESS) {
        throw std::bad_alloc();
    }
}

NameFinder::~NameFinder() = default;
NameFinder::NameFinder(NameFinder&&) noexcept = default;
NameFinder& NameFinder::operator=(NameFinder&&) noexcept = default;

std::vector<NameHit> NameFinder::find(std::string_view text)
{
    reader_.read(text, letters_);
    std::vector<NameHit> hits;
    if (!names_->database_ || letters_.text.empty()) {
        return hits;
    }
    scratch_->candidates.clear();
    CHECK(hs_scan(names_->database_->handle, letters_.text.data(),
                  static_cast<unsigned>(letters_.text.size()), 0, scratch_->handle, on_match,
                  &scratch_->candidates) == HS_SUCCESS);
    const std::size_t size = letters_.text.size();
    const auto has = [&](std::size_t at, Letters::Flag flag) {
        return (letters_.flags[at] & flag) != 0;
    };
    const auto ends_word = [&](std::size_t end) {
        if (has(end - 1, Letters::kWordEnd)) {
            return true;
        }
        const std::string_view rest(letters_.text.data() + end,
                                    std::min<std::size_t>(2, size - end));
        return (rest.starts_with('s') && has(end, Letters::kWordEnd)) ||
               (rest == "es" && has(end + 1, Letters::kWordEnd));
    };
    for (const Candidate& candidate : scratch_->candidates) {
        const NameSet::Literal& literal = names_->literals_[candidate.literal];
        const std::size_t first = candidate.end - beginning(literal.letters).size();
        const std::size_t last = first + literal.letters.size();
        const bool is_there = last <= size && letters_.text.compare(first, literal.letters.size(),
                                                                    literal.letters) == 0;
        const bool whole_characters = is_there && has(first, Letters::kLetterStart) &&
                                      (last == size || has(last, Letters::kLetterStart));
        if (whole_characters && (literal.free_start || has(first, Letters::kWordStart)) &&
            (literal.free_end || ends_word(last))) {
            for (const std::uint32_t name : literal.names) {
                hits.push_back(
                    {name,
                     letters_.place(first, last),
                     {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)}});
            }
        }
    }
    std::ranges::sort(hits, [](const NameHit& a, const NameHit& b) {
        return std::tie(a.at.from, a.name, b.at.to) < std::tie(b.at.from, b.name, a.at.to);
    });
    const auto [end, last] = std::ranges::unique(hits, [](const NameHit& a, const NameHit& b) {
        return a.at.from == b.at.from && a.name == b.name;
    });
    hits.erase(end, last);
    return hits;
}

} // namespace chancery::redact
