import type { GrowingBoard } from '@core/model/board';
import { formatCount } from '@core/model/format';
import { CriteriaHead } from '../../shared/ui/CriteriaHead';
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
        <CriteriaHead />
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
