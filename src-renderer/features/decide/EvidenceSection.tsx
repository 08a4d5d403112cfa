import type { GrowingBoard } from '@core/model/board';
import { formatCount } from '@core/model/format';
import { PeoplePanel } from '../../shared/PeoplePanel';
import { useOverview } from '../../shared/api/queries';
import { formatRoute } from '../../shared/route';
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
      <People board={board} />
    </Section>
  );
}

/** What people prefer stands beside the judge, unless the plan has a criterion on it, which is in the table. */
function People({ board: { workspace, criteria } }: { board: GrowingBoard }) {
  const { data } = useOverview(workspace.id);
  if (data === undefined || criteria.some(({ key }) => key === 'human_win_rate')) return null;
  if (data.human) return <PeoplePanel human={data.human} workspace={workspace.id} />;
  return (
    <p className="soft small">
      Human win rate: not measured, nobody has labelled a pair yet.{' '}
      <a href={formatRoute({ screen: 'review', workspace: workspace.id, session: null, pair: null })}>
        Review a blind sample
      </a>
    </p>
  );
}
