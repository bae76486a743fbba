#include "api/problem.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/json_writer.hpp"

namespace chancery::api {

namespace {

constexpr std::string_view kRetrySeconds = "5";

constexpr std::array kKinds = {
    ProblemKind{"parameter", 400, "Wrong parameters",
                "A parameter is not known here, is missing, comes too often or is out of bounds; "
                "`parameters` names each."},
    ProblemKind{"address", 404, "No such address", "The API has nothing at this address."},
    ProblemKind{"cable", 404, "No such cable",
                "It is not in this archive. `suggestions` has ids that may have been meant, "
                "`citers` how many cables here refer to it."},
    ProblemKind{
        "thing", 404, "No such thing",
        "The cable, post or archive has no paragraph, version, tag and so on of this name."},
    ProblemKind{"cursor", 404, "No such place in the list",
                "What `after` names is not in this list, or not any more: begin anew."},
    ProblemKind{"method", 405, "Method not allowed", "The API is for reading: GET, HEAD, OPTIONS."},
    ProblemKind{
        "withdrawn", 410, "Withdrawn",
        "The publisher has withdrawn the cable or article; `withdrawn` says when and `why` why."},
    ProblemKind{"version", 410, "Not shown any more",
                "This text of the cable has what is taken out now."},
    ProblemKind{"failure", 500, "Failure", "Something is wrong here; the request may be right."},
    ProblemKind{"busy", 503, "Busy",
                "There is too much to do just now: come again after the seconds that Retry-After "
                "names."},
};

const ProblemKind& kind_of(std::string_view name)
{
    const auto found = std::ranges::find(kKinds, name, &ProblemKind::name);
    CHECK(found != kKinds.end());
    return *found;
}

} // namespace

std::span<const ProblemKind> problem_kinds()
{
    return kKinds;
}

http::Response problem(std::string_view name, std::string_view detail,
                       const std::function<void(JsonWriter&)>& more)
{
    const ProblemKind& kind = kind_of(name);
    std::string body;
    JsonWriter json(body);
    json.begin_object();
    json.member("type", "/api/#problem-" + std::string(kind.name));
    json.member("title", kind.title);
    json.member("status", kind.status);
    json.member("detail", detail);
    if (more) {
        more(json);
    }
    json.end_object();
    body += '\n';

    http::Response response;
    response.status = kind.status;
    response.content_type = "application/problem+json";
    response.body = http::Body::make(std::move(body));
    response.cache = http::Cache::NoStore;
    response.sharing = http::Sharing::AnyOrigin;
    if (kind.status == 503) {
        response.headers.emplace_back("Retry-After", kRetrySeconds);
    }
    return response;
}

http::Response wrong_parameters(const std::vector<Wrong>& wrong)
{
    CHECK(!wrong.empty());
    return problem("parameter", wrong[0].name + ": " + wrong[0].reason, [&](JsonWriter& json) {
        json.key("parameters");
        json.begin_array();
        for (const Wrong& one : wrong) {
            json.begin_object();
            json.member("name", one.name);
            json.member("reason", one.reason);
            json.end_object();
        }
        json.end_array();
    });
}

http::Response refusal(int status)
{
    return status == 405   ? problem("method", "this address can be read only")
           : status == 503 ? problem("busy", "the server has too much to do")
                           : problem("failure", "the answer could not be made");
}

} // namespace chancery::api
