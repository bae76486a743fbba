// Property: what reads an address of the API takes or refuses it and never both; what is taken can be
// written again, and is then read as the same; a refusal names what is wrong.
#include "api/operations.hpp"
#include "api/problem.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "http/request.hpp"

using namespace chancery; // NOLINT(google-build-using-namespace): a fuzz target

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto parsed = http::parse_target({reinterpret_cast<const char*>(data), size});
    const auto found = parsed ? api::find_operation(parsed->path) : std::nullopt;
    if (!found) {
        return 0;
    }
    const api::Operation& operation = *found->operation;
    CHECK(found->form == api::Form::Page || operation.shape() == api::Shape::List);
    const auto values =
        api::read_values(operation.parameters, found->form, found->path, parsed->query);
    if (!values) {
        CHECK(!values.error().empty() && values.error().size() <= api::kMaxWrong);
        const http::Response refused = api::wrong_parameters(values.error());
        CHECK(refused.status == 400 && is_utf8(refused.body->bytes()));
        return 0;
    }
    CHECK(values->given().size() == found->path.size() + parsed->query.size());

    const std::string address = api::address_of(operation, found->form, values->given());
    const auto again = http::parse_target(address);
    CHECK(again.has_value());
    const auto found_again = api::find_operation(again->path);
    CHECK(found_again && found_again->operation == &operation && found_again->form == found->form);
    const auto read_again =
        api::read_values(operation.parameters, found_again->form, found_again->path, again->query);
    CHECK(read_again && read_again->given() == values->given());
    return 0;
}
