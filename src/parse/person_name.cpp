#include "parse/person_name.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "cable/reference_data.hpp"
#include "parse/scan.hpp"

namespace chancery::parse {

namespace {

constexpr std::size_t kMostWords = 60; // who classified is said in a line or two
constexpr std::size_t kLongestSymbol = 5;

// Words of titles and offices, and the small words between them.
constexpr std::array<std::string_view, 231> kTitleWords = {"A",
                                                           "A.I",
                                                           "ABROAD",
                                                           "ACTING",
                                                           "ACTION",
                                                           "ADCM",
                                                           "ADDRESS",
                                                           "ADM",
                                                           "ADMIN",
                                                           "ADMINISTRATION",
                                                           "ADMINISTRATIVE",
                                                           "ADMINISTRATOR",
                                                           "ADMIRAL",
                                                           "ADVISER",
                                                           "ADVISOR",
                                                           "AFFAIRES",
                                                           "AFFAIRS",
                                                           "AGENT",
                                                           "AGRICULTURAL",
                                                           "AGRICULTURE",
                                                           "AI",
                                                           "AID",
                                                           "AIDE",
                                                           "AIT",
                                                           "AMB",
                                                           "AMBASSADOR",
                                                           "AMCONGEN",
                                                           "AMCONSUL",
                                                           "AMEMBASSY",
                                                           "AN",
                                                           "ANALYST",
                                                           "AND",
                                                           "AREA",
                                                           "ARMS",
                                                           "ARMY",
                                                           "AS",
                                                           "ASIAN",
                                                           "ASSISTANCE",
                                                           "ASSISTANT",
                                                           "ASSOC",
                                                           "ASSOCIATE",
                                                           "ASST",
                                                           "AT",
                                                           "ATTACHE",
                                                           "AUTHORITY",
                                                           "BG",
                                                           "BRANCH",
                                                           "BRIGADIER",
                                                           "BUREAU",
                                                           "BY",
                                                           "CAPT",
                                                           "CAPTAIN",
                                                           "CDA",
                                                           "CDR",
                                                           "CENTER",
                                                           "CG",
                                                           "CHAIR",
                                                           "CHAIRMAN",
                                                           "CHARGE",
                                                           "CHIEF",
                                                           "CLASSIFIED",
                                                           "COL",
                                                           "COLONEL",
                                                           "COMMANDER",
                                                           "COMMERCE",
                                                           "COMMERCIAL",
                                                           "COMMISSION",
                                                           "CONGEN",
                                                           "CONGENOFF",
                                                           "CONOFF",
                                                           "CONS",
                                                           "CONSUL",
                                                           "CONSULAR",
                                                           "CONSULATE",
                                                           "CONTROL",
                                                           "COORDINATOR",
                                                           "COS",
                                                           "COUNS",
                                                           "COUNSEL",
                                                           "COUNSELLOR",
                                                           "COUNSELOR",
                                                           "COUNSELOUR",
                                                           "COUNTER",
                                                           "COUNTERNARCOTICS",
                                                           "COUNTERTERRORISM",
                                                           "COUNTRY",
                                                           "CT",
                                                           "D'AFFAIRE",
                                                           "D'AFFAIRES",
                                                           "D'AFFARIES",
                                                           "DAFFAIRES",
                                                           "DAO",
                                                           "DAS",
                                                           "DATT",
                                                           "DCG",
                                                           "DCM",
                                                           "DCOS",
                                                           "DEFENSE",
                                                           "DELEGATE",
                                                           "DELEGATION",
                                                           "DEMOCRACY",
                                                           "DEPARTMENT",
                                                           "DEPT",
                                                           "DEPUTY",
                                                           "DESK",
                                                           "DEVELOPMENT",
                                                           "DHS",
                                                           "DIR",
                                                           "DIRECTOR",
                                                           "DIVISION",
                                                           "DOS",
                                                           "DR",
                                                           "DRAFTED",
                                                           "DRL",
                                                           "DS",
                                                           "EAST",
                                                           "EASTERN",
                                                           "ECON",
                                                           "ECONCHIEF",
                                                           "ECONCOUNS",
                                                           "ECONOFF",
                                                           "ECONOMIC",
                                                           "ECONOMICS",
                                                           "ECONOMIST",
                                                           "EMB",
                                                           "EMBASSY",
                                                           "EMINCOUNS",
                                                           "ENERGY",
                                                           "ENVIRONMENT",
                                                           "ENVIRONMENTAL",
                                                           "ENVOY",
                                                           "EST",
                                                           "ESTH",
                                                           "EXECUTIVE",
                                                           "EXTERNAL",
                                                           "FCO",
                                                           "FINANCE",
                                                           "FINANCIAL",
                                                           "FIRST",
                                                           "FOR",
                                                           "FOREIGN",
                                                           "FROM",
                                                           "FSO",
                                                           "GENERAL",
                                                           "GLOBAL",
                                                           "GOVERNMENT",
                                                           "GROUP",
                                                           "HEAD",
                                                           "HEALTH",
                                                           "HON",
                                                           "HUMAN",
                                                           "IN",
                                                           "INFORMATION",
                                                           "INTELLIGENCE",
                                                           "INTERESTS",
                                                           "INTERNAL",
                                                           "INTERNATIONAL",
                                                           "ISSUES",
                                                           "JUSTICE",
                                                           "LABOR",
                                                           "LAW",
                                                           "LEADER",
                                                           "LEGAL",
                                                           "LEGATT",
                                                           "LIAISON",
                                                           "LT",
                                                           "LTC",
                                                           "MAJOR",
                                                           "MANAGEMENT",
                                                           "MGT",
                                                           "MIDDLE",
                                                           "MIL",
                                                           "MILITARY",
                                                           "MIN",
                                                           "MINCOUNS",
                                                           "MINISTER",
                                                           "MINISTER-COUNSELOR",
                                                           "MISSION",
                                                           "MR",
                                                           "MRS",
                                                           "MS",
                                                           "NARCOTICS",
                                                           "NAS",
                                                           "NATIONAL",
                                                           "NAVY",
                                                           "NORTH",
                                                           "NUCLEAR",
                                                           "OF",
                                                           "OFC",
                                                           "OFF",
                                                           "OFFICE",
                                                           "OFFICER",
                                                           "OFFICIAL",
                                                           "ON",
                                                           "OSC",
                                                           "PAO",
                                                           "PDAS",
                                                           "PERMANENT",
                                                           "PERMREP",
                                                           "PO",
                                                           "POL",
                                                           "POLAD",
                                                           "POLCHIEF",
                                                           "POLCOUNS",
                                                           "POLCOUNSELOR",
                                                           "POLECON",
                                                           "POLICY",
                                                           "POLITICAL",
                                                           "POLITICAL-ECONOMIC",
                                                           "POLITICAL-MILITARY",
                                                           "POLMIL",
                                                           "POLMINCOUNS",
                                                           "POLOFF",
                                                           "COUN",
                                                           "COUNSELER",
                                                           "CONSELOR",
                                                           "ATTACH",
                                                           "AMBASSADOR-AT-LARGE",
                                                           "AVIATION",
                                                           "BORDER",
                                                           "BILATERAL",
                                                           "COMMUNICATIONS",
                                                           "CULTURAL",
                                                           "EDUCATION",
                                                           "EUROPEAN",
                                                           "FISCAL",
                                                           "GEOGRAPHIC",
                                                           "MARINE",
                                                           "MULTILATERAL",
                                                           "OPERATIONS",
                                                           "NONPROLIFERATION"};
constexpr std::array<std::string_view, 70> kMoreTitleWords = {"POST",
                                                              "PRESENCE",
                                                              "PRESIDENT",
                                                              "PRINCIPAL",
                                                              "PRM",
                                                              "PROGRAM",
                                                              "PROGRAMS",
                                                              "PROVINCIAL",
                                                              "PRT",
                                                              "PUBLIC",
                                                              "RECONSTRUCTION",
                                                              "REFUGEE",
                                                              "REGIONAL",
                                                              "RELATIONS",
                                                              "REP",
                                                              "REPRESENTATIVE",
                                                              "RESIDENT",
                                                              "RETIRED",
                                                              "RIGHTS",
                                                              "RPO",
                                                              "RSO",
                                                              "SCIENCE",
                                                              "SECOND",
                                                              "SECRETARY",
                                                              "SECSTATE",
                                                              "SECTION",
                                                              "SECURITY",
                                                              "SENIOR",
                                                              "SNR",
                                                              "SOUTH",
                                                              "SPECIAL",
                                                              "SR",
                                                              "STAFF",
                                                              "STATE",
                                                              "SUPERVISORY",
                                                              "TEAM",
                                                              "TECHNOLOGY",
                                                              "TEMPORARY",
                                                              "THE",
                                                              "THIRD",
                                                              "THROUGH",
                                                              "TO",
                                                              "TRADE",
                                                              "TRANSNATIONAL",
                                                              "TREASURY",
                                                              "U.S",
                                                              "UN",
                                                              "UNDER",
                                                              "UNDERSECRETARY",
                                                              "UNIT",
                                                              "UNITED",
                                                              "US",
                                                              "USAID",
                                                              "USDA",
                                                              "USDAO",
                                                              "USDOC",
                                                              "USEU",
                                                              "USINT",
                                                              "USMISSION",
                                                              "USNATO",
                                                              "USOSCE",
                                                              "USUN",
                                                              "USUNESCO",
                                                              "UNVIE",
                                                              "VICE",
                                                              "WEST",
                                                              "WESTERN",
                                                              "WITH",
                                                              "XO",
                                                              "D'"};

constexpr std::array<std::string_view, 34> kBureaus = {
    "AF",  "CA",  "EAP", "EB",  "ECA", "EEB", "EUR", "H",   "INL", "INR", "IO", "ISN",
    "L",   "NEA", "NP",  "NSC", "OES", "PA",  "PM",  "PPC", "SA",  "SCA", "VC", "VCI",
    "WHA", "OSD", "ODC", "MLO", "FAS", "FCS", "DEA", "FBI", "TSA", "CDC"};

constexpr std::array<std::string_view, 20> kParticles = {
    "DE",  "DEL", "DELLA", "DI",  "DA",  "DOS", "DU",  "LA", "LE", "LOS",
    "VAN", "VON", "DER",   "DEN", "TEN", "TER", "BIN", "AL", "EL", "ST"};
constexpr std::array<std::string_view, 8> kSuffixes = {"JR", "SR", "II",  "III",
                                                       "IV", "V",  "ESQ", "PHD"};
// How run-together titles begin or end: EconMinCouns, PolEconChief, ConGenOff.
constexpr std::array<std::string_view, 8> kTitleStarts = {
    "POL/", "ECON/", "POLECON", "POLMIL", "POLMIN", "ECONMIN", "CONGEN", "MINCOUNS"};
constexpr std::array<std::string_view, 6> kTitleEnds = {"COUNS", "COUNSELOR", "CHIEF",
                                                        "OFF",   "DIRECTOR",  "OFFICER"};

enum class WordKind : std::uint8_t { Title, Place, Particle, Suffix, Initial, Name, Other };

struct NameWord {
    std::string_view text; // without the punctuation behind it
    WordKind kind = WordKind::Other;
    bool breaks = false; // what follows is another phrase
};

// Words of posts' cities and countries: "Consul Recife", "Embassy Buenos Aires".
const std::unordered_set<std::string>& place_words()
{
    static const std::unordered_set<std::string> places = [] {
        std::unordered_set<std::string> found;
        for (const Post& post : reference_data().posts()) {
            for (const std::string& name : {post.city, post.country}) {
                for (const std::string_view word : words(name)) {
                    if (word.size() > 3) {
                        found.insert(upper(word));
                    }
                }
            }
        }
        return found;
    }();
    return places;
}

bool is_title(std::string_view capitals)
{
    if (const std::size_t hyphen = capitals.find('-');
        hyphen != std::string_view::npos && hyphen > 2 &&
        is_one_of(kTitleWords, capitals.substr(0, hyphen))) { // Ambassador-at-large
        return true;
    }
    if (is_one_of(kTitleWords, capitals) || is_one_of(kMoreTitleWords, capitals) ||
        is_one_of(kBureaus, capitals)) {
        return true;
    }
    return std::any_of(kTitleStarts.begin(), kTitleStarts.end(),
                       [&](auto start) { return capitals.starts_with(start); }) ||
           std::any_of(kTitleEnds.begin(), kTitleEnds.end(), [&](auto end) {
               return capitals.size() > end.size() + 2 && capitals.ends_with(end);
           });
}

bool is_initial(std::string_view word)
{
    if (word.empty() || !is_alpha(word[0])) {
        return false;
    }
    if (word.size() == 1) {
        return true;
    }
    for (std::size_t i = 0; i < word.size(); ++i) { // C.S, J.R.
        if ((i % 2 == 0) != is_alpha(word[i]) || (i % 2 == 1 && word[i] != '.')) {
            return false;
        }
    }
    return word.size() <= 6;
}

std::string with_straight_apostrophes(std::string_view word)
{
    return replace_all(word, "\xE2\x80\x99", "'");
}

class NameFinder {
public:
    explicit NameFinder(std::string_view text)
        : text_(text), has_lower_(std::any_of(text.begin(), text.end(), is_lower)),
          has_upper_(std::any_of(text.begin(), text.end(), is_upper))
    {
    }

