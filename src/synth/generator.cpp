#include "synth/generator.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "synth/draft.hpp"
#include "synth/names.hpp"

namespace chancery::synth {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Damage::Count)> kDamageNames = {
    "ampersand quotes",
    "comma apostrophe",
    "parenthesis dash",
    "asterisk dash",
    "question apostrophe",
    "split word",
    "SIPDIS inside",
    "repeated line",
    "page line run in",
    "classification word",
    "misspelt tag",
    "run-together tags",
    "lost number",
    "damaged mark",
    "broken reason",
    "odd order",
    "truncated",
    "missing classification",
    "letter quotes",
    "question dash",
    "garble",
    "unchanged line",
    "page line cut",
    "page line in head",
    "page mark",
    "page mark in addresses",
    "repeated head",
    "number in line",
    "spilt row",
    "newspaper fields",
    "swapped body",
    "captions on line",
    "odd header",
    "odd order line",
    "odd TAGS label",
    "odd SUBJECT label",
    "missing subject",
    "fields on one line",
    "odd reasons",
    "SQL text",
    "counter at signer"};

// Lengths of header and body at every 64th of the cables: a log-normal distribution around 5 kB, as whole numbers so
// that every machine draws the same.
constexpr std::uint32_t kLengths[] = {
    345,   901,   1137,  1321,  1480,  1624,  1759,  1887,  2011,  2132,  2251,  2367,  2483,
    2598,  2713,  2828,  2944,  3060,  3177,  3295,  3415,  3537,  3660,  3785,  3913,  4044,
    4177,  4313,  4452,  4595,  4742,  4894,  5049,  5210,  5376,  5548,  5727,  5912,  6105,
    6306,  6516,  6736,  6967,  7209,  7466,  7737,  8026,  8333,  8662,  9015,  9398,  9813,
    10268, 10770, 11329, 11958, 12675, 13507, 14494, 15699, 17230, 19300, 22411, 28289, 52000};

std::size_t draw_length(Random& random)
{
    const std::uint32_t step = random.below(std::size(kLengths) - 1);
    return kLengths[step] + random.below(kLengths[step + 1] - kLengths[step]);
}

// Shares of the release: 75,792 unclassified, 58,095 of them for official use only, 97,070 and 4,678 confidential, 11,322
// and 4,330 secret.
void choose_classification(Draft& draft)
{
    static constexpr unsigned kShares[] = {7579, 5810, 9707, 468, 1132, 433};
    static constexpr std::string_view kLabels[] = {
        "UNCLASSIFIED", "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "CONFIDENTIAL", "CONFIDENTIAL//NOFORN",
        "SECRET",       "SECRET//NOFORN"};
    const std::size_t hit = draft.random.share(kShares);
    draft.level = static_cast<Level>(hit / 2);
    draft.sensitive = hit == 1;
    draft.noforn = hit == 3 || hit == 5;
    draft.cable.classification = kLabels[hit];
}

HeaderForm choose_header_form(Draft& draft)
{
    Random& random = draft.random;
    if (draft.when.year < 2000) {
        return random.chance(850) ? HeaderForm::DateTimeGroup : HeaderForm::Distribution;
    }
    if (draft.when.year <= 2005 && random.chance(290)) {
        return HeaderForm::PartialExtract;
    }
    return random.chance(37)   ? HeaderForm::DateTimeGroup
           : random.chance(15) ? HeaderForm::Distribution
                               : HeaderForm::Transmission;
}

void choose_shape(Draft& draft)
{
    Random& random = draft.random;
    Truth& truth = draft.cable.truth;
    const int year = draft.when.year;
    static constexpr unsigned kStyles[] = {575, 416, 9};
    truth.style = year < 2000 ? TextStyle::Teletype : static_cast<TextStyle>(random.share(kStyles));
    truth.header_form = choose_header_form(draft);
    const bool teletype = truth.style == TextStyle::Teletype;
    draft.old_forms = year < 1996;
    draft.capitals = teletype && random.chance(year < 1996 ? 900 : year < 2006 ? 120 : 25);
    draft.spare_blank = teletype && random.chance(760);
    draft.two_blanks = teletype && random.chance(600);
    draft.relay = random.chance(722); // 806 of 1,116
    draft.page_lines = year >= 2000 && random.chance(draft.relay ? 900 : 450);
    draft.width = static_cast<std::size_t>(random.between(60, 70));
    draft.target = draw_length(random);
    draft.cable.latin1 = teletype && random.chance(600);
}

