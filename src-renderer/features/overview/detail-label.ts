const DETAIL_LABEL: ReadonlyMap<string, string> = new Map([
  ['both', 'Both failed'],
  ['shadowOnly', 'Only shadow failed'],
  ['prodOnly', 'Only production failed'],
  ['neither', 'Neither failed'],
  ['missingShadow', 'No shadow answer'],
  ['missingProd', 'No production answer'],
  ['manskiLower', 'Lower end, missing at their best'],
  ['manskiUpper', 'Upper end, missing at their worst'],
  ['midP', 'Mid-P of equal rates'],
  ['exactP', 'Exact p of equal rates'],
  ['prodP95', 'Production P95, ms'],
  ['shadowP95', 'Shadow P95, ms'],
  ['rho', 'Correlation of the arms'],
  ['seLog', 'Standard error, log ratio'],
  ['unpairedLower', 'Lower bound, unpaired'],
  ['unpairedUpper', 'Upper bound, unpaired'],
  ['prodTimeouts', 'Production timeouts'],
  ['shadowTimeouts', 'Shadow timeouts'],
  ['sd', 'Standard deviation'],
  ['m3', 'Third central moment'],
  ['unmeasured', 'Pairs not measured'],
  ['unjudged', 'Pairs not judged'],
  ['pairs', 'Pairs'],
  ['incomplete', 'Incomplete pairs'],
  ['days', 'Days covered'],
]);

/** What a figure behind an estimate is, in words; an unknown name is spelled out. */
export function detailLabel(name: string): string {
  return DETAIL_LABEL.get(name) ?? name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}
