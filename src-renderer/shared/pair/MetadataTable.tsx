import type { ArmDetail, OpenPair } from '@core/model/api/pair';
import { ARMS } from '@core/model/arm';
import { NOT_MEASURED, formatCount, formatLatency, formatRatio, formatUsd } from '@core/model/format';
import { safeText } from '@core/model/visible-text';
import { ArmName } from '../ui/ArmName';

interface Column {
  name: string;
  of: (arm: ArmDetail) => number | null;
  format: (value: number | null) => string;
}

const COLUMNS: readonly Column[] = [
  { name: 'latency', of: ({ latencyMs }) => latencyMs, format: formatLatency },
  { name: 'first token', of: ({ ttftMs }) => ttftMs, format: formatLatency },
  { name: 'tokens in', of: ({ tokensIn }) => tokensIn, format: formatCount },
  { name: 'tokens out', of: ({ tokensOut }) => tokensOut, format: formatCount },
  { name: 'cost', of: ({ costUsd }) => costUsd, format: formatUsd },
  { name: 'characters', of: ({ response }) => response?.length ?? null, format: formatCount },
];

/** Ratios beyond this factor either way are marked. */
const MARKED = 1.1;

/** Figures of both arms, one below the other, with how they compare. What neither arm has is left out. */
export function MetadataTable({ arms }: Pick<OpenPair, 'arms'>) {
  const columns = COLUMNS.filter(({ of }) => ARMS.some((arm) => of(arms[arm]) !== null));
  const outcomes = ARMS.map((arm) => outcome(arms[arm]));
  return (
    <table className="pair-metadata" aria-label="Figures of both arms">
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Arm</span>
          </th>
          <th scope="col">outcome</th>
          {columns.map(({ name }) => (
            <th key={name} scope="col" className="num" data-of={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ARMS.map((arm, index) => (
          <tr key={arm}>
            <th scope="row">
              <ArmName arm={arm} />
              {arms[arm].model !== null && (
                <span className="soft clip pair-model" title={safeText(arms[arm].model)}>
                  {safeText(arms[arm].model)}
                </span>
              )}
            </th>
            <td className={outcomes[0] === outcomes[1] ? 'soft' : 'strong'}>{outcomes[index]}</td>
            {columns.map(({ name, of, format }) => (
              <td key={name} className="num" data-of={name}>
                {format(of(arms[arm]))}
              </td>
            ))}
          </tr>
        ))}
        <tr className="pair-ratio">
          <th scope="row" className="soft">
            shadow / production
          </th>
          <td className="soft">{outcomes[0] === outcomes[1] ? 'same' : 'differs'}</td>
          {columns.map(({ name, of }) => (
            <Ratio key={name} name={name} prod={of(arms.prod)} shadow={of(arms.shadow)} />
          ))}
        </tr>
      </tbody>
    </table>
  );
}

function Ratio({ name, prod, shadow }: { name: string; prod: number | null; shadow: number | null }) {
  if (prod === null || shadow === null || prod === 0)
    return (
      <td className="num faint" data-of={name}>
        {NOT_MEASURED}
      </td>
    );
  const ratio = shadow / prod;
  const sign = ratio > MARKED ? '▲ ' : ratio < 1 / MARKED ? '▼ ' : '';
  return (
    <td className={`num ${sign === '' ? 'faint' : 'strong'}`} data-of={name}>
      {sign}
      {formatRatio(ratio)}
    </td>
  );
}

function outcome({ state, errorKind, error }: ArmDetail): string {
  if (state !== 'failed') return state;
  const why = errorKind ?? error;
  return why === null ? 'failed' : `failed: ${safeText(why).slice(0, 60)}`;
}
