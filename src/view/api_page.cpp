#include "view/api_page.hpp"

#include <algorithm>

namespace chancery::view {

namespace {

Html rules(const ApiPage& model)
{
    Html out;
    out.add(
        {"<p class=\"lead\">Everything on this site can be had by programs: JSON, JSON lines and "
         "CSV, "
         "without a key. The same in OpenAPI 3.1: <a href=\"/api/openapi.json\">"
         "openapi.json</a>.</p>\n<ul>\n",
         "<li>A <strong>list</strong> comes in pages: <code>{\"items\": [...], \"next\": "
         "\"...\", \"total\": n}</code>. <code>next</code> is the address of the next page, or "
         "null "
         "on the last; <code>total</code> is null where counting would take too long.</li>\n",
         "<li>With <code>.jsonl</code> or <code>.csv</code> at the end of its address a list comes "
         "<strong>whole</strong>, as a stream. Where a stream broke off, it goes on with "
         "<code>after=</code>; the lines of a CSV then come without the line of names.</li>\n",
         "<li>Members that have no value are <code>null</code> or <code>[]</code>, never left out. "
         "Later versions may add members: ignore those you do not know. Moments are in UTC. "
         "Addresses are of this site.</li>\n",
         "<li>Each answer has an <code>ETag</code>: send it back as <code>If-None-Match</code>, "
         "and "
         "what has not changed is answered 304. A whole list changes with a release only.</li>\n",
         "<li>A parameter that is not known, comes twice or is out of bounds is refused, and the "
         "answer names it. <a href=\"#problems\">Problems</a> are JSON as RFC 9457 has it.</li>\n",
         "<li>Scripts of any site may read the answers. Nobody is asked who they are, and no "
         "request "
         "is kept.</li>\n",
         "<li>One request after the other meets no limit. At most ", model.max_streams,
         " whole lists are sent at a time, and a request beyond what the machine can do is "
         "answered "
         "503: come again after the seconds that <code>Retry-After</code> names.</li>\n</ul>\n"});
    return out;
}

Html contents(const ApiPage& model)
{
    Html out;
    out.add({"<nav class=\"letters\" aria-label=\"On this page\">\n"});
    for (std::size_t i = 0; i < model.groups.size(); ++i) {
        out.add({"<a href=\"#g", i + 1, "\">", model.groups[i].title, "</a>\n"});
    }
    out.add({"<a href=\"#problems\">Problems</a>\n<a href=\"#schemas\">Schemas</a>\n</nav>\n"});
    return out;
}

// A type with a link where it names a schema: [Tag] leads to Tag.
Html type_html(const ApiPage& model, const std::string& type)
{
    const std::size_t from = type.find_first_not_of("[~");
    const std::size_t to = type.find_first_of("]?", std::min(from, type.size()));
    const std::string name = from == std::string::npos ? "" : type.substr(from, to - from);
    Html out;
    if (std::ranges::find(model.schemas, name, &ApiSchema::name) == model.schemas.end()) {
        out.add({"<code>", type, "</code>"});
    } else {
        out.add({"<code>", type.substr(0, from), "<a href=\"#", name, "\">", name, "</a>",
                 to == std::string::npos ? std::string() : type.substr(to), "</code>"});
    }
    return out;
}

Html parameters(const std::vector<ApiParameter>& list)
{
    Html out;
    if (list.empty()) {
        return out;
    }
    out.add({"<table class=\"queries members\">\n<thead><tr><th scope=\"col\">Parameter</th><th "
             "scope=\"col\">What it is</th></tr></thead>\n<tbody>\n"});
    for (const ApiParameter& parameter : list) {
        out.add({"<tr><th scope=\"row\"><code>", parameter.name, "</code></th><td>",
                 parameter.meaning, std::string_view(parameter.meaning.empty() ? "" : ". "),
                 parameter.form, "</td></tr>\n"});
    }
    out.add({"</tbody>\n</table>\n"});
    return out;
}

Html operation_html(const ApiPage& model, const ApiOperation& operation)
{
    Html out;
    out.add({"<h3 id=\"", operation.name, "\"><code>", operation.path, "</code></h3>\n<p>",
             operation.summary, std::string_view(operation.is_list ? " A list of " : " Answer: "),
             type_html(model, operation.answer), ".</p>\n", parameters(operation.parameters)});
    if (!operation.example.empty()) {
        out.add({"<p>"});
        for (std::size_t i = 0; i < operation.example.size(); ++i) {
            out.add({std::string_view(i == 0 ? "Try " : " · "), "<a href=\"", operation.example[i],
                     "\" rel=\"nofollow\"><code>", operation.example[i], "</code></a>"});
        }
        out.add({"</p>\n"});
    }
    return out;
}

Html problems(const ApiPage& model)
{
    Html out;
    out.add({"<h2 id=\"problems\">Problems</h2>\n<table class=\"queries members\">\n<thead><tr><th "
             "scope=\"col\">Status and type</th><th scope=\"col\">What it means</th></tr></thead>\n"
             "<tbody>\n"});
    for (const ApiProblem& problem : model.problems) {
        out.add({"<tr id=\"problem-", problem.name, "\"><th scope=\"row\">", problem.status,
                 " <code>", problem.name, "</code></th><td>", problem.title, ". ", problem.meaning,
                 "</td></tr>\n"});
    }
    out.add({"</tbody>\n</table>\n"});
    return out;
}

Html schema_html(const ApiPage& model, const ApiSchema& schema)
{
    Html out;
    out.add({"<h3 id=\"", schema.name, "\">", schema.name, "</h3>\n<p>", schema.meaning, "</p>\n"});
    if (schema.fields.empty()) {
        return out;
    }
    out.add({"<table class=\"queries members\">\n<thead><tr><th scope=\"col\">Member</th><th "
             "scope=\"col\">What it is</th></tr></thead>\n<tbody>\n"});
    for (const ApiField& field : schema.fields) {
        out.add({"<tr><th scope=\"row\"><code>", field.name, "</code></th><td>",
                 type_html(model, field.type), std::string_view(field.meaning.empty() ? "" : " · "),
                 field.meaning, "</td></tr>\n"});
    }
    out.add({"</tbody>\n</table>\n"});
    return out;
}

} // namespace

std::string api_page(const Frame& frame, const ApiPage& model)
{
    Html content;
    content.add({"<div class=\"prose\">\n<h1>The archive for programs</h1>\n", rules(model),
                 "</div>\n", contents(model)});
    for (std::size_t i = 0; i < model.groups.size(); ++i) {
        content.add({"<h2 id=\"g", i + 1, "\">", model.groups[i].title, "</h2>\n"});
        for (const ApiOperation& operation : model.groups[i].operations) {
            content.add({operation_html(model, operation)});
        }
    }
    content.add(
        {problems(model),
         "<h2 id=\"schemas\">Schemas</h2>\n<div class=\"prose\"><p><code>[T]</code> is a list, "
         "<code>T?</code> may be null, <code>~T</code> may be left out, "
         "<code>a|b</code> is one of these texts; a <code>number</code> is whole and not "
         "negative, a <code>span</code> two of them, a <code>path</code> an address of "
         "this site.</p></div>\n"});
    for (const ApiSchema& schema : model.schemas) {
        content.add({schema_html(model, schema)});
    }
    return whole_page(frame, {.title = "The archive for programs",
                              .section = Section::Help,
                              .content = std::move(content)});
}

} // namespace chancery::view
