/**
 * How plots look, by class, from the custom properties of `palette.ts`. The report embeds it; the app adopts it as a
 * constructed stylesheet, so that both draw the same.
 */
export const PLOT_CSS = `
.plot { display: block; overflow: visible; }
.plot text { font-family: inherit; font-size: 11px; fill: var(--text); font-variant-numeric: tabular-nums; }
.plot .tick, .plot .muted { fill: var(--text-faint); }
.plot .tick.strong { fill: var(--text); }
.plot .legend { fill: var(--text); font-weight: 600; }
.plot .legend.arm-prod, .plot .value.arm-prod { fill: var(--prod); }
.plot .legend.arm-shadow, .plot .value.arm-shadow { fill: var(--shadow); }
.plot .value { font-weight: 600; paint-order: stroke; stroke: var(--surface); stroke-width: 3px; stroke-linejoin: round; }
.plot .grid { stroke: var(--line); stroke-width: 1; shape-rendering: crispEdges; }
.plot .grid.strong { stroke: var(--line-strong); stroke-dasharray: 1 3; }
.plot .axis { stroke: var(--line-strong); stroke-width: 1; shape-rendering: crispEdges; }
.plot .axis.unmeasured { stroke-dasharray: 2 4; }
.plot .backdrop { fill: var(--surface); }
.plot .series { fill: none; stroke: var(--text); stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.plot .series.arm-prod { stroke: var(--prod); }
.plot .series.arm-shadow { stroke: var(--shadow); stroke-dasharray: 6 4; }
.plot .dot { fill: var(--text); stroke: var(--surface); stroke-width: 1.25; }
.plot .dot.arm-prod { fill: var(--prod); }
.plot .dot.arm-shadow { fill: var(--shadow); }
.plot .band { fill: var(--text); fill-opacity: 0.12; }
.plot .reference { stroke: var(--line-strong); stroke-width: 1.25; }
.plot .threshold { stroke: var(--text); stroke-width: 1.5; }
.plot .threshold-label { fill: var(--text); paint-order: stroke; stroke: var(--surface); stroke-width: 3px; }
.plot .pass-side { fill: var(--go); fill-opacity: 0.13; }
.plot .interval { stroke: var(--text); stroke-width: 2; fill: none; }
.plot .interval.pass { stroke: var(--go); }
.plot .interval.fail { stroke: var(--no-go); }
.plot .interval.undecided { stroke: var(--undecided); }
.plot .interval.open { stroke-dasharray: 3 3; }
.plot .mark { stroke: var(--surface); stroke-width: 1.5; }
.plot .mark.plain { fill: var(--text); }
.plot .mark.pass { fill: var(--go); }
.plot .mark.fail { fill: var(--no-go); }
.plot .mark.undecided { fill: var(--surface); stroke: var(--undecided); }
.plot .mark-half { fill: var(--undecided); stroke: none; }
.plot .bar { fill: var(--text-faint); fill-opacity: 0.75; }
.plot .bar.below { fill: var(--no-go); fill-opacity: 1; }
`;