    std::string_view find()
    {
        split_words();
        Run best;
        for (std::size_t i = 0; i < words_.size();) {
            const Run run = run_from(i);
            if (run.score > best.score) {
                best = run;
            }
            i = std::max(run.end, i + 1);
        }
        if (best.score == 0) {
            return {};
        }
        with_place(best);
        return text_of(best);
    }

private:
    struct Run {
        std::size_t first = 0;
        std::size_t end = 0;
        int score = 0;
    };

    // --- words

    // At blanks, and behind a colon or comma that has none: Counselor:Anna
    void split_words()
    {
        constexpr std::string_view kInner = ":;,";
        std::size_t at = 0;
        while (at < text_.size() && words_.size() < kMostWords) {
            const std::size_t from = at;
            while (at < text_.size() && !is_space(text_[at]) &&
                   kInner.find(text_[at]) == std::string_view::npos) {
                ++at;
            }
            while (at < text_.size() && kInner.find(text_[at]) != std::string_view::npos) {
                ++at;
            }
            if (at > from) {
                take(text_.substr(from, at - from));
            } else {
                ++at;
            }
        }
    }

    void take(std::string_view word)
    {
        while (!word.empty() &&
               std::string_view("(\"'[").find(word.front()) != std::string_view::npos) {
            word.remove_prefix(1);
            break_before();
        }
        if (word.empty()) {
            return;
        }
        if (word.find_first_not_of("-/&") == std::string_view::npos) { // a dash between phrases
            break_before();
            return;
        }
        if (std::string_view("-").find(word.front()) != std::string_view::npos) {
            word.remove_prefix(word.find_first_not_of('-'));
            break_before();
        }
        NameWord found{.text = word};
        while (!found.text.empty() &&
               std::string_view(",;:.)\"]-").find(found.text.back()) != std::string_view::npos) {
            found.breaks = found.breaks || found.text.back() != '.';
            found.text.remove_suffix(1);
        }
        if (found.text.empty()) {
            break_before();
            return;
        }
        found.kind = kind_of(found.text);
        const bool full_stop =
            word.ends_with('.') && found.kind == WordKind::Name && word.size() > 4;
        found.breaks = found.breaks || full_stop;
        words_.push_back(found);
    }

