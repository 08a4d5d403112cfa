import { inBrackets } from '@core/model/bounded-figure';
import { formatCount, formatLevel, formatPercent } from '@core/model/format';
import { FLAG_WORDS, MEANING_CLASSES } from '@core/model/meaning';
import { type PairCondition, hasFlag } from '@core/model/pair-filter';
import type { SimilarityDistribution } from '@core/model/overview';
import { wilson } from '@core/stats/wilson';
import { Bar } from '../../shared/ui/Bar';
import { PairsLink } from '../../shared/ui/PairsLink';
import { Panel } from '../../shared/ui/Panel';

/** What exact checks on the texts say: pairs by class, and how many raise each flag. Absent where nothing was checked. */
export function MeaningPanel({
  workspace,
  similarity,
  level,
}: {
  workspace: string;
  similarity: SimilarityDistribution | null;
  /** Of each bound, one-sided. */
  level: number;
}) {
  if (!similarity?.meaning) return null;
  const { n, classes, flags } = similarity.meaning;
  return (
    <Panel
      title="Meaning"
      note={`exact checks on the texts of n ${formatCount(n)} measured pairs; bounds at ${formatLevel(level)}`}
    >
      <div className="meaning">
        <table aria-label="Pairs by class">
          <tbody>
            {classes.map(({ class: name, count }) => (
              <Row
                key={name}
                words={MEANING_CLASSES[name]}
                count={count}
                n={n}
                level={level}
                workspace={workspace}
                condition={{ kind: 'any-of', column: 'class', values: [name] }}
              />
            ))}
          </tbody>
        </table>
        <div>
          <p className="soft small">
            What differs; a pair can raise several. The checks find edits: of answers that were written
            independently, nearly all raise one.
          </p>
          {flags.length === 0 ? (
            <p className="faint">No pair raised a flag.</p>
          ) : (
            <table className="meaning-flags" aria-label="Pairs by what differs">
              <tbody>
                {flags.map(({ kind, count }) => (
                  <Row
                    key={kind}
                    words={FLAG_WORDS[kind]}
                    count={count}
                    n={n}
                    level={level}
                    workspace={workspace}
                    condition={hasFlag(kind)}
                  />
                ))}
              </tbody>
            </table>
          )}
        </div>
      </div>
    </Panel>
  );
}

function Row({
  words: { label, explanation },
  count,
  n,
  level,
  workspace,
  condition,
}: {
  words: { label: string; explanation: string };
  count: number;
  n: number;
  level: number;
  workspace: string;
  condition: PairCondition;
}) {
  return (
    <tr title={explanation}>
      <th scope="row">{label}</th>
      <td>
        <Bar share={count / n} />
      </td>
      <td className="num">
        <PairsLink workspace={workspace} filter={[condition]} sort={[{ column: 'similarity', desc: false }]}>
          {formatCount(count)}
        </PairsLink>
      </td>
      <td className="num faint">{formatPercent(count / n)}</td>
      <td className="num bounds nowrap">
        {inBrackets(wilson({ successes: count, n, level }), formatPercent)}
      </td>
    </tr>
  );
}
