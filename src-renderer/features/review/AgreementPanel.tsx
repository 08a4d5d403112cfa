import type { Agreement } from '@core/model/api/review';
import { inBrackets } from '@core/model/bounded-figure';
import { NOT_MEASURED, formatCount, formatLevel, formatPercent, formatSimilarity } from '@core/model/format';
import { REVIEW_VERDICTS, REVIEW_WORDS } from '@core/model/review';
import { safeText } from '@core/model/visible-text';
import { wilson } from '@core/stats/wilson';
import { Panel } from '../../shared/ui/Panel';

/** How far two reviewers agree on the pairs that both labelled. Absent where no pair was labelled twice. */
export function AgreementPanel({ agreements, level }: { agreements: readonly Agreement[]; level: number }) {
  if (agreements.length === 0) return null;
  return (
    <Panel title="Agreement" note={`Cohen’s κ with ${formatLevel(level)} bounds, on pairs labelled by both`}>
      <div className="agreements">
        {agreements.map((agreement) => (
          <AgreementTable
            key={`${agreement.first}\n${agreement.second}`}
            agreement={agreement}
            level={level}
          />
        ))}
      </div>
    </Panel>
  );
}

function AgreementTable({ agreement, level }: { agreement: Agreement; level: number }) {
  const { first, second, n, table, observed, kappa, lower, upper } = agreement;
  const used = REVIEW_VERDICTS.map((_, i) => i).filter((i) =>
    table.some((row, j) => row[i]! + table[i]![j]! > 0),
  );
  return (
    <section className="agreement">
      <h3>
        {safeText(first)} and {safeText(second)}
      </h3>
      <p>
        <strong>κ {formatSimilarity(kappa, 2)}</strong>{' '}
        <span className="faint">
          {lower === null ? NOT_MEASURED : `${formatSimilarity(lower, 2)} … ${formatSimilarity(upper, 2)}`}
        </span>{' '}
        · agree on {formatPercent(observed)}{' '}
        <span className="faint">
          {inBrackets(wilson({ successes: Math.round(observed * n), n, level }), formatPercent)}
        </span>{' '}
        of n {formatCount(n)}
        {kappa === null && ' · κ does not exist where both say one and the same throughout'}
      </p>
      <table aria-label={`Verdicts of ${safeText(first)} against those of ${safeText(second)}`}>
        <thead>
          <tr>
            <th scope="col" className="clip">
              {safeText(first)} ↓ · {safeText(second)} →
            </th>
            {used.map((j) => (
              <th key={j} scope="col" className="num">
                {REVIEW_WORDS[REVIEW_VERDICTS[j]!]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map((i) => (
            <tr key={i}>
              <th scope="row">{REVIEW_WORDS[REVIEW_VERDICTS[i]!]}</th>
              {used.map((j) => (
                <td key={j} className={`num${i === j ? ' agreed' : ''}`}>
                  {formatCount(table[i]![j]!)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
