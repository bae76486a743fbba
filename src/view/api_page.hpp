#pragma once
// The page about the API for programs, /api/: what can be asked, with what, and what comes. All of it is
// given, so that it is what the API itself goes by.
//
//   ApiPage model{.groups = {{"Cables", {{.name = "listCables", .path = "/api/v1/cables", ...}}}}};
//   std::string page = api_page(frame, model);
//
// Examples are links to answers of this very archive. Pure; linear; any thread.
#include <string>
#include <vector>

#include "view/page.hpp"

namespace chancery::view {

constexpr std::string_view kApiPath = "/api/";

struct ApiParameter {
    std::string name;
    std::string form;    // "a number from 1 to 200, 50 if not given"
    std::string meaning; // may be empty
};

struct ApiOperation {
    std::string name; // listCables: its anchor
    std::string path;
    std::string summary;
    std::vector<ApiParameter> parameters = {};
    std::string answer; // a schema
    std::vector<std::string> example =
        {}; // addresses: of the answer and, of a list, of the whole list
    bool is_list = false;
};

struct ApiGroup {
    std::string title;
    std::vector<ApiOperation> operations;
};

struct ApiField {
    std::string name;
    std::string type;
    std::string meaning;
};

struct ApiSchema {
    std::string name;
    std::string meaning;
    std::vector<ApiField> fields;
};

struct ApiProblem {
    std::string name;
    int status = 0;
    std::string title;
    std::string meaning;
};

struct ApiPage {
    std::vector<ApiGroup> groups = {};
    std::vector<ApiSchema> schemas = {};
    std::vector<ApiProblem> problems = {};
    std::size_t max_streams = 0;
};

std::string api_page(const Frame& frame, const ApiPage& model);

} // namespace chancery::view
