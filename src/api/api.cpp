#include "api/api.hpp"

#include <atomic>
#include <utility>

#include "api/handlers.hpp"
#include "api/problem.hpp"
#include "api/schema.hpp"
#include "base/text.hpp"

namespace chancery::api {

namespace {

constexpr std::string_view kPrefix = "/api/";
constexpr std::size_t kPieceBytes = 256U << 10U;
// In the ETag of whole lists, beside the edition: changes when their form does.
constexpr std::string_view kListForm = "1";

// ---- whole lists ----

// Of the whole process, as are the workers that the limit guards.
std::atomic<std::size_t> streams{0};

class StreamTicket {
public:
    StreamTicket() : is_valid_(streams.fetch_add(1) < kMaxStreams) {}
    ~StreamTicket() { --streams; }
    StreamTicket(const StreamTicket&) = delete;
    StreamTicket& operator=(const StreamTicket&) = delete;
    StreamTicket(StreamTicket&&) = delete;
    StreamTicket& operator=(StreamTicket&&) = delete;
    bool is_valid() const { return is_valid_; }

private:
    bool is_valid_;
};

class WholeList : public http::Stream {
public:
    WholeList(std::unique_ptr<StreamTicket> ticket, std::unique_ptr<List> list, Form form,
              std::string beginning)
        : ticket_(std::move(ticket)), list_(std::move(list)), form_(form),
          beginning_(std::move(beginning))
    {
    }

    More next(std::string& piece) override
    {
        piece += std::exchange(beginning_, "");
        Record record(piece, form_);
        while (piece.size() < kPieceBytes && list_->more()) {
            list_->write(record);
        }
        return list_->more() ? More::Yes : More::No;
    }

private:
    std::unique_ptr<StreamTicket> ticket_;
    std::unique_ptr<List> list_;
    Form form_;
    std::string beginning_;
};

// A list that is gone on with has its names already.
std::string csv_names(const Call& call)
{
    if (call.form != Form::Csv || !call.values.text("after").empty()) {
        return {};
    }
    std::string names;
    for (const Field& field : schema_of(call.operation.line).fields) {
        names.append(names.empty() ? "" : ",").append(field.name);
    }
    return names + "\r\n";
}

http::Response whole_list(const Call& call, std::unique_ptr<StreamTicket> ticket,
                          std::unique_ptr<List> list)
{
    const bool csv = call.form == Form::Csv;
    const bool named = csv && call.values.text("after").empty();
    http::Response response;
    response.content_type = !csv    ? "application/jsonl; charset=utf-8"
                            : named ? "text/csv; charset=utf-8; header=present"
                                    : "text/csv; charset=utf-8; header=absent";
    response.etag = '"' + call.generation().fingerprint() + "-" + std::string(kListForm) + '"';
    response.stream =
        std::make_shared<WholeList>(std::move(ticket), std::move(list), call.form, csv_names(call));
    return response;
}

// ---- pages and single things ----

http::Response json_response(std::string body)
{
    http::Response response;
    response.content_type = "application/json";
    response.body = http::Body::make(std::move(body));
    return response;
}

http::Response page_of(const Call& call, List& list)
{
    std::string body = "{\"items\":[";
    Record record(body, Form::Page);
    const std::uint64_t limit = call.values.number("limit");
    std::uint64_t count = 0;
    for (; count < limit && list.more(); ++count) {
        body += count == 0 ? "" : ",";
        list.write(record);
    }
    body += "],";
    const std::string next =
        count > 0 && list.more() ? call.address_with("after", list.cursor()) : std::string();
    std::string beside;
    JsonWriter json(beside);
    json.begin_object();
    json.text_or_null("next", next);
    json.member("total", list.total());
    list.write_beside(json);
    json.end_object();
    http::Response response = json_response(body.append(beside, 1));
    if (!next.empty()) { // RFC 8288
        response.headers.emplace_back("Link", "<" + next + ">; rel=\"next\"");
    }
    return response;
}

http::Response one_answer(const Call& call)
{
    Result<std::string> body = call.operation.one(call);
    return body ? json_response(*std::move(body)) : std::move(body.error());
}

http::Response list_answer(const Call& call)
{
    std::unique_ptr<StreamTicket> ticket;
    if (call.form != Form::Page) {
        ticket = std::make_unique<StreamTicket>();
        if (!ticket->is_valid()) {
            return problem("busy", "others are fetching whole lists just now");
        }
    }
    Result<std::unique_ptr<List>> list = call.operation.list(call);
    if (!list) {
        return std::move(list.error());
    }
    return call.form == Form::Page ? page_of(call, **list)
                                   : whole_list(call, std::move(ticket), *std::move(list));
}

http::Response answer_to(const Call& call)
{
    http::Response response =
        call.operation.shape() == Shape::List ? list_answer(call) : one_answer(call);
    response.sharing = http::Sharing::AnyOrigin;
    if (response.status == 200) {
        response.last_modified = call.generation().last_release();
    }
    return response;
}

} // namespace

bool is_api_path(std::string_view path)
{
    return path.starts_with(kPrefix) && path != kPrefix;
}

http::Response answer(index::SearchReader& search, std::string_view path, const http::Fields& query)
{
    const std::optional<Found> found = find_operation(path);
    if (!found) {
        return problem("address", "there is nothing here; /api/ says what there is");
    }
    const auto values = read_values(found->operation->parameters, found->form, found->path, query);
    return values ? answer_to({search, *found->operation, *values, found->form})
                  : wrong_parameters(values.error());
}

// Fetch standard, "CORS protocol": nothing but reading, and the headers that caching needs.
http::Response preflight()
{
    http::Response response;
    response.status = 204;
    response.cache = http::Cache::Day;
    response.sharing = http::Sharing::AnyOrigin;
    response.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
    response.headers.emplace_back("Access-Control-Allow-Headers",
                                  "If-None-Match, If-Modified-Since, Range, If-Range");
    response.headers.emplace_back("Access-Control-Max-Age", "86400");
    return response;
}

} // namespace chancery::api