// Releases came in batches: a few small ones from November 2010 on, then large ones until the end of August 2011.
Instant draw_release(Random& random)
{
    struct Batch {
        Civil first;
        int days;
        unsigned share;
    };
    static constexpr Batch kBatches[] = {{{2010, 11, 28, 18, 0, 0}, 34, 40},
                                         {{2011, 1, 2, 20, 0, 0}, 119, 60},
                                         {{2011, 5, 2, 20, 0, 0}, 90, 100},
                                         {{2011, 8, 22, 0, 0, 0}, 9, 800}};
    static constexpr unsigned kShares[] = {40, 60, 100, 800};
    const Batch& batch = kBatches[random.share(kShares)];
    const auto begin = make_instant(batch.first);
    CHECK(begin.has_value());
    const int day = random.between(0, batch.days - 1);
    const std::int64_t seconds = std::int64_t{day} * 86'400 + std::int64_t{day} * 7 % 4 * 3600 +
                                 std::int64_t{day} * 13 % 60 * 60;
    return instant_from_seconds(seconds_since_epoch(*begin) + seconds);
}

// A country has a standing cast of officials, drawn by small numbers: they come back in many cables.
Contact make_contact(Draft& draft, std::size_t place)
{
    Random& random = draft.random;
    const Grammar& grammar = Grammar::get();
    const std::size_t culture = draft.scene.culture;
    Contact contact;
    const bool official = place == 0 ? random.chance(800) : random.chance(500);
    const std::uint64_t standing = random.below(24);
    Random fixed(official && random.chance(550)
                     ? mix(mix(culture, static_cast<unsigned char>(draft.scene.country.back())),
                           mix(standing, draft.scene.country.size()))
                     : random.next());
    contact.surname = draw_surname(culture, fixed);
    contact.name = given_name(culture, fixed.next() >> 8U) + " " + contact.surname;
    if (official) {
        const auto& titles = grammar.list("title");
        const auto& portfolios = grammar.list("portfolio");
        contact.title = titles[fixed.below(titles.size())];
        const bool minister = contact.title.ends_with("Minister");
        contact.title += minister ? " of " : " for ";
        contact.title += portfolios[fixed.below(portfolios.size())];
    } else {
        const auto& titles = grammar.list("civil_title");
        contact.title = titles[fixed.below(titles.size())];
    }
    return contact;
}

void set_scene(Draft& draft)
{
    Scene& scene = draft.scene;
    Random& random = draft.random;
    const std::size_t themes = Grammar::get().themes();
    scene.theme = random.below(themes);
    scene.second_theme = random.below(themes);
    // The Department and the missions to organizations write about any country.
    const auto& posts = reference().posts;
    const bool abroad = draft.post.is_department || draft.post.tag.empty() || random.chance(40);
    const Post* drawn = abroad ? &posts[random.below(posts.size())] : &draft.post;
    while (drawn->tag.empty()) { // travelling delegations have no country
        drawn = &posts[random.below(posts.size())];
    }
    const Post& about = *drawn;
    scene.country = about.country;
    scene.city = about.city;
    scene.culture = culture_of(about.iso);
    scene.minute = draft.plan[draft.index].minute;
    scene.gox = std::string("GO") + scene.country.front();
    scene.post = draft.post.origin.starts_with("Consulate") ? "Consulate"
                 : draft.post.is_department                 ? "the Department"
                 : draft.post.origin.starts_with("Embassy") ? "Embassy"
                                                            : "Mission";
    scene.reftel = random.chance(800) ? "reftel" : "ref A";
    const std::size_t contacts = 2 + random.below(5);
    for (std::size_t i = 0; i < contacts; ++i) {
        scene.contacts.push_back(make_contact(draft, i));
    }
}

void decide(Draft& draft, const Options& options)
{
    draft.damaged = options.damage == WithDamage::Yes;
    SynthCable& cable = draft.cable;
    cable.index = draft.index;
    cable.id = draft.plan.id(draft.index);
    cable.created = draft.plan[draft.index].created();
    cable.origin = draft.post.origin;
    cable.origin_number = draft.plan[draft.index].post + 1;
    choose_classification(draft);
    choose_shape(draft);
    cable.released = draw_release(draft.random);
    set_scene(draft);
}

