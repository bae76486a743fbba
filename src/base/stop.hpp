#pragma once
// Ctrl-C and SIGTERM, for long work: install once, ask between steps. The second signal kills at
// once.
namespace chancery {

void install_stop_handler();
bool stop_requested();
void throw_if_stopped(); // Interrupted

} // namespace chancery
