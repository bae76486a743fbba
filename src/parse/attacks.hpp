#pragma once
// For tests and benchmarks: texts made to be slow to parse, each by a name, and a typical cable to
// compare them with. What parses whatever people upload must not be slower than linear for any.
//
//   for (const Attack& attack : attacks()) parse_cable(split_text(attack.text(1U << 20U)));
//
// A new kind of line in the format brings its attack here.
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chancery::parse {

// `start`, then `unit` again and again up to about so many bytes, then `end`. A "#" in the unit is
// the number of the repetition.
struct Attack {
    std::string_view name;
    std::string_view start;
    std::string_view unit;
    std::string_view end = "\n";

    std::string text(std::size_t bytes) const
    {
        std::string out(start);
        out.reserve(bytes + unit.size() + end.size());
        const std::size_t mark = unit.find('#');
        for (std::size_t i = 1; out.size() < bytes; ++i) {
            out += unit.substr(0, mark);
            if (mark != std::string_view::npos) {
                out += std::to_string(i);
                out += unit.substr(mark + 1);
            }
        }
        out += end;
        return out;
    }
};

// What a cable starts with before the attack begins.
inline constexpr std::string_view kAttackedHeader =
    "VZCZCXRO4711\nOO RUEHAG\nDE RUEHPE #0300/01 0631530\nZNY CCCCC ZZH\nO 041530Z MAR 09\n"
    "FM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 4711\n";
inline constexpr std::string_view kAttackedHead =
    "R 041530Z MAR 09\nFM AMEMBASSY LIMA\nC O N F I D E N T I A L LIMA 000300\n\nSIPDIS\n\n"
    "E.O. 12958: DECL: 03/04/2019\n";
inline constexpr std::string_view kAttackedText =
    "R 041530Z MAR 09\nFM AMEMBASSY LIMA\nC O N F I D E N T I A L LIMA 000300\n\nSIPDIS\n\n"
    "E.O. 12958: DECL: 03/04/2019\nTAGS: PREL, PE\nSUBJECT: THE NEW HARBOUR\n\n"
    "1. (C) The minister said that\n";
inline constexpr std::string_view kAttackedReferences =
    "R 041530Z MAR 09\nFM AMEMBASSY LIMA\nC O N F I D E N T I A L LIMA 000300\n\nSIPDIS\n\n"
    "E.O. 12958: DECL: 03/04/2019\nREF: ";
inline constexpr std::string_view kAttackedTags =
    "R 041530Z MAR 09\nFM AMEMBASSY LIMA\nC O N F I D E N T I A L LIMA 000300\n\nSIPDIS\n\n"
    "E.O. 12958: DECL: 03/04/2019\nTAGS: ";

inline const std::vector<Attack>& attacks()
{
    static const std::vector<Attack> all = {
        // lines
        {"blank lines", "", "\n"},
        {"blank lines in the text", kAttackedText, " \n"},
        {"blanks", "", " "},
        {"one line of words", kAttackedText, "harbour "},
        {"one word", kAttackedText, "x"},
        {"one word of capitals", kAttackedText, "H"},
        {"one-letter lines", kAttackedText, "a\n"},
        {"digits", kAttackedText, "7"},
        {"numbers", kAttackedText, "12 "},
        {"dots", kAttackedText, "."},
        {"dots with blanks", kAttackedText, ". "},
        {"carriage returns", kAttackedText, "\r"},
        {"zero bytes", kAttackedText, std::string_view("\0", 1)},
        {"bytes that are no text", kAttackedText, "\xB6\xFF\xC2"},
        {"pilcrows", kAttackedText, "\xC2\xB6"},
        {"pilcrows before numbers", kAttackedText, "\xC2\xB6#. \n"},
        // header
        {"transmission identifiers", "", "VZCZCXRO4711\n"},
        {"precedences on one line", "", "O P R ", "041530Z MAR 09\n"},
        {"routing indicators", "VZCZCXRO4711\nOO ", "RUEHAG "},
        {"date-time groups", "", "R 041530Z MAR 09\n"},
        {"senders", "", "FM AMEMBASSY LIMA\n"},
        {"addressees", kAttackedHeader, "RUEHQT/AMEMBASSY QUITO PRIORITY #\n"},
        {"an endless addressee", kAttackedHeader, "//NSC//"},
        {"TO and INFO in turn", kAttackedHeader, "TO A\nINFO B\n"},
        {"collectives and exemptions", kAttackedHeader, "EC COLLECTIVE\nXMT AMEMBASSY QUITO\n"},
        {"distribution", "ACTION ARA-00\n", "INFO LOG-00 EEB-00 "},
        {"distribution lines", "ACTION ARA-00\n", "INFO LOG-00\n"},
        {"page marks in the header", kAttackedHeader, "PAGE 02 STATE 012345 041530Z "},
        {"slashes", kAttackedHeader, "/"},
        {"spilt rows", "", "<<#>>\n3/4/2009 15:30\n09LIMA300\n"},
        {"weekday lines", "", "Wednesday, 4 March 2009, 15:30\n"},
        // classification line and captions
        {"classification lines", "", "UNCLAS LIMA 000300\n"},
        {"spaced letters", "", "S E C R E T "},
        {"letters of CONFIDENTIAL", "", "C O N F "},
        {"damaged words", "", "SSECRETT "},
        {"section marks", "UNCLAS ", "SECTION 01 OF 02 "},
        {"sections", kAttackedText, "UNCLAS SECTION 02 OF 99 LIMA 000300\nTAGS: PREL\n"},
        {"captions in turn", "UNCLAS LIMA 000300\n", "SIPDIS\n\nNOFORN\n\n"},
        {"captions on one line", "UNCLAS LIMA 000300\n", "SIPDIS NOFORN "},
        {"captions in the text", kAttackedText, "the\nSIPDIS\nharbour\n"},
        {"corrected copies", "UNCLAS LIMA 000300\n", "C O R R E C T E D C O P Y\n"},
        // head
        {"attention lines", "UNCLAS LIMA 000300\n", "DEPT FOR WHA/AND\n"},
        {"executive orders", "UNCLAS LIMA 000300\n", "E.O. 12958: "},
        {"lines of executive orders", "UNCLAS LIMA 000300\n", "E.O. 12958: N/A\n"},
        {"dates", kAttackedHead, "13/45/2018 "},
        {"TAGS lines", kAttackedHead, "TAGS: PREL\n"},
        {"TAGS labels on a line", kAttackedHead, "TAGS: "},
        {"tags", kAttackedTags, "PREL, "},
        {"unknown tags", kAttackedTags, "Q#, "},
        {"tags run together", kAttackedTags, "PRELPGOV"},
        {"lines of tags", kAttackedTags, "PREL, PGOV,\n"},
        {"persons", kAttackedTags, "OVIP (HOLT#, ANNA), "},
        {"an open bracket in tags", "UNCLAS LIMA 000300\nTAGS: PREL (\n", "zz yy\n"},
        {"brackets in tags", kAttackedTags, "("},
        {"bracket pairs in tags", kAttackedTags, "()"},
        {"an endless subject", kAttackedHead, "SUBJECT\n"},
        {"subject lines", kAttackedHead, "SUBJECT: A\n"},
        {"subject labels on a line", kAttackedHead, "SUBJECT: "},
        {"labels run together", kAttackedHead, "TAGS: A SUBJECT: B REF: C Classified By: D "},
        {"labels without their end", kAttackedHead, "SUBJEC TAG CLASSIFIED RE E.O "},
        {"REF A to REF F on lines", kAttackedHead, "REF A: QUITO 12\n\n"},
        {"citations", kAttackedReferences, "QUITO #, "},
        {"citations on lines", kAttackedReferences, "QUITO #\n     "},
        {"serials of one post", "REF: QUITO 12", "/13"},
        {"serials behind a post", kAttackedReferences, "12 "},
        {"posts without serials", kAttackedReferences, "RIO DE JANEIRO "},
        {"ANDs", kAttackedReferences, "AND "},
        {"AND PREVIOUS", kAttackedReferences, "AND PREVIOUS "},
        {"enumerators", kAttackedReferences, "A. B. C. D. "},
        {"doubled enumerators", kAttackedReferences, "A. A) (A) [A] "},
        {"semicolons", kAttackedReferences, ";"},
        {"brackets in references", kAttackedReferences, "("},
        {"titles in references", kAttackedReferences, "QUITO 12 (A, B; C), "},
        {"page breaks in references", kAttackedReferences, "LIMA 00000300 001.2 OF 003\n"},
        {"words in references", kAttackedReferences, "harbour "},
        {"capitals in references", kAttackedReferences, "A"},
        {"classified by", kAttackedHead, "Classified By: "},
        {"an endless name", "UNCLAS LIMA 000300\nClassified By: ", "Ann Holt "},
        {"an endless name without blanks", "UNCLAS LIMA 000300\nClassified By: ", "Ann:"},
        {"commas in a name", "UNCLAS LIMA 000300\nClassified By: ", "A,"},
        {"titles", "UNCLAS LIMA 000300\nClassified By: ", "Deputy Chief of Mission, "},
        {"reasons", "UNCLAS LIMA 000300\nClassified By: ", "reasons 1.4 (b) and (d) "},
        {"reasons without letters", "UNCLAS LIMA 000300\nClassified By: ", "1.4 "},
        {"broken reasons", "UNCLAS LIMA 000300\nClassified By: ", "rea\nsons 1 .\n4 ( b"},
        // page breaks and repeated lines
        {"page breaks", kAttackedText, "LIMA 00000300  001.2 OF 011\n"},
        {"page breaks in sentences", kAttackedText,
         "the\n\nLIMA 00000300  001.2 OF 011\n\n\nold\n"},
        {"page breaks on a line", kAttackedText, "LIMA 00000300 001.2 OF 011 "},
        {"page breaks without their end", kAttackedText, "LIMA 00000300 001.2 \n"},
        {"own posts", kAttackedText, "LIMA "},
        {"own posts with numbers", kAttackedText, "LIMA 00000300 "},
        {"page breaks of others", kAttackedText, "OSLO 00000300  001.2 OF 011\n"},
        {"page breaks of others on a line", kAttackedText, "OSLO 00000300 001.2 OF 011 "},
        {"old page marks", kAttackedText, "PAGE 02 LIMA 00300 01 OF 03 041530Z\nCONFIDENTIAL\n"},
        {"old page marks on a line", kAttackedText, "PAGE 02 LIMA 00300 01 OF 03 041530Z "},
        {"PAGE", kAttackedText, "PAGE "},
        {"PAGE without its end", kAttackedText, "PAGE 02 LIMA "},
        {"lines repeated with Q", kAttackedText, "and the harbour\nQand the harbour\n"},
        {"Qs", kAttackedText, "Q"},
        {"lines of Q", kAttackedText, "Q\n"},
        {"lines repeated", kAttackedText, "the fishermen of the north and of the south, whom he\n"},
        // paragraphs
        {"ones", kAttackedText, "1. \n"},
        {"numbers up", kAttackedText, "#. \n"},
        {"paragraphs", kAttackedText, "\n#. (C) The harbour.\n"},
        {"paragraphs of one number", kAttackedText, "\n1. (C) The harbour.\n"},
        {"paragraphs in turn", kAttackedText, "\n1. (C) A.\n\n2. (C) B.\n"},
        {"jumps", kAttackedText, "\n1. (C) A.\n\n900. (C) B.\n"},
        {"paragraphs on a line", kAttackedText, "A. #. (C) "},
        {"lost numbers", kAttackedText, "\n. (U) A.\n"},
        {"lost numbers before one that is there", "UNCLAS LIMA 000300\n\n1. (U) A.\n",
         "\n. (U) A.\n", "\n999. (U) B.\n"},
        {"marks", kAttackedText, "\n(SBU) A.\n"},
        {"marks on a line", kAttackedText, "(SBU) "},
        {"an endless mark", kAttackedText, "(S//REL TO USA, ", "\n"},
        {"an endless mark at a number", kAttackedText, "\n2. (S/REL A, ", "\n"},
        {"brackets", kAttackedText, "("},
        {"closing brackets", kAttackedText, ")"},
        {"lines of brackets", kAttackedText, "(\n"},
        {"numbers with brackets", kAttackedText, "\n#) A\n"},
        {"letters", kAttackedText, "\na. A\n\nB. B\n"},
        {"bullets", kAttackedText, "-- A\n"},
        // headings, summary, comment
        {"dashes", kAttackedText, "-"},
        {"broken rows of dashes", kAttackedText, "--------------------------------------------- "},
        {"rows of dashes", kAttackedText, "---------\n"},
        {"rows of three kinds", kAttackedText, "---\n===\n***\n"},
        {"headings", kAttackedText, "\nThe Ships\n---------\n"},
        {"headings without dashes", kAttackedText, "\nThe Ships\n"},
        {"headings between rows", kAttackedText, "---\nThe Ships\n---\n"},
        {"headings on a line", kAttackedText, "---- A ---- "},
        {"summaries", kAttackedText, "\n#. (C) Summary: A. End Summary.\n"},
        {"summaries without end", kAttackedText, "\n#. (C) Summary: A.\n"},
        {"ends of summaries", kAttackedText, "End Summary. "},
        {"ends of summaries over lines", kAttackedText, "END\n"},
        {"comments", kAttackedText, "\n#. (C) Comment: A. End Comment.\n"},
        {"comments without end", kAttackedText, "Comment: "},
        {"comments that end in capitals", kAttackedText, "Comment: A END COMMENT. He did. "},
        {"notes in brackets", kAttackedText, "(Note: A. End Note.) "},
        // end
        {"signatures", kAttackedText, "HOLT\n"},
        {"signatures on a line", kAttackedText, "HOLT "},
        {"end marks", kAttackedText, "NNNN\n"},
        {"classification words", kAttackedText, "CONFIDENTIAL\n\n"},
        {"database statements", kAttackedText, "SELECT * FROM `cable` "},
        // damage and redaction
        {"open quotes", kAttackedText, "&a "},
        {"quotes", kAttackedText, "&a8 "},
        {"ampersands", kAttackedText, "&"},
        {"eights", kAttackedText, "8 "},
        {"commas", kAttackedText, "a,s "},
        {"lone brackets", kAttackedText, " ) "},
        {"asterisks", kAttackedText, "a*b*"},
        {"question marks", kAttackedText, "a?s ? "},
        {"character references", kAttackedText, "&#8217;"},
        {"open character references", kAttackedText, "&#"},
        {"redactions", kAttackedText, "XXXXX "},
        {"one redaction", kAttackedText, "X"},
        {"bracketed redactions", kAttackedText, "[NAME REMOVED] "},
        {"open bracketed redactions", kAttackedText, "[NAME "},
        {"square brackets", kAttackedText, "["},
        {"backslashes", kAttackedText, "\\\n"},
    };
    return all;
}

// An ordinary cable of about 6 KB, as a teletype sent it.
inline std::string typical_telegram()
{
    std::string text(kAttackedHeader);
    text += "INFO RUEHQT/AMEMBASSY QUITO PRIORITY 0165\nRUEHLP/AMEMBASSY LA PAZ 0044\n"
            "RUEAIIA/CIA WASHINGTON DC\nC O N F I D E N T I A L SECTION 01 OF 02 LIMA 000300 \n \n"
            "SIPDIS \n \nDEPT FOR WHA/AND \n \nE.O. 12958: DECL: 03/04/2019 \n"
            "TAGS: PREL, PGOV, ETRD, EINV, PE \nSUBJECT: THE NEW HARBOUR OF PORT ELBA: THE "
            "MINISTER EXPLAINS \nWHY IT IS SO SMALL \n \nREF: A. QUITO 12 \n     B. 08 LIMA 4685 \n"
            " \nClassified By: Ambassador Ann Holt, reasons 1.4 (b) and (d) \n \n"
            "1. (C) Summary: The minister explained the new harbour.  End \nSummary. \n";
    for (int i = 2; i <= 12; ++i) {
        if (i % 4 == 0) {
            text += " \nThe Fishermen of the North \n-------------------------- \n";
        }
        if (i == 7) {
            text += " \nLIMA 00000300  001.2 OF 002 \n \n";
        }
        text += " \n" + std::to_string(i) +
                ". (C) The minister told the ambassador on March 3 that the harbour \n"
                "had cost 2.7 million, most of it spent on the lighthouse, which \n"
                "nobody can see (Note: It stands behind the customs house.  End \n"
                "note.)  Fishermen from the north,s villages had asked for two more \n"
                "piers; XXXXXXXXXXXX, who owns the old one, had not.  In 2006 the \n"
                "government had promised to build them, he said, and would do so. \n";
    }
    text += " \nComment \n------- \n \n13. (C) It will not last.  End comment. \n \nHOLT \n";
    return text;
}

} // namespace chancery::parse
