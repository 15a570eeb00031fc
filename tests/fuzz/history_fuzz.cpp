// What tells of the last end: none of it may crash, hang or be read outside, and what is redacted
// tells the same. The first byte chooses the source.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "probe/facts/json.hpp"
#include "probe/history/bert.hpp"
#include "probe/history/boots.hpp"
#include "probe/history/journal.hpp"
#include "probe/history/journal_config.hpp"
#include "probe/history/journal_export.hpp"
#include "probe/history/log_matches.hpp"
#include "probe/history/previous_end.hpp"
#include "probe/history/pstore.hpp"
#include "probe/history/reset_reason.hpp"
#include "probe/history/signatures.hpp"
#include "probe/history/wtmp.hpp"

namespace {

using namespace rigcheck;

void require(bool holds) {
    if (!holds) std::abort();
}

void read_journal_text(std::string_view text) {
    auto const entries = parse_journal_export(text);
    require(entries.size() <= kMostEntries);
    auto const again = parse_journal_export(write_journal_export(entries));
    require(write_journal_export(again) == write_journal_export(entries));
    Journal journal;
    journal.runs = runs_of(entries, kNewest);
    journal.files.storage = JournalStorage::persistent;
    std::vector<Boot> boots;
    for (auto const& run : journal.runs) {
        boots.push_back(boot_of(run));
        bert_in_log(run);
    }
    auto const matches = log_matches_of(journal.runs);
    std::vector<WtmpRecord> const wtmp;
    std::optional<BlackBox> const blackbox;
    record::Ledger const ledger;
    std::vector<Drive> const drives;
    auto const end = previous_end_of({.journal = journal,
                                      .matches = matches,
                                      .wtmp = wtmp,
                                      .blackbox = blackbox,
                                      .ledger = ledger,
                                      .drives = drives,
                                      .watchdog_status = std::nullopt,
                                      .started_us = std::nullopt,
                                      .running_id = {}});
    to_json(boots);
    to_json(matches);
    if (end) to_json(*end);
}

void read_wtmp_bytes(std::string const& bytes) {
    auto const records = parse_wtmp(bytes);
    if (!records) return;
    auto const redacted = redact_wtmp(bytes);
    require(redact_wtmp(redacted) == redacted);
    auto const after = parse_wtmp(redacted);
    require(after && after->size() == records->size());
    for (std::int64_t const start : {std::int64_t{0}, std::int64_t{1763675285000000}}) {
        auto const one = end_in_wtmp(*records, start);
        auto const other = end_in_wtmp(*after, start);
        require(one.has_value() == other.has_value());
        require(!one || (one->shutdown == other->shutdown && one->last_us == other->last_us));
    }
}

// Names and texts, parted by bytes of 1.
void read_pstore_files(std::string_view text) {
    std::vector<PstoreFile> files;
    while (!text.empty() && files.size() < 64) {
        auto const end = std::min(text.find('\1'), text.size());
        auto const file = text.substr(0, end);
        auto const colon = std::min(file.find(':'), file.size());
        std::string const name(file.substr(0, colon));
        files.push_back({name, std::string(file.substr(colon)), pstore_time(name)});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    for (auto const& record : parse_pstore(files)) require(record.lines.size() <= 40);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    std::string const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    switch (data[0] % 7U) {
        case 0:
            read_journal_text(text);
            break;
        case 1:
            read_wtmp_bytes(text);
            break;
        case 2:
            read_pstore_files(text);
            break;
        case 3:
            if (auto const bert = parse_bert(text)) require(bert->errors.size() <= 32);
            break;
        case 4:
            match_signature(text);
            match_signature(text, "systemd-oomd");
            break;
        case 5:
            reset_reason_of({text.substr(0, size / 2), text.substr(size / 2)});
            prints_reset_reason(text);
            break;
        default:
            parse_journal_files(text);
            parse_time_span(text);
    }
    return 0;
}
