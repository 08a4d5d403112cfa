import { useMemo } from 'react';
import { formatCount, formatPercent } from '@core/model/format';
import { MEANING_CLASSES } from '@core/model/meaning';
import { wilson } from '@core/stats/wilson';
import type { MapPoints } from '../../shared/api/map-client';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';

/** How many pairs are selected, what they are, and the way to them. */
export function SelectionBar({
  count,
  selected,
  points,
  onShow,
  onClear,
}: {
  count: number | null;
  selected: Uint8Array | null;
  points: MapPoints;
  onShow: () => void;
  onClear: () => void;
}) {
  const raised = useMemo(() => changedPairs(selected, points), [selected, points]);
  if (count === null || selected === null)
    return (
      <p className="map-selection faint small">
        Hover shows a pair’s request, a click opens it. Shift and drag selects a rectangle; with the keyboard,
        focus the map and press S, or tick clusters.
      </p>
    );
  return (
    <div className="map-selection" role="status">
      <span>
        <strong>{formatCount(count)}</strong> {plural(count, 'pair')} selected
        {count > 0 && `, ${changedShare(raised, count)} classed as changed`}
      </span>
      <Button kind="primary" onPress={onShow} isDisabled={count === 0}>
        Show these pairs
      </Button>
      <Button onPress={onClear}>Clear</Button>
    </div>
  );
}

function changedPairs(selected: Uint8Array | null, { n, meaning }: MapPoints): number {
  const changed = Object.keys(MEANING_CLASSES).indexOf('changed');
  let found = 0;
  for (let i = 0; i < n; i++) if (selected?.[i] === 1 && meaning[i] === changed) found++;
  return found;
}

/** With Wilson's bounds, one-sided at 95 % each. */
function changedShare(successes: number, n: number): string {
  const { lower, upper } = wilson({ successes, n, level: 0.95 });
  return `${formatPercent(successes / n)} (${formatPercent(lower)} … ${formatPercent(upper)})`;
}