    void break_before()
    {
        if (!words_.empty()) {
            words_.back().breaks = true;
        }
    }

    WordKind kind_of(std::string_view word) const
    {
        const std::string capitals = upper(with_straight_apostrophes(word));
        const bool behind_name = !words_.empty() && is_name_part(words_.back().kind);
        if (is_one_of(kSuffixes, capitals) &&
            (behind_name || (!words_.empty() && capitals.size() > 1 && capitals != "SR"))) {
            return WordKind::Suffix;
        }
        if (is_one_of(kParticles, capitals) && (capitals != "DOS" || word != "DOS")) {
            return WordKind::Particle;
        }
        if (word.size() > 1 && is_title(capitals)) {
            return WordKind::Title;
        }
        if (is_initial(word)) {
            return is_upper(word[0]) || !has_upper_ ? WordKind::Initial : WordKind::Title;
        }
        if (word.find_first_of("/&0123456789@") != std::string_view::npos ||
            is_redaction(capitals)) {
            return WordKind::Title;
        }
        if (place_words().contains(capitals)) {
            return WordKind::Place;
        }
        if (has_upper_ && !is_upper(word[0]) && static_cast<unsigned char>(word[0]) < 0x80) {
            return WordKind::Other;
        }
        return is_symbol(word) ? WordKind::Title : WordKind::Name;
    }

