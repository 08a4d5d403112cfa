import type { CriterionResult } from '@core/model/decision';
import { CriteriaHead } from '../../shared/ui/CriteriaHead';
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
      <CriteriaHead needed />
      <tbody>
        {criteria.map((criterion) => (
          <CriterionRow key={criterion.id} workspace={workspace} criterion={criterion} />
        ))}
      </tbody>
    </table>
  );
}
