#include "site/site.hpp"

#include <iostream>
#include <utility>

#include "api/api.hpp"
#include "api/problem.hpp"
#include "oai/repository.hpp"

namespace chancery::site {

namespace {

Address address_of(const http::Request& request)
{
    Address address{request.path, request.query};
    address.accept_datetime = request.accept_datetime;
    if (request.method == http::Method::Post) { // then the arguments are in the body
        address.query = http::parse_form(request.body).value_or(http::Fields());
    }
    return address;
}

// What the cache may answer: it knows addresses and nothing else of a request.
bool is_plain(const http::Request& request)
{
    return request.method != http::Method::Post && request.accept_datetime.empty();
}

// The generation's fingerprint makes old entries unreachable, whoever puts them in late. No path
// holds a line end.
std::string cache_key(const edition::Generation& generation, const Address& address)
{
    return generation.fingerprint() + '\n' + address.path + '\n' + canonical_query(address);
}

bool is_worth_keeping(const http::Response& response)
{
    // Others cost little, and there is no end of wrong addresses.
    return response.status == 200 && response.cache != http::Cache::NoStore;
}

} // namespace

Site::Site(std::filesystem::path edition, SiteOptions options)
    : live_(std::move(edition), options.look_every), cache_(options.cache_bytes)
{
}

std::optional<http::Response> Site::quick(const http::Request& request)
{
    const Address address = address_of(request);
    if (live_.look() == Look::Changed || !is_plain(request) || !has_canonical_query(address)) {
        return std::nullopt;
    }
    return cache_.get(cache_key(live_.open()->generation(), address));
}

http::Response Site::handle(const http::Request& request)
{
    if (live_.look() == Look::Changed && live_.reload()) {
        cache_.clear();
    }
    const std::shared_ptr<OpenEdition> open = live_.open();
    try {
        return make(open, address_of(request));
    } catch (const std::exception& error) {
        // Two releases since the last look: the old one may be gone from the disk.
        if (live_.reload() || live_.open() != open) {
            return handle(request);
        }
        std::cerr << "chancery: " << error.what() << '\n';
        return api::is_api_path(request.path) ? api::refusal(500)
                                              : failure_page(open->generation());
    }
}

http::Methods Site::methods(const http::Request& request)
{
    return request.path == oai::kPath ? http::Methods::ReadAndPost : http::Methods::Read;
}

http::Response Site::options(const http::Request& request)
{
    return api::is_api_path(request.path) ? api::preflight() : Handler::options(request);
}

http::Response Site::refusal(const http::Request& request, int status)
{
    return api::is_api_path(request.path) ? api::refusal(status)
                                          : Handler::refusal(request, status);
}

Site::Figures Site::figures() const
{
    const std::shared_ptr<OpenEdition> open = live_.open();
    return {open->generation().cable_count(),
            seconds_since_epoch(open->generation().last_release()), cache_.bytes()};
}

http::Response Site::make(const std::shared_ptr<OpenEdition>& open, const Address& address)
{
    ReaderLease reader(open);
    http::Response response;
    try {
        response = answer(*reader, address);
    } catch (...) {
        reader.discard();
        throw;
    }
    if (is_worth_keeping(response)) {
        cache_.put(cache_key(open->generation(), address), response);
    }
    return response;
}

} // namespace chancery::site
