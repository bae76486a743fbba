#include "lint/rules.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <re2/re2.h>
#include <re2/set.h>

#include "base/check.hpp"
#include "base/text.hpp"

namespace chancery::lint {

namespace {

// ---- what stands around ----

bool is_any_of(char c, std::string_view some)
{
    return some.find(c) != std::string_view::npos;
}

char before(std::string_view text, const Range& found)
{
    return found.from == 0 ? '\v' : text[found.from - 1];
}

std::string_view behind(std::string_view text, const Range& found)
{
    return text.substr(found.to);
}

// A number that is part of a longer one, or of a word, is another thing: C-202-555-0123  202-555-0123-4. But several
// may stand in a row: 202-555-0123/0124, 202-555-0123,202-555-0125.
bool stands_alone(std::string_view text, Range& found)
{
    const char left = before(text, found);
    const std::string_view right = behind(text, found);
    const bool goes_on = right.size() > 1 && is_any_of(right[0], "-.") && is_digit(right[1]);
    return !is_alnum(left) && !is_any_of(left, "-.$#_") &&
           (right.empty() || (!is_alnum(right[0]) && !goes_on));
}

std::size_t digits_in(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
}

// 1998-2004, (10) 1998-2004: two years, whatever stands between them.
bool is_span_of_years(std::string_view text)
{
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
    const auto is_century = [](std::string_view year) {
        return year.starts_with("19") || year.starts_with("20");
    };
    return digits.size() >= 8 && digits.size() <= 10 &&
           is_century(std::string_view(digits).substr(digits.size() - 8)) &&
           is_century(std::string_view(digits).substr(digits.size() - 4));
}

std::string_view part(std::string_view text, const Range& found)
{
    return text.substr(found.from, found.to - found.from);
}

// ---- the questions ----

bool any(std::string_view, Range&)
{
    return true;
}

// "Please protect accordingly" is a handling instruction for the whole cable: one in twelve real cables has it.
bool is_about_a_person(std::string_view text, Range& found)
{
    const std::string_view right = trim_left(behind(text, found).substr(0, 20));
    return !starts_with_ignoring_case(right, "accordingly") &&
           !starts_with_ignoring_case(right, "appropriately");
}

bool is_international_phone(std::string_view text, Range& found)
{
    const std::string_view number = part(text, found);
    const std::size_t digits = digits_in(number);
    // Growth of 3.45 in 2005 and 2006: a point, and blanks later.
    const bool decimal = number.find('.') < number.find_first_of(" \n");
    return stands_alone(text, found) && digits >= 8 && digits <= 15 &&
           !(decimal && number.find_first_of(" \n") != std::string_view::npos);
}

bool is_phone(std::string_view text, Range& found)
{
    return stands_alone(text, found) && !is_span_of_years(part(text, found));
}

// The label stands in front, so what is left of it does not matter; the number must be long enough for a line.
bool is_labelled_number(std::string_view text, Range& found, std::size_t least)
{
    const std::string_view right = behind(text, found);
    return digits_in(part(text, found)) >= least && !is_span_of_years(part(text, found)) &&
           (right.empty() || !is_alnum(right[0]));
}

bool is_labelled_phone(std::string_view text, Range& found)
{
    return is_labelled_number(text, found, 6);
}

bool is_extension(std::string_view text, Range& found)
{
    const std::string_view number = part(text, found);
    const std::size_t year = number.find_first_of("0123456789");
    return is_labelled_number(text, found, 3) &&
           !(number.size() - year == 4 &&
             (number.substr(year).starts_with("19") || number.substr(year).starts_with("20")));
}

bool is_document_number(std::string_view text, Range& found)
{
    return is_labelled_number(text, found, 5);
}

// 078-05-1120: areas 000, 666 and 9xx were never given out, nor groups 00.
bool is_social_security_number(std::string_view text, Range& found)
{
    const std::string_view number = part(text, found);
    return stands_alone(text, found) && !number.starts_with("000") && !number.starts_with("666") &&
           number[0] != '9' && number.substr(4, 2) != "00" && number.substr(7) != "0000";
}

// ---- IBAN (ISO 13616) ----

struct IbanLength {
    std::string_view country;
    std::size_t length;
};
constexpr IbanLength kIbanLengths[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22},
    {"BH", 22}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28},
    {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20},
    {"LB", 28}, {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27},
    {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NL", 18}, {"NO", 15},
    {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}};

// Check digits: the first four characters go to the end, letters count 10 to 35, and the whole leaves 1 by 97.
bool has_right_check_digits(std::string_view iban)
{
    unsigned rest = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = iban[(i + 4) % iban.size()];
        const auto value = static_cast<unsigned>(is_digit(c) ? c - '0' : c - 'A' + 10);
        rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
    }
    return rest == 1;
}