// Cut somewhere in its last third, as 18 of 1,295 bodies are.
void truncate(Draft& draft, std::string& body)
{
    if (body.size() < 3000 || !draft.damage(Damage::Truncated, 14)) {
        return;
    }
    std::size_t cut = body.size() - draft.random.below(body.size() / 3) - 1;
    while (cut > 0 && (!is_alnum(body[cut - 1]) || !is_alnum(body[cut]))) {
        --cut;
    }
    body.resize(cut);
    body += "...";
    draft.cable.truth.signers.clear();
    draft.cable.truth.end_marks.clear();
}

int sections_for(std::size_t characters)
{
    return 1 + static_cast<int>(characters / 4300);
}

std::size_t length_of(const std::vector<Block>& blocks)
{
    std::size_t sum = 0;
    for (const Block& block : blocks) {
        sum += block.label.size() + block.text.size() + 4;
    }
    return sum;
}

// Telegrams of the time before about 1996 were cut by the page, and their sections often begin with the head again.
void choose_sections(Draft& draft, std::size_t characters)
{
    draft.cable.truth.sections = sections_for(characters);
    draft.page_marks = draft.old_forms && draft.cable.truth.sections > 1;
}

} // namespace

std::string_view damage_name(Damage damage)
{
    return kDamageNames[static_cast<std::size_t>(damage)];
}

bool Truth::has(Damage damage) const
{
    return std::find(damages.begin(), damages.end(), damage) != damages.end();
}

bool Draft::quirk(Damage kind, unsigned per_mille)
{
    return quirks.chance(per_mille) && damage(kind, 1000);
}

bool Draft::damage(Damage kind, unsigned per_mille)
{
    // Certain damage draws nothing.
    const bool hit = (per_mille >= 1000 || random.chance(per_mille)) && damaged;
    if (hit && !cable.truth.has(kind)) {
        auto& damages = cable.truth.damages;
        damages.insert(std::upper_bound(damages.begin(), damages.end(), kind), kind);
    }
    return hit;
}

std::string spaced(std::string_view word)
{
    std::string result;
    for (const char c : word) {
        result += c;
        result += ' ';
    }
    result.pop_back();
    return result;
}

std::string_view level_word(Level level)
{
    return level == Level::Secret         ? "SECRET"
           : level == Level::Confidential ? "CONFIDENTIAL"
                                          : "UNCLASSIFIED";
}

Generator::Generator(Options options, std::size_t count) : options_(options)
{
    if (count > kMaxCount) {
        throw UsageError(fmt::format("cannot make {} cables: at most {}", count, kMaxCount));
    }
    plan_ = std::make_unique<const Plan>(options.seed, count);
}
Generator::~Generator() = default;
Generator::Generator(Generator&&) noexcept = default;
Generator& Generator::operator=(Generator&&) noexcept = default;

std::size_t Generator::count() const
{
    return plan_->size();
}
std::string Generator::id(std::size_t index) const
{
    return plan_->id(index);
}

SynthCable Generator::cable(std::size_t index) const
{
    return make(index, Swap::Maybe);
}

SynthCable Generator::make(std::size_t index, Swap swap) const
{
    CHECK(index < count());
    Draft draft(*plan_, index, options_.seed);
    decide(draft, options_);
    constexpr std::size_t kUsualHead = 900; // header and head of the body
    std::vector<Block> blocks =
        write_prose(draft, std::max<std::size_t>(draft.target, kUsualHead + 120) - kUsualHead);
    damage_prose(draft, blocks);
    choose_sections(draft, length_of(blocks));
    draft.cable.header = write_header(draft);
    std::string body = write_head(draft);
    lay_out(draft, blocks, body);
    truncate(draft, body);
    damage_body(draft, body);
    draft.cable.body = std::move(body);
    CHECK(draft.cable.header.size() + draft.cable.body.size() <= kMaxCableBytes);
    if (swap == Swap::Maybe && count() > 1 && draft.quirk(Damage::SwappedBody, 4)) {
        draft.cable.page_body = make((index + 1) % count(), Swap::No).body;
    }
    return std::move(draft.cable);
}

} // namespace chancery::synth
