export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #667085; --line: #d5dae3; --mark: #2456c4; --good: #17713b; --bad: #b42318; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9f0; --soft: #98a2b3; --line: #3a4252; --mark: #7ea6ff; --good: #6fd396; --bad: #ff8f85; --paper: #161a22; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 860px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; }
.tiles { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.tiles li { flex: 1 1 7rem; border: 1px solid var(--line); border-radius: 8px; padding: .6rem .8rem; color: var(--soft); font-size: .85rem; }
.tiles b { display: block; font-size: 1.4rem; color: var(--ink); font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .92rem; }
th, td { text-align: right; padding: .35rem .6rem; border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; }
th { color: var(--soft); font-weight: 500; }
figure { margin: 1.5rem 0; overflow-x: auto; } figcaption { font-weight: 600; margin-bottom: .3rem; }
svg { width: 100%; min-width: 560px; height: auto; font: 13px system-ui, sans-serif; fill: var(--ink); }
.grid { stroke: var(--line); } .zero { stroke: var(--soft); stroke-dasharray: 4 3; } .interval { stroke: var(--mark); stroke-width: 3; stroke-linecap: round; }
circle { fill: var(--mark); } .tick, .note { fill: var(--soft); font-size: 11.5px; } .figure { font-weight: 600; }
`;