bool is_iban(std::string_view text, Range& found)
{
    const std::string country = upper(text.substr(found.from, 2));
    const auto* const known = std::ranges::find(kIbanLengths, country, &IbanLength::country);
    if (known == std::end(kIbanLengths)) {
        return false;
    }
    std::string iban;
    std::size_t at = found.from;
    while (at < text.size() && iban.size() < known->length) {
        if (is_alnum(text[at])) {
            iban += to_upper(text[at]);
        } else if (!is_any_of(text[at], " \n-") || is_any_of(text[at - 1], " \n")) {
            return false;
        }
        ++at;
    }
    found.to = at;
    const bool ends = at == text.size() || !is_alnum(text[at]);
    return ends && iban.size() == known->length && has_right_check_digits(iban);
}

// ---- the expressions ----

// A word, also with its letters spaced out, as old cables stress it: P R O T E C T.
std::string spaced(std::string_view word)
{
    std::string pattern;
    for (const char c : word) {
        pattern += pattern.empty() ? "" : "\\s?";
        pattern += c;
    }
    return pattern;
}

std::string protect_pattern()
{
    const std::string protect = spaced("protect");
    const std::string strictly = spaced("strictly");
    const std::string please = spaced("please");
    return strictly + R"([\s,-]{0,2}(?:to\s)?)" + protect + R"((?:ed)?|)" + //
           protect + R"((?:ed)?[\s,-]{0,2})" + strictly + "|" +             //
           please + R"([\s,-]{0,2}(?:(?:also|fully|)" + strictly + R"()[\s,-]{1,2})?)" + protect +
           "|" + //
           R"([(\[<][\s*]?(?:[a-z]{1,12}[\s,-]{1,2}){0,2})" + protect +
           R"((?:[\s,;:-]{1,2}[a-z]{1,14}){0,3}[\s.!*]{0,2}[)\]>]|)" + //
           R"(\b)" + protect +
           R"([\s:-]{1,3}(?:(?:his|her|their|this|our)\s)?)"
           R"((?:identity|identities|source|contact|informant|interlocutor|throughout)\b|)"
           R"(\bidentit(?:y|ies)\s(?:[a-z]{1,12}\s){1,3}be\s(?:[a-z]{1,12}\s)?protected)";
}

// Behind a label: "no.", "number is", "#", ":".
constexpr const char* kNumberSign =
    R"([\s,:(]{0,2}(?:(?:no|nr|nos|num|number|numbers)\b\.?|#)(?:\s(?:is|was))?[\s.:#,-]{0,4})";

std::string passport_pattern()
{
    const std::string passport = R"(\b(?:passports?|ppt|pasaporte|passeport)\b)";
    return passport + R"((?:\s?\([a-z ,.]{1,20}\))?)" + kNumberSign +
           R"([a-z]{0,3}[\s-]?\d{5,10}|)" + //
           passport + R"([\s,:(-]{1,3}(?:[a-z]\s|[a-z]{0,3}-?)\d{6,10})";
}

