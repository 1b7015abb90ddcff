export const STYLE = `
:root { color-scheme: light dark; --ink: #1b2230; --soft: #5f6b7e; --line: #dfe3ea; --paper: #f5f6f9; --card: #fff;
  --first: #2f62d9; --second: #c2570c; --third: #7a4fc4; --quiet: #98a2b3; --good: #1f8a4c; --warn: #d92d20; --good-back: #e2f4e8; --bad-back: #fde7e5; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7eaf1; --soft: #9aa5b8; --line: #2f3746; --paper: #11151c; --card: #1a202b;
  --first: #7aa2ff; --second: #f6a45c; --third: #b796f5; --quiet: #7d8899; --good: #5fcf8d; --warn: #ff7b70; --good-back: #16382a; --bad-back: #452220; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--paper); max-width: 1160px; margin: 0 auto; padding: 1.6rem 1.2rem 2.5rem; }
header { display: flex; flex-wrap: wrap; gap: .5rem 2rem; justify-content: space-between; align-items: center; }
h1 { font-size: 1.65rem; line-height: 1.2; margin: 0; letter-spacing: -.01em; } h2 { font-size: 1.12rem; margin: 0 0 .7rem; } p { margin: .3rem 0; color: var(--soft); }
.verdict { font-weight: 600; padding: .35rem .8rem; border-radius: 999px; } .verdict.good { color: var(--good); background: var(--good-back); }
.verdict.bad { color: var(--warn); background: var(--bad-back); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1.1rem 1.25rem; margin: 1rem 0; min-width: 0; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 430px), 1fr)); gap: 1rem 2rem; align-items: start; } .columns > section { margin: 0; height: 100%; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(135px, 1fr)); gap: .7rem; padding: 0; margin: 1rem 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: .7rem .9rem; color: var(--soft); font-size: .82rem; line-height: 1.3; }
.tiles b { display: block; font-size: 1.5rem; line-height: 1.3; color: var(--ink); font-variant-numeric: tabular-nums; letter-spacing: -.01em; white-space: nowrap; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .9rem; }
th, td { text-align: right; padding: .4rem .55rem; border-bottom: 1px solid var(--line); white-space: nowrap; } th:first-child, td:first-child { text-align: left; }
tr:last-child > td, .bars tr:last-child > th { border-bottom: 0; } th { color: var(--soft); font-weight: 500; } td:first-child { font-weight: 600; }
figure { margin: .6rem 0 0; min-width: 0; overflow-x: auto; } figcaption { font-weight: 600; font-size: .92rem; margin-bottom: .35rem; }
svg { display: block; width: 100%; min-width: 420px; max-width: 660px; height: auto; font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); }
.grid { stroke: var(--line); } .zero { stroke: var(--soft); stroke-dasharray: 4 3; stroke-width: 1.5; } .tick, .note { fill: var(--soft); font-size: 11.5px; } .figure { font-weight: 600; }
.interval { stroke-width: 4; stroke-linecap: round; opacity: .55; }
${(['first', 'second', 'third', 'quiet'] as const).map((tone) => `svg .${tone} .interval { stroke: var(--${tone}); } svg .${tone} circle { fill: var(--${tone}); }`).join(' ')}
${(['good', 'first', 'second', 'third', 'quiet', 'warn'] as const).map((tone) => `span.${tone}, i.${tone} { background: var(--${tone}); }`).join(' ')}
.stack { display: flex; gap: 2px; height: 22px; border-radius: 6px; overflow: hidden; } .stack span { flex-basis: 0; min-width: 3px; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .15rem 1.1rem; padding: 0; margin: .5rem 0 0; font-size: .88rem; color: var(--soft); }
.legend b { color: var(--ink); font-variant-numeric: tabular-nums; } .legend i { display: inline-block; width: .65rem; height: .65rem; border-radius: 3px; margin-right: .35rem; }
.bars th { color: var(--ink); } .bars .bar { width: 55%; } .bar span { display: inline-block; height: 14px; vertical-align: middle; } .bar span:first-child { border-radius: 4px 0 0 4px; }
.bars td { text-align: right; } .bars .bar { text-align: left; font-size: 0; } .soft { color: var(--soft); } .bars td.soft { text-align: left; font-weight: 400; }
footer { color: var(--soft); font-size: .85rem; margin-top: 1.2rem; }
@media print { body { background: none; } section { break-inside: avoid; } }
`;
