// Compiled by ctest, never run: with GOOD it must compile, with BAD it must not.
#include "view/html.hpp"

void check(int argument)
{
    char text[4] = "abc";
    text[0] = static_cast<char>(argument);
    chancery::view::Html out;
#ifdef BAD
    out.add({"<p>", text, "</p>"});
#else
    out.add({"<p>", std::string_view(text, 3), "</p>"});
#endif
}
