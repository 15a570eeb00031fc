#include "wizard/report/report_style.hpp"

namespace rigcheck {
namespace {

// Colours are the window's. On paper all of them are ink: shape, word and kind of line remain.
constexpr std::string_view kStyle = R"(
:root { --fine: #1a7f37; --notice: #0b63b8; --warning: #9a5b00; --critical: #c21f2b; --unknown: #57606a;
  --panel: #f3f5f7; --contacts: #b98a1d; }
@media (prefers-color-scheme: dark) {
  :root { --fine: #56c271; --notice: #5faeff; --warning: #e5a93c; --critical: #ff7b72; --unknown: #9da7b1;
    --panel: #1e242a; --contacts: #d8b04c; }
}
@media print {
  :root { --fine: #000; --notice: #000; --warning: #000; --critical: #000; --unknown: #333; --panel: #fff;
    --contacts: #999; }
}
.fine { --tone: var(--fine); } .notice { --tone: var(--notice); } .warning { --tone: var(--warning); }
.critical { --tone: var(--critical); } .unknown { --tone: var(--unknown); } .none { --tone: var(--soft); }
.accepted { --tone: var(--soft); }
body { max-width: 60rem; }
h1 { margin: 0; font-size: 1.1rem; color: var(--soft); font-weight: 600; }
h2 { margin-bottom: .6rem; } h3 { margin: .4rem 0 .2rem; font-size: 1.1rem; }
code { font: .9em ui-monospace, monospace; }
.machine { margin: .2rem 0 0; font-size: 1.35rem; font-weight: 600; line-height: 1.3; }
.origin { margin: .2rem 0; color: var(--soft); }
.verdict { margin: 1.2rem 0; padding: .8rem 1rem; border-left: .4rem solid var(--tone); background: var(--panel); }
.badge { display: inline-block; padding: 0 .5em; border: 1.5px solid var(--tone); border-radius: .3em;
  color: var(--tone); font-size: .9rem; font-weight: 600; white-space: nowrap; }
.badge.critical { border-width: 3px; } .badge.unknown, .badge.none, .badge.accepted { border-style: dashed; }
.card { margin: 1rem 0; padding: .8rem 1rem; border: 1px solid var(--line); border-left: .4rem solid var(--tone);
  border-radius: .3rem; background: var(--panel); }
.card.critical { border-left-style: double; border-left-width: .6rem; } .card.notice { border-left-style: dashed; }
.card.accepted { border-left-style: dotted; }
.card p { margin: .4rem 0; } .card ol, .card ul { margin: .3rem 0; padding-left: 1.6rem; } .card li { margin: .25rem 0; }
.card .head { display: flex; justify-content: space-between; margin: 0; } .head > span:last-child { color: var(--soft); }
.card .subject { margin-top: 0; color: var(--soft); }
.card .label { margin-top: .8rem; font-weight: 600; } .card .next { margin: .1rem 0; color: var(--soft);
  font-size: .9rem; }
summary { cursor: pointer; color: var(--accent); }
.path { list-style: none; } .card .path { padding-left: .2rem; } .path li { margin: 0; }
.path .link { display: block; margin: 0 0 0 .6rem; padding: .3rem .9rem; border-left: .35rem solid var(--line); }
.path .narrowest .link { border-left: .2rem dashed var(--tone); }
.path .stage { display: inline-block; padding: .1rem .6rem; border: 1px solid var(--line); border-radius: .3rem;
  background: var(--paper); }
ul.fine, ul.unknown { padding-left: 0; list-style: none; }
ul.fine > li, ul.unknown > li { padding-left: 1.6rem; margin: .2rem 0; break-inside: avoid; }
ul.unknown > li { margin: .6rem 0; }
ul.fine > li::before { content: "\2713"; } ul.unknown > li::before { content: "?"; }
ul.fine > li::before, ul.unknown > li::before { float: left; margin-left: -1.6rem; color: var(--tone); font-weight: 700; }
ul.fine { columns: 24rem 2; }
.board { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; }
.board figure { flex: 1 1 20rem; margin: 0 0 1rem; } .board .wide { flex-basis: 100%; } figcaption { color: var(--soft); margin-bottom: .4rem; }
.drawings { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: .5rem 1.5rem; }
.drawings svg { margin: 0; max-width: 30rem; break-inside: avoid; font-family: system-ui, sans-serif; }
.label { font-size: 13px; } svg .label { fill: var(--ink); } svg .strong { font-weight: 600; }
svg .soft, svg .small { fill: var(--soft); } svg .small { font-size: 12px; }
.card .label { font-size: 1rem; }
.slot, .part, .block { stroke: var(--tone); fill: var(--panel); stroke-width: 1.5; }
.slot.empty { stroke: var(--soft); fill: none; stroke-dasharray: 5 4; stroke-width: 1; }
.part.warning, .slot.warning { stroke-width: 2.5; } .part.critical, .slot.critical { stroke-width: 4; }
.block { stroke: var(--soft); }
.contacts { stroke: var(--contacts); stroke-width: 3; stroke-dasharray: 2.5 2; fill: none; }
.lane { stroke: var(--tone); stroke-width: 2; fill: none; }
.lane.unused { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 4; }
.sign { fill: none; stroke: var(--tone); stroke-width: 1.5; }
.sign text { fill: var(--tone); stroke: none; font-size: 11px; font-weight: 700; }
.facts { font-size: .9rem; } .facts thead { display: table-header-group; } .facts tr { break-inside: avoid; }
@media (max-width: 40rem) {
  .facts thead { display: none; } .facts tr { display: block; padding: .4rem 0; border-bottom: 1px solid var(--line); }
  .facts th, .facts td { display: block; border: 0; padding: 0 .2rem; } .facts th { font-weight: 600; }
  .facts td[data-column]::before { content: attr(data-column) ": "; color: var(--soft); }
  .facts td:empty { display: none; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; } @page { margin: 15mm; }
  h2, h3, .head, .subject, .card .label { break-after: avoid; } .card p, .card li { break-inside: avoid; }
}
@media print { details::details-content { content-visibility: visible; display: block; } }
)";

}  // namespace

std::string_view report_style() {
    return kStyle;
}

}  // namespace rigcheck
