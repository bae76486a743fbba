#pragma once
// Search as people use it: a query as typed, with the choices of a form, to a page of cables with
// their best paragraphs. What the site and the command line both show comes from here.
//
//   SearchReader search(generation, index);          // one per thread
//   const Results results = search.find({.query = "traffick* minors", .size = 20});
//   results.in_words; results.answer.total; results.cables[0].excerpts
//
// Never fails for what somebody typed. IoError and JsonError for a damaged edition.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "edition/reader.hpp"
#include "index/excerpts.hpp"
#include "index/query/parse.hpp"
#include "index/searcher.hpp"

namespace chancery::index {

struct SearchForm {
    std::string query;
    std::vector<Choice> choices = {};
    std::string created = {}; // 2008, 2008-02, none; empty: any time
    Sort sort = Sort::Relevance;
    Direction direction = Direction::Usual;
    std::uint64_t from = 0;
    std::uint64_t size = 20;
    bool counts = true;
    std::size_t excerpts = 3; // for each cable; 0: none
    bool hints = true;
    std::string after = {}; // all_ids() only: the reference id behind which the list goes on
};

// Something else that may have been meant.
struct Hint {
    enum class Kind : std::uint8_t { Cable, Tag, Spelling };
    Kind kind = Kind::Spelling;
    std::string text;  // 08LINDEN242, PHUM, trafficking
    std::string query; // that asks for it; of a cable its id
};

struct FoundCable {
    edition::CableRow row;
    Excerpts excerpts;
};

struct Results {
    query::Reading reading;
    query::Node normal;   // what was executed, without the form's choices and times
    std::string in_words; // cables with "trafficking" (any form of the word), ...
    std::vector<Hint> hints;
    Answer answer;
    std::vector<FoundCable> cables; // as answer.hits
};

struct Suggestions { // for what somebody has begun to type
    std::vector<std::string> ids;
    std::vector<std::string> tags;
    std::vector<std::string> origins;
    std::vector<std::string> words;
};

class SearchReader {
public:
    // UsageError where no edition is.
    static SearchReader open(const std::filesystem::path& edition);
    // Ranks as the settings of the edition say.
    SearchReader(std::shared_ptr<const edition::Generation> generation,
                 std::shared_ptr<const Index> index);

    Results find(const SearchForm& form);
    // Every cable found, in order, behind form.after if that is not empty; nothing if that cable is
    // not among them. The ids live as long as the index.
    std::optional<std::vector<std::string_view>> all_ids(const SearchForm& form);
    edition::CableRow row(std::string_view id); // of an id of the index
    // The words to be marked on the page of one cable; empty if the query does not find it.
    PageMarks marks_on_page(const std::string& query, const Cable& cable);
    // A few of each, whatever is typed.
    Suggestions suggest(std::string_view begun);
    std::string explain(const SearchForm& form);

    // For another thread, or for work that goes on after this one is given back.
    SearchReader another() const { return {generation_, searcher_.shared_index()}; }

    const std::shared_ptr<const edition::Generation>& generation() const { return generation_; }
    edition::Reader& reader() { return reader_; }
    Searcher& searcher() { return searcher_; }

private:
    Request request_for(const SearchForm& form, query::Node normal);
    FoundCable found(const Hit& hit, const query::Node& query, std::size_t excerpts);
    void add_hints(Results& results, const std::string& typed);
    bool may_find_something(const std::string& query);
    std::optional<std::string> better_spelling(const query::Node& word);

    std::shared_ptr<const edition::Generation> generation_;
    edition::Reader reader_;
    Searcher searcher_;
    Excerpter excerpter_;
};

// "2008", "2008-02", "none"; nothing for anything else.
std::optional<query::Node> created_range(std::string_view text);

} // namespace chancery::index