    // In a text with small letters a short word in capitals is an office, unless a name goes before
    // it: "PRT Leader", but "John HOLT".
    bool is_symbol(std::string_view word) const
    {
        const bool behind_name =
            !words_.empty() && !words_.back().breaks && is_name_part(words_.back().kind);
        return has_lower_ && !behind_name && word.size() >= 2 && word.size() <= kLongestSymbol &&
               std::none_of(word.begin(), word.end(), is_lower);
    }

    static bool is_name_part(WordKind kind)
    {
        return kind == WordKind::Name || kind == WordKind::Initial || kind == WordKind::Particle;
    }

    // --- runs of words

    Run run_from(std::size_t first) const
    {
        Run run{first, first, 0};
        int names = 0;
        int others = 0;
        while (run.end < words_.size() &&
               (is_name_part(words_[run.end].kind) || is_suffix(run, run.end))) {
            names += words_[run.end].kind == WordKind::Name ? 1 : 0;
            others += words_[run.end].kind == WordKind::Name ? 0 : 1;
            ++run.end;
            if (words_[run.end - 1].breaks && !is_suffix(run, run.end)) {
                break;
            }
        }
        while (run.end > run.first && words_[run.end - 1].kind == WordKind::Particle) {
            --run.end;
        }
        // Two or three words are a name for sure; more than four are hardly one.
        run.score =
            names == 0 ? 0
                       : 10 * std::min(names, 3) + std::min(others, 2) - std::max(0, names - 4) * 8;
        return run;
    }

