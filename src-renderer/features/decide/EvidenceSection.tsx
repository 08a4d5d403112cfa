import type { GrowingBoard } from '@core/model/board';
import { formatCount } from '@core/model/format';
import { EvidenceRow } from './EvidenceRow';
import { Section } from './Section';

/** Each criterion with the pairs that decide it, and what its bound rests on. */
export function EvidenceSection({ board }: { board: GrowingBoard }) {
  const { clusters } = board;
  const note =
    clusters === null
      ? 'every request taken for itself'
      : `requests of one ${clusters.column.replace(/^tags\./, '')} belong together (${clusters.declared ? 'declared' : 'found'}, ${formatCount(clusters.clusters)} of them)`;
  return (
    <Section id="evidence" note={note}>
      <table className="criteria decide-criteria" aria-label="Criteria and their evidence">
        <thead>
          <tr>
            <th scope="col">Criterion</th>
            <th scope="col" className="num">
              Passes
            </th>
            <th scope="col" className="num">
              Estimate
            </th>
            <th scope="col">Bounds, threshold</th>
            <th scope="col" className="num">
              n
            </th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {board.criteria.map((criterion) => (
            <EvidenceRow
              key={criterion.key}
              criterion={criterion}
              workspace={board.workspace.id}
              {...(criterion.key === 'latency_p95_ratio' && { beside: board.latency ?? null })}
            />
          ))}
        </tbody>
      </table>
    </Section>
  );
}
