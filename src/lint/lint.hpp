#pragma once
// What an editor must look at before a cable is released: places in its text that may give away a person.
//
//   for (const Hit& hit : find_hits(cable)) name(hit.kind), hit.part, hit.at, hit.excerpt
//
// Give it the text that is about to be released, redactions done. A hit is a question and no verdict, and nothing found
// does not mean that nothing is there: names are what the redaction rules are for. What is looked for has a form of its
// own, so that there are few false alarms:
//
//   ProtectRequest   (strictly protect)  please protect source  protect identity; not "please protect accordingly",
//                    which says how to handle the cable
//   Phone            +44 20 7946 0123  202-555-0123  (55-11) 5555-0123  tel: 555-0123; not serials, dates, message numbers
//   Passport         passport no. X1234567
//   IdentityNumber   national ID 784-1970-1234567-1  cedula 0912345678  CNIC 12345-1234567-1  SSN 078-05-1120
//   Email            name@example.org  name (at) example.org
//   BirthDate        DOB 03MAY1961  born on 3 May 1961; not a year alone
//   HomeAddress      home address: 12 Linden Street  resides at 12 Linden Street
//   BankAccount      an IBAN whose check digits are right  account number 123456789
//
// Case, runs of white space, ends of line and words broken at them do not count; a paragraph's end parts. Header and body
// are looked through as sent, the body as repaired too. Any bytes will do. Pure; any thread; time linear in the text and
// the repairs; at most kMaxHitsOfKind hits of a kind, the first.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cable/cable.hpp"

namespace chancery::lint {

enum class Kind : std::uint8_t {
    ProtectRequest,
    Phone,
    Passport,
    IdentityNumber,
    Email,
    BirthDate,
    HomeAddress,
    BankAccount,
};
constexpr std::size_t kKinds = 8;
constexpr std::size_t kMaxHitsOfKind = 50; // of one cable
constexpr std::size_t kExcerptBytes = 40;  // at each side of a hit
constexpr std::size_t kMaxHitBytes = 200;  // no hit is longer in the text as read

struct Hit {
    Kind kind = Kind::ProtectRequest;
    Part part = Part::Body;
    Span at;             // as sent; not empty
    std::string excerpt; // what stands there and around it, on one line, valid UTF-8
    bool operator==(const Hit&) const = default;
};

// "request to protect", "phone number": for messages.
std::string_view name(Kind kind);

// In order of part (header first) and place; no two of them overlap.
std::vector<Hit> find_hits(const Cable& cable);

} // namespace chancery::lint