    bool is_suffix(const Run& run, std::size_t i) const
    {
        return i > run.first && i < words_.size() && words_[i].kind == WordKind::Suffix;
    }

    // "Ann London", "John Q. Law": a surname that is a place or a title, where the name has no other.
    void with_place(Run& run) const
    {
        const std::size_t names = static_cast<std::size_t>(
            std::count_if(words_.begin() + static_cast<std::ptrdiff_t>(run.first),
                          words_.begin() + static_cast<std::ptrdiff_t>(run.end),
                          [](const NameWord& word) { return word.kind == WordKind::Name; }));
        if (names > 1) {
            return;
        }
        const bool after_initial =
            words_[run.end - 1].kind == WordKind::Initial && run.end > run.first + 1;
        const bool behind = run.end < words_.size() && !words_[run.end - 1].breaks &&
                            (words_[run.end].kind == WordKind::Place ||
                             (after_initial && words_[run.end].kind == WordKind::Title));
        if (behind) {
            ++run.end;
            run.end += is_suffix(run, run.end) ? 1 : 0;
            return;
        }
        const bool before = run.first > 0 && words_[run.first - 1].kind == WordKind::Place &&
                            !words_[run.first - 1].breaks && run.first == 1;
        run.first -= before ? 1 : 0;
    }

    std::string_view text_of(const Run& run) const
    {
        const std::size_t from = offset_in(text_, words_[run.first].text);
        const NameWord& last = words_[run.end - 1];
        std::size_t to = offset_in(text_, last.text) + last.text.size();
        const bool dotted = last.kind == WordKind::Suffix || last.kind == WordKind::Initial;
        if (dotted && to < text_.size() && text_[to] == '.') { // Jr.
            ++to;
        }
        return text_.substr(from, to - from);
    }

    std::string_view text_;
    bool has_lower_;
    bool has_upper_;
    std::vector<NameWord> words_;
};

} // namespace

std::string_view find_person(std::string_view text)
{
    return NameFinder(text).find();
}

} // namespace chancery::parse
