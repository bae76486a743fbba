// Named attacks on the parser (attacks.hpp). Time and memory must be linear in the text, whatever
// stands in it, and no attack may cost much more for a byte than an ordinary cable does.
//
// Times are of this thread's processor, compared with each other and never with a clock on the wall,
// and measured again where they look bad, so that a slow or busy machine does no harm. bench/parse
// prints the same ratios.
#include <ctime>

#include <algorithm>

#include <gtest/gtest.h>

#include "cable/cable_json.hpp"
#include "parse/attacks.hpp"
#include "parse/check_cable.hpp"
#include "parse/parse.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kSmall = 16U << 10U;
constexpr std::size_t kLarge = 8 * kSmall;
constexpr double kMostGrowth = 24;  // for eight times the text; a square grows 64-fold
constexpr double kMostPerByte = 20; // times an ordinary cable
constexpr int kRuns = 2;
constexpr int kTries = 4;
constexpr std::size_t kMostJsonPerByte = 64;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kTimesMeanSomething = false;
#else
constexpr bool kTimesMeanSomething = true;
#endif

double thread_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// The better of a few runs.
double seconds_to_parse(const std::string& text)
{
    double best = 1e9;
    for (int run = 0; run < kRuns; ++run) {
        const double start = thread_seconds();
        const Cable cable = parse_cable(split_text(text));
        best = std::min(best, thread_seconds() - start);
        EXPECT_EQ(cable.sections < 1, false);
    }
    return best;
}

double typical_seconds_per_byte()
{
    const std::string cable = typical_telegram();
    const std::size_t times = kLarge / cable.size();
    const double start = thread_seconds();
    for (std::size_t i = 0; i < times; ++i) {
        const Cable parsed = parse_cable(split_text(cable));
        EXPECT_FALSE(parsed.id.empty());
    }
    return (thread_seconds() - start) / static_cast<double>(times * cable.size());
}

struct Cost {
    double growth = 0;
    double per_byte = 0; // times an ordinary cable's
    bool fine() const { return growth <= kMostGrowth && per_byte <= kMostPerByte; }
};

Cost cost_of(const Attack& attack)
{
    const double small = seconds_to_parse(attack.text(kSmall));
    const double large = seconds_to_parse(attack.text(kLarge));
    constexpr double kNoise = 200e-6; // below it a growth says nothing
    return {large / std::max(small, kNoise),
            large / static_cast<double>(kLarge) / typical_seconds_per_byte()};
}

std::string name_of_test(const ::testing::TestParamInfo<Attack>& test)
{
    std::string name(test.param.name);
    std::replace_if(name.begin(), name.end(), [](char c) { return !is_alnum(c); }, '_');
    return name;
}

class Attacks : public ::testing::TestWithParam<Attack> {};

} // namespace

TEST_P(Attacks, AreParsedAsWellAsAnythingElse)
{
    const std::string text = GetParam().text(kSmall);
    const CableText parts = split_text(text);
    EXPECT_TRUE(text.ends_with(parts.body));
    looks_like_cable(parts);
    const Cable cable = parse_cable(parts);
    check_cable(cable);
    EXPECT_EQ(parse_cable(parts), cable);
}

TEST_P(Attacks, TakeMemoryInProportion)
{
    const std::string text = GetParam().text(kLarge);
    const std::string json = to_json(parse_cable(split_text(text)));
    EXPECT_LE(json.size(), kMostJsonPerByte * text.size());
}

TEST_P(Attacks, TakeTimeInProportion)
{
    if (!kTimesMeanSomething) {
        GTEST_SKIP() << "skipped: times under a sanitizer say nothing";
    }
    Cost cost = cost_of(GetParam());
    for (int i = 1; i < kTries && !cost.fine(); ++i) {
        cost = cost_of(GetParam());
    }
    EXPECT_LE(cost.growth, kMostGrowth) << "time for eight times the text";
    EXPECT_LE(cost.per_byte, kMostPerByte) << "time of a byte, as times of an ordinary cable's";
}

INSTANTIATE_TEST_SUITE_P(Parse, Attacks, ::testing::ValuesIn(attacks()), name_of_test);

TEST(Attack, HasTheSizeThatIsAskedFor)
{
    for (const Attack& attack : attacks()) {
        const std::size_t size = attack.text(kSmall).size();
        EXPECT_GE(size, kSmall) << attack.name;
        EXPECT_LE(size, kSmall + 1000) << attack.name;
    }
}

TEST(Attack, IsComparedWithACableThatHasEverything)
{
    const Cable cable = parse_cable(split_text(typical_telegram()));
    EXPECT_EQ(cable.id, "09LIMA300");
    EXPECT_EQ(cable.paragraphs.size(), 13U);
    EXPECT_FALSE(cable.summary.empty());
    EXPECT_FALSE(cable.comment.empty());
    EXPECT_EQ(cable.references.size(), 2U);
    EXPECT_EQ(cable.signature, std::vector<std::string>{"HOLT"});
    EXPECT_TRUE(cable.findings.empty());
}

} // namespace chancery::parse