std::string identity_pattern()
{
    const std::string number = R"(\d(?:[\s./-]?\d){5,19})";
    // Of these the number may follow at once; of words of every day only behind a number sign.
    const std::string paper =
        R"(\b(?:national\sid(?:entity|entification)?(?:\scard)?|id(?:entity|entification)?\scards?|)"
        R"(personal\sid(?:entity|entification)?(?:\scard)?|c(?:e|é)dula(?:\sde\s[a-zí]{1,12})?|)"
        R"(social\ssecurity|emirates\sid|teudat\szehut|iqama|aadhaar|)"
        R"(dpi|cui|cnic|nicop|nic|ssn|dni|cpf|jmbg|egn|pesel|nric|rut|oib|tckn))";
    const std::string any_paper =
        R"(\b(?:id|identity|identification|personal|driver'?s\slicen[sc]e))";
    return paper + R"((?:\s(?:is|was))?[\s.:#,-]{0,4}(?:[a-z]{1,3}-?)?)" + number + "|" + //
           paper + kNumberSign + R"((?:[a-z]{1,3}[\s-]?)?)" + number + "|" +              //
           any_paper + kNumberSign + R"((?:[a-z]{1,3}[\s-]?)?)" + number;
}

constexpr const char* kMonth =
    R"((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?)";

// A day, however it is written: 3 May 1961, MAY 3RD, 1961, 05/03/61, 1961-05-03.
std::string day_pattern()
{
    const std::string between = R"([\s,./-]{0,2}(?:of\s)?)";
    return R"((?:\d{1,2}(?:st|nd|rd|th)?)" + between + kMonth + between + R"((?:19|20)?\d{2}|)" + //
           kMonth + R"(\s?\d{1,2}(?:st|nd|rd|th)?,?\s?(?:19|20)\d{2}|)" +                         //
           R"(\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}))";
}

std::string birth_pattern()
{
    // Behind a label the place may come first, and the day may be bare digits or a year: DPOB: Linden, 19610503.
    return R"(\b(?:d\.?p?\.?o\.?b\b|(?:dates?|date/place|date\sand\splace)\sof\sbirth|birth\s?dates?|)"
           R"(fecha\sde\snacimiento|date\sde\snaissance)[^\d\v;]{0,40}(?:)" +
           day_pattern() + R"(|\d{8}|\d{6}|(?:19|20)\d{2})\b|)" + //
           R"(\bborn\b[^\d\v;.]{0,40}?)" + day_pattern() + R"(\b)";
}

std::string labelled_phone_pattern()
{
    return R"(\b(?:tele?phones?|phones?|tele?fax|fax|tel|tlf|telf|t[eé]l[eé]fonos?|mobiles?|cell|cellular|)"
           R"(cellphones?|ivg|dsn|pager|whatsapp|hotline)\b)"
           R"((?:[\s.:/(-]{0,3}(?:nos?|numbers?|num|nr|is|was|at|office|home|work|mobile|cell|fax|phones?|)"
           R"(tel|secure|direct|line|ext)\b){0,3})"
           R"([\s:.#/(-]{0,4}\+?\(?\d(?:[\s().]{0,2}[\s()./-]?\d){3,18})";
}

re2::RE2::Options options()
{
    re2::RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    return options;
}

re2::StringPiece piece(std::string_view text)
{
    return {text.data(), text.size()};
}

// The rules, and all their expressions as one: most texts have none of it, and to know that takes one pass.
struct Table {
    std::vector<Rule> rules;
    re2::RE2::Set all{options(), re2::RE2::UNANCHORED};

    Table();
    void add(Kind kind, const std::string& pattern, Rule::Holds holds)
    {
        rules.emplace_back(kind, pattern, holds);
        CHECK(all.Add(piece(pattern), nullptr) >= 0);
    }
};

