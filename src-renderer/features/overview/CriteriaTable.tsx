import type { CriterionResult } from '@core/model/decision';
import { CriterionRow } from './CriterionRow';

/** Each criterion as an interval against its threshold. */
export function CriteriaTable({
  workspace,
  criteria,
}: {
  workspace: string;
  criteria: readonly CriterionResult[];
}) {
  return (
    <table className="criteria" aria-label="Criteria">
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
          <th scope="col" className="num">
            Still needed
          </th>
        </tr>
      </thead>
      <tbody>
        {criteria.map((criterion) => (
          <CriterionRow key={criterion.id} workspace={workspace} criterion={criterion} />
        ))}
      </tbody>
    </table>
  );
}
