#pragma once
// What the operations do (operations.hpp), each in the file that its comment names.
#include "api/operations.hpp"

namespace chancery::api {

// one_cable.cpp
Result<std::string> one_cable(const Call& call);
Result<std::string> one_paragraph(const Call& call);
Result<std::string> one_version(const Call& call);
Result<std::unique_ptr<List>> paragraphs(const Call& call);
Result<std::unique_ptr<List>> versions(const Call& call);
Result<std::unique_ptr<List>> references(const Call& call);

// cable_lists.cpp
Result<std::unique_ptr<List>> cables(const Call& call);
Result<std::unique_ptr<List>> citers(const Call& call);
Result<std::unique_ptr<List>> all_references(const Call& call);

// search_lists.cpp
Result<std::unique_ptr<List>> search(const Call& call);
Result<std::unique_ptr<List>> facets(const Call& call);

// value_lists.cpp
Result<std::string> archive(const Call& call);
Result<std::string> one_tag(const Call& call);
Result<std::string> one_origin(const Call& call);
Result<std::string> one_classification(const Call& call);
Result<std::unique_ptr<List>> tags(const Call& call);
Result<std::unique_ptr<List>> origins(const Call& call);
Result<std::unique_ptr<List>> classifications(const Call& call);
Result<std::unique_ptr<List>> dates(const Call& call);
Result<std::unique_ptr<List>> releases(const Call& call);

// missing_lists.cpp
Result<std::unique_ptr<List>> missing(const Call& call);
Result<std::unique_ptr<List>> missing_of(const Call& call);

// articles.cpp
Result<std::string> one_article(const Call& call);
Result<std::unique_ptr<List>> articles(const Call& call);

// openapi.cpp
Result<std::string> description(const Call& call);

// ---- what several of them use ----

// The row of a cable as a member of a list.
// Inside of an object that is begun.
void write_row_members(Record& record, const edition::WalkRow& row);
void write_row_members(Record& record, const edition::CableRow& row);
template <typename Row>
void write_row(Record& record, const Row& row)
{
    record.begin();
    write_row_members(record, row);
    record.end();
}

http::Response no_such_place(const Call& call);

} // namespace chancery::api
