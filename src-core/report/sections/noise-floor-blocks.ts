import { formatCount } from '../../model/format';
import type { NoiseFloor } from '../../model/noise-floor';
import { noiseFloorRows, noiseFloorSentence } from '../../model/noise-floor-rows';
import { type Block, figures, words } from '../document';

/** Production against its own reruns; nothing where the log holds none. */
export function noiseFloorBlocks(floor: NoiseFloor | null): Block[] {
  if (floor === null) return [];
  return [
    { kind: 'text', content: noiseFloorSentence(floor) },
    {
      kind: 'table',
      caption:
        'Noise floor: production’s outputs against its own answers to the same requests asked once more, and against the shadow’s, with one-sided bounds.',
      columns: [words('Figure'), figures('production again'), figures({ arm: 'shadow' }), figures('n')],
      rows: noiseFloorRows(floor).map(({ label, n, rerun, shadow }) => [
        label,
        `${rerun.value} ${rerun.bounds}`.trim(),
        `${shadow.value} ${shadow.bounds}`.trim(),
        formatCount(n),
      ]),
    },
  ];
}
