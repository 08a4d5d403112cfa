import { useState } from 'react';
import { formatCount, formatMoment } from '@core/model/format';
import type { Look } from '@core/model/look';
import { safeText } from '@core/model/visible-text';
import { Button } from '../../shared/ui/Button';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';

const SHOWN = 6;

const RULE: Readonly<Record<Look['rule'], string>> = {
  fixed: 'fixed sample',
  planned: 'planned look',
  between: 'between planned looks: no GO',
};

/** Every analysis of the workspace, latest first: verdicts are valid under these looks. */
export function LookTable({ looks }: { looks: readonly Look[] }) {
  const [all, setAll] = useState(false);
  const shown = looks.toReversed().slice(0, all ? looks.length : SHOWN);
  return (
    <div>
      <h3>Looks</h3>
      {looks.length === 0 ? (
        <p className="faint">This is the first look.</p>
      ) : (
        <table aria-label="Looks">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col" className="num">
                Complete pairs
              </th>
              <th scope="col">Scores</th>
              <th scope="col">Rule</th>
              <th scope="col">Verdict</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((look) => (
              <tr key={`${look.at} ${look.planHash}`}>
                <td className="nowrap">{formatMoment(look.at)}</td>
                <td className="num">{formatCount(look.complete)}</td>
                <td className="soft">{scoresWords(look)}</td>
                <td className="soft">{RULE[look.rule]}</td>
                <td>
                  <VerdictBadge verdict={look.verdict} />
                </td>
                <td className="soft">{safeText(look.by)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {looks.length > SHOWN && (
        <Button onPress={() => setAll(!all)}>
          {all ? 'Show the latest only' : `Show all ${formatCount(looks.length)} looks`}
        </Button>
      )}
    </div>
  );
}

/** What the win rates and the similarity were looked at with: their looks are counted by these. */
function scoresWords({ measured, judged, labelled }: Look): string {
  const counts = [
    [measured, 'measured'],
    [judged, 'judged'],
    [labelled, 'labelled'],
  ] as const;
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`)
    .join(', ');
}