Table::Table()
{
    add(Kind::ProtectRequest, protect_pattern(), is_about_a_person);
    add(Kind::Email,
        R"(\b[a-z0-9][a-z0-9._%+-]{0,63}(?:\n?@\n?|\s?[(\[<]\s?at\s?[)\]>]\s?))"
        R"((?:[a-z0-9][a-z0-9-]{0,62}\n?\.\n?){1,5}[a-z]{2,12}\b)",
        any);
    add(Kind::BankAccount, R"(\b[a-z]{2}\d{2}[\s-]?[a-z0-9]{4})", is_iban);
    add(Kind::BankAccount,
        std::string(R"(\b(?:accounts?|acct|a/c))") + kNumberSign +
            R"([a-z]{0,4}[\s-]?\d(?:[\s-]?\d){5,22})",
        is_document_number);
    add(Kind::Passport, passport_pattern(), is_document_number);
    add(Kind::IdentityNumber, identity_pattern(), is_document_number);
    // CNIC, Emirates ID, CPF, CURP: known by their form alone.
    add(Kind::IdentityNumber,
        R"(\b(?:\d{5}-\d{7}-\d|784-\d{4}-\d{7}-\d|\d{3}\.\d{3}\.\d{3}-\d{2}|)"
        R"([a-z]{4}\d{6}[hm][a-z]{5}[0-9a-z]\d)\b)",
        stands_alone);
    add(Kind::IdentityNumber, R"(\b\d{3}-\d{2}-\d{4}\b)", is_social_security_number);
    add(Kind::BirthDate, birth_pattern(), any);
    add(Kind::Phone, labelled_phone_pattern(), is_labelled_phone);
    add(Kind::Phone, R"(\+\s?\(?\d{1,3}\)?(?:[\s./-]{0,2}\(?\d{1,8}\)?){1,6})",
        is_international_phone);
    add(Kind::Phone, R"(\b011[\s.-]\d{1,3}(?:[\s.()-]{1,3}\d{2,5}){2,4})", is_phone);
    add(Kind::Phone, R"(\(\d{3}\)\s?\d{3}[\s.-]{1,2}\d{4}|\b(?:1-)?\d{3}[-./]\s?\d{3}[-.]\s?\d{4})",
        is_phone);
    add(Kind::Phone, R"(\(\+?\d{2,4}(?:[\s-]\d{1,4})?\)[\s-]{0,2}\d{3,4}[\s.-]\d{3,4})", is_phone);
    add(Kind::Phone, R"(\b(?:ext\.?|extension)\s?\d{3,5})", is_extension);
    add(Kind::HomeAddress,
        R"(\b(?:home|residential|private|permanent|personal)\saddress(?:\s(?:is|was))?)"
        R"([\s:,-]{1,3}[^\d\v;]{0,40}\d{1,5}\b|)"
        R"(\b(?:resid(?:es|ed|ing)|domiciled)\sat\s)"
        R"((?:no\.?\s|number\s|house\s|apt\.?\s|flat\s){0,2}#?\d{1,5}\b)",
        any);
    CHECK(all.Compile());
}

} // namespace

Rule::Rule(Kind rule_kind, std::string_view pattern, Holds holds) : kind(rule_kind), holds_(holds)
{
    pattern_ = std::make_unique<const re2::RE2>(piece(pattern), options());
    CHECK(pattern_->ok());
}

Rule::~Rule() = default;
Rule::Rule(Rule&&) noexcept = default;

std::optional<Range> Rule::next(std::string_view text, std::size_t from) const
{
    const re2::StringPiece whole = piece(text);
    while (from < text.size()) {
        re2::StringPiece match;
        if (!pattern_->Match(whole, from, whole.size(), re2::RE2::UNANCHORED, &match, 1)) {
            return std::nullopt;
        }
        const auto begin = static_cast<std::size_t>(match.data() - text.data());
        Range found{begin, begin + match.size()};
        if (holds_(text, found)) {
            return found;
        }
        // Goes on behind the first word of it: another hit may begin inside.
        from = begin + 1;
        while (from < text.size() && is_alnum(text[from - 1]) && is_alnum(text[from])) {
            ++from;
        }
    }
    return std::nullopt;
}

std::vector<const Rule*> rules_for(std::string_view text)
{
    static const Table kTable;
    std::vector<int> numbers;
    re2::RE2::Set::ErrorInfo error{};
    const bool some = kTable.all.Match(piece(text), &numbers, &error);
    std::vector<const Rule*> chosen;
    if (!some &&
        error.kind != re2::RE2::Set::kNoError) { // no memory for all at once: one by one, then
        for (const Rule& rule : kTable.rules) {
            chosen.push_back(&rule);
        }
        return chosen;
    }
    std::ranges::sort(numbers);
    for (const int number : numbers) {
        chosen.push_back(&kTable.rules[static_cast<std::size_t>(number)]);
    }
    return chosen;
}

} // namespace chancery::lint
