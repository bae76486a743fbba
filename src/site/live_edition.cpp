#include "site/live_edition.hpp"

#include <iostream>
#include <utility>

#include "edition/format.hpp"

namespace chancery::site {

namespace {

// What `current` names; empty where the folder is a generation itself, which never changes.
std::filesystem::path current_target(const std::filesystem::path& folder)
{
    std::error_code none;
    return std::filesystem::read_symlink(folder / edition::kCurrentLink, none);
}

std::int64_t ticks_now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

} // namespace

OpenEdition::OpenEdition(const std::filesystem::path& folder)
    : generation_(edition::Generation::open(folder)),
      index_(index::Index::open(generation_->folder() / edition::kIndexFolder))
{
}

ReaderLease::ReaderLease(std::shared_ptr<OpenEdition> edition) : edition_(std::move(edition))
{
    {
        const std::lock_guard lock(edition_->mutex_);
        if (!edition_->idle_.empty()) {
            reader_ = std::move(edition_->idle_.back());
            edition_->idle_.pop_back();
        }
    }
    if (reader_ == nullptr) {
        reader_ = std::make_unique<index::SearchReader>(edition_->generation_, edition_->index_);
    }
}

ReaderLease::~ReaderLease()
{
    if (reader_ != nullptr) {
        const std::lock_guard lock(edition_->mutex_);
        edition_->idle_.push_back(std::move(reader_));
    }
}

LiveEdition::LiveEdition(std::filesystem::path folder, std::chrono::milliseconds look_every)
    : folder_(std::move(folder)), look_every_(look_every), target_(current_target(folder_))
{
    open_ = std::make_shared<OpenEdition>(folder_);
}

std::shared_ptr<OpenEdition> LiveEdition::open() const
{
    const std::lock_guard lock(mutex_);
    return open_;
}

// None at all: a generation that is served by its own folder.
bool LiveEdition::is_other(const std::filesystem::path& target) const
{
    const std::lock_guard lock(mutex_);
    return !target.empty() && target != target_;
}

Look LiveEdition::look()
{
    const std::int64_t now = ticks_now();
    std::int64_t due = next_look_.load(std::memory_order_relaxed);
    const std::int64_t next =
        now + std::chrono::duration_cast<std::chrono::steady_clock::duration>(look_every_).count();
    if (now >= due && next_look_.compare_exchange_strong(due, next)) {
        changed_ = is_other(current_target(folder_));
    }
    return changed_ ? Look::Changed : Look::Same;
}

bool LiveEdition::reload()
{
    const std::lock_guard one_at_a_time(reloading_);
    const std::filesystem::path target = current_target(folder_);
    if (!is_other(target)) {
        return false;
    }
    changed_ = false; // if it cannot be opened, the next look says so again
    try {
        auto opened = std::make_shared<OpenEdition>(folder_);
        const std::lock_guard lock(mutex_);
        open_ = std::move(opened);
        target_ = target;
        return true;
    } catch (const std::exception& error) {
        std::cerr << "chancery: the new edition cannot be used, the old one stays: " << error.what()
                  << '\n';
        return false;
    }
}

} // namespace chancery::site
