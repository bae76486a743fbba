#include "release/history.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include "base/hash.hpp"
#include "base/stop.hpp"
#include "cable/cable_json.hpp"
#include "edition/batch.hpp"
#include "edition/format.hpp"

namespace chancery::release {

namespace {

namespace fs = std::filesystem;

using archive::Act;
using archive::State;

constexpr int kLevel = 3;

class VersionWriter {
public:
    VersionWriter(archive::Store& store, const Desk& desk, fs::path generation)
        : store_(store), unpack_(archive::all_dictionaries(store)), redactor_(desk.rules()),
          folder_(std::move(generation) / edition::kVersionsFolder), pack_("", kLevel)
    {
        for (const Planned& cable : desk.planned()) {
            originals_.emplace(cable.act.reference, cable.originals);
        }
    }

    void add(const std::vector<Act>& acts)
    {
        std::uint32_t number = 0;
        for (std::size_t i = 0; i < acts.size(); ++i) {
            const Act& act = acts[i];
            if (act.state == State::Held) {
                continue;
            }
            edition::Version version{
                act.reference, ++number, act.date,    std::string(archive::name(act.change)),
                act.why,       "",       std::nullopt};
            const bool shows = act.state == State::Metadata ||
                               (act.state == State::Whole && acts.back().state == State::Whole);
            if (const auto cable = shows ? view_of(act) : std::nullopt) {
                const std::string json = to_json(*cable);
                version.sha256 = hex(sha256(json));
                if (i + 1 < acts.size()) {
                    version.place = keep(*cable, json);
                }
            }
            versions_.push_back(std::move(version));
        }
    }

    std::vector<edition::Version> finish()
    {
        if (old_views_) {
            old_views_->finish();
        }
        return std::move(versions_);
    }

private:
    // Nothing if it cannot be made as it was: what it left out then is not what must be left out now. Of a
    // withdrawn cable nothing is shown, and no text of one that is without its text now.
    std::optional<Cable> view_of(const Act& act)
    {
        const auto known = originals_.find(act.reference);
        if (known == originals_.end()) {
            return std::nullopt;
        }
        std::vector<archive::OriginalNumber> originals = {act.original};
        std::ranges::copy_if(known->second, std::back_inserter(originals),
                             [&](auto number) { return number != act.original; });
        try {
            redact::Redacted view =
                released_view(load(store_, {act, std::nullopt, originals}), unpack_, redactor_);
            return view.fingerprint == act.fingerprint ? std::optional(std::move(view.cable))
                                                       : std::nullopt;
        } catch (const redact::RedactionError&) {
            return std::nullopt;
        }
    }

    std::uint32_t keep(const Cable& cable, const std::string& json)
    {
        if (!old_views_) {
            fs::create_directories(folder_);
            old_views_ =
                std::make_unique<edition::BatchWriter>(folder_ / edition::kOldViewsName, "");
        }
        old_views_->add(edition::facts_of(cable), pack_(json));
        return kept_++;
    }

    archive::Store& store_;
    archive::Unpacker unpack_;
    redact::Redactor redactor_;
    fs::path folder_;
    Compressor pack_;
    std::map<std::string, std::vector<archive::OriginalNumber>, std::less<>> originals_;
    std::unique_ptr<edition::BatchWriter> old_views_;
    std::uint32_t kept_ = 0;
    std::vector<edition::Version> versions_;
};

} // namespace

std::vector<edition::Version> write_versions(archive::Store& store, const Desk& desk,
                                             const fs::path& generation)
{
    VersionWriter writer(store, desk, generation);
    for (const auto& [reference, acts] : desk.history()) {
        throw_if_stopped();
        const State state = acts.back().state;
        if (state != State::Held && (acts.size() > 1 || state == State::Withdrawn)) {
            writer.add(acts);
        }
    }
    return writer.finish();
}

} // namespace chancery::release
