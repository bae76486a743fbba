// A segment made to deceive: whatever its bytes and its footer say, with right checksums. It is an
// IoError or it answers; it is never read outside of, and no query takes long.
//
// The input is a Footer (its version and pages do not count) and the bytes that its sections lie in.
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <xxhash.h>

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/mapped_file.hpp"
#include "index/query/normal.hpp"
#include "index/query/parse.hpp"
#include "index/searcher.hpp"

namespace {

std::string g_file; // what is "mapped"

} // namespace

// In place of the real one: on the heap, byte for byte, where a sanitizer sees what is read outside of it.
namespace chancery {

MappedFile::MappedFile(const std::filesystem::path& /*path*/)
{
    char* const bytes = new char[g_file.size()]; // NOLINT: given back in the destructor
    std::memcpy(bytes, g_file.data(), g_file.size());
    bytes_ = std::string_view(bytes, g_file.size());
}
MappedFile::~MappedFile()
{
    delete[] bytes_.data(); // NOLINT
}
MappedFile::MappedFile(MappedFile&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

} // namespace chancery

using namespace chancery;        // NOLINT: a fuzz target
using namespace chancery::index; // NOLINT

namespace {

constexpr auto kQueries = std::to_array<std::string_view>({
    "",
    "harbour",
    "=the ferry",
    "har*",
    "~harbour",
    "h?r*r OR /[a-f].*/",
    "\"the ferry * the harbour\"",
    "\"in the\" -harbour",
    "a* NEAR/5 h*",
    "harbour NEAR/50 ferry NEAR/50 the",
    "ferry pre/3 harbour",
    "subject:ferry in:summary harbour",
    "para:(S OR U) ferry",
    "to:linden from:a* header:*e*",
    "in:paragraph (ferry -harbour)",
    "2 of (ferry harbour the a*)",
    "tag:PHUM OR origin:linden OR class:secret OR mark:s OR has:summary OR id:0*",
    "created:2008..2009 OR released:>=2011 OR created:none",
});

std::vector<query::Node> read_queries(Analyzer& analyzer)
{
    std::vector<query::Node> queries;
    for (const std::string_view text : kQueries) {
        queries.push_back(query::normal_form(query::read_query(text).tree, analyzer));
    }
    return queries;
}

void make_file(std::string_view input)
{
    auto footer = load<Footer>(input.data());
    g_file = input.substr(sizeof(Footer));
    g_file.resize((g_file.size() + kPadding + kPageBytes - 1) / kPageBytes * kPageBytes);
    const std::size_t footer_at = g_file.size();
    footer.version = kSegmentVersion;
    footer.pages = footer_at / kPageBytes;
    append(g_file, footer);
    for (std::size_t page = 0; page < footer.pages; ++page) {
        append(g_file, std::uint64_t{XXH3_64bits(g_file.data() + page * kPageBytes, kPageBytes)});
    }
    const std::size_t size = g_file.size() - footer_at;
    append(g_file,
           Trailer{footer_at, size, XXH3_64bits(g_file.data() + footer_at, size), kSegmentMagic});
}

template <typename Work>
void attempt(Work work)
{
    try {
        work();
    } catch (const IoError&) { // what damage is
        return;
    }
}

void run(Searcher& searcher, const query::Node& query, std::size_t number)
{
    const Index& index = searcher.index();
    Request request{.query = query};
    request.sort = static_cast<Sort>(number % 4);
    request.direction = static_cast<Direction>(number / 4 % 2);
    if (number % 5 == 2) {
        for (const Facet facet : {Facet::Tag, Facet::Origin}) {
            if (const auto& values = index.values(facet); !values.empty()) {
                request.choices.push_back({facet, {std::string(values[0].substr(0, 1000))}});
            }
        }
    }
    const Answer answer = searcher.search(request);
    CHECK(answer.total <= index.cables() && answer.hits.size() <= request.size);
    CHECK(answer.hits.size() == std::min<std::uint64_t>(answer.total, request.size));
    for (const Hit& hit : answer.hits) {
        CHECK(hit.cable < index.segments()[hit.segment]->cables());
        for (const Stretch& mark : searcher.marks(query, hit)) {
            static_cast<void>(mark);
        }
        index.find(hit.id);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Analyzer analyzer;
    static const std::vector<query::Node> queries = read_queries(analyzer);
    if (size < sizeof(Footer)) {
        return 0;
    }
    make_file({reinterpret_cast<const char*>(data), size});
    attempt([] {
        const auto index = Index::of({Segment::open("made")});
        Searcher searcher(index);
        for (std::size_t i = 0; i < queries.size(); ++i) {
            attempt([&] { run(searcher, queries[i], i); });
        }
        attempt([&] { searcher.terms_from("", 5, 5000); });
        index->segments()[0]->check();
    });
    return 0;
}
