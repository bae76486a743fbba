#include "index/query/examples.hpp"

#include <array>

namespace chancery::index::query {

namespace {

constexpr std::string_view kWords = "Words and phrases";
constexpr std::string_view kSpelling = "Other spellings";
constexpr std::string_view kLogic = "And, or, not";
constexpr std::string_view kNear = "Near each other";
constexpr std::string_view kPlaces = "Where in the cable";
constexpr std::string_view kFields = "What the cable is";
constexpr std::string_view kDates = "When";

constexpr auto kExamples = std::to_array<Example>({
    {kWords, "trafficking minors",
     "both words, in any of their forms (trafficked, minor), anywhere in the cable"},
    {kWords, "\"organized crime\"", "these words one after the other"},
    {kWords, "\"minister * interior\"", "the phrase with any one word in the middle"},
    {kWords, "=minister", "this very word: not ministers, not ministry"},
    {kWords, "=\"prime minister\"", "exactly this phrase"},
    {kWords, "counter-terrorism", "counter-terrorism, counter terrorism and counterterrorism"},
    {kSpelling, "traffick*", "words that start so"},
    {kSpelling, "organi?ation", "a ? is any one letter: organization and organisation"},
    {kSpelling, "mu*m*r", "a * is any letters or none"},
    {kSpelling, "~guatemala",
     "words spelled nearly so: up to two letters off, or one in words of five letters and less"},
    {kSpelling, "gadafi~1", "words at most one letter off"},
    {kSpelling, "/colou?r(ed)?/", "words that match the regular expression as a whole"},
    {kLogic, "visas OR passports", "one of the words, or both"},
    {kLogic, "visas -diplomatic", "the first word without the second"},
    {kLogic, "visas NOT diplomatic", "the same"},
    {kLogic, "(visas OR passports) forged", "one of the two and the third"},
    {kLogic, "3 of (bank loan bribe minister contract)", "at least three of these"},
    {kNear, "minister NEAR/5 bribe", "both within five words, in any order"},
    {kNear, "minister w/5 bribe", "the same"},
    {kNear, "minister pre/5 resigned", "within five words, in this order"},
    {kNear, "\"child victim\"~5", "within five words, in any order"},
    {kNear, "\"child victim\"~>5", "within five words, in this order"},
    {kNear, "(bank OR \"credit union\") NEAR/10 fraud", "one of the choices near the word"},
    {kPlaces, "subject:elections", "the word in the subject"},
    {kPlaces, "subject:(elections OR \"run off\")", "one of these in the subject"},
    {kPlaces, "to:\"SECSTATE WASHDC\"", "the addressee"},
    {kPlaces, "signer:smith", "the name in the signature"},
    {kPlaces, "in:summary visas fraud", "both words in the summary"},
    {kPlaces, "in:paragraph visas fraud", "both words in one paragraph"},
    {kPlaces, "para:(S) pipeline", "the word in a paragraph marked (S)"},
    {kPlaces, "para:(S OR S/NF) pipeline", "the word in a paragraph with one of these marks"},
    {kPlaces, "in:comment para:C corruption",
     "the word in a paragraph of the comment that is marked (C)"},
    {kPlaces, "elections -in:summary", "cables without a summary that have the word"},
    {kFields, "tag:PHUM tag:GT", "both tags"},
    {kFields, "tag:(PHUM OR PREL)", "one of the tags"},
    {kFields, "origin:\"Embassy Guatemala\"", "cables sent from there"},
    {kFields, "country:Guatemala class:secret",
     "cables from that country with that classification"},
    {kFields, "caption:NODIS", "cables with this handling caption"},
    {kFields, "reason:1.4(b)", "cables classified for this reason"},
    {kFields, "mark:S/NF", "cables that have a paragraph with this mark"},
    {kFields, "has:redaction", "cables in which something was taken out"},
    {kFields, "id:08GUATEMALA242", "the cable with this id, however it is spelled"},
    {kFields, "ref:08GUATEMALA242", "cables that refer to that one"},
    {kDates, "created:2008-02", "cables written in that month"},
    {kDates, "created:2007..2008-03", "from the start of 2007 to the end of March 2008"},
    {kDates, "created:>=2008-02-27", "on that day or later"},
    {kDates, "year:2008", "in that year"},
    {kDates, "created:none", "cables whose date is not known"},
    {kDates, "released:2011-08-26", "released on that day"},
    {kDates, "visas @2011-08-26", "only what was released by the end of that day"},
});

} // namespace

std::span<const Example> examples()
{
    return kExamples;
}

} // namespace chancery::index::query
