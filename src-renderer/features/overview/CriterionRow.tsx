import { useCallback, useId, useState } from 'react';
import type { CriterionResult } from '@core/model/decision';
import { formatCount, formatCriterion } from '@core/model/format';
import { criterionPlot } from '@core/plots/criterion-plot';
import { Disclosure } from '../../shared/ui/Disclosure';
import { PlotView } from '../../shared/plot/PlotView';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';
import { CriterionEvidence } from './CriterionEvidence';

/** One criterion; opens to its evidence. */
export function CriterionRow({ workspace, criterion }: { workspace: string; criterion: CriterionResult }) {
  const [open, setOpen] = useState(false);
  const evidence = useId();
  const { id, label, estimate, threshold, passes, n, verdict, required, cautions } = criterion;
  const draw = useCallback((width: number) => criterionPlot(criterion, { width }), [criterion]);
  return (
    <>
      <tr data-open={open || undefined}>
        <th scope="row">
          <Disclosure open={open} controls={evidence} onToggle={setOpen}>
            {label}
          </Disclosure>
          {!required && <span className="criteria-mark">not required</span>}
          {cautions.length > 0 && <span className="criteria-mark">{cautionCount(cautions.length)}</span>}
        </th>
        <td className="num soft">
          {passes === 'below' ? '<' : '>'} {formatCriterion(id, threshold)}
        </td>
        <td className="num strong">{formatCriterion(id, estimate, threshold)}</td>
        <td className="criteria-plot">
          <PlotView draw={draw} height={28} readable={false} />
        </td>
        <td className="num">{formatCount(n)}</td>
        <td>
          <VerdictBadge verdict={verdict} />
        </td>
        <td className="num">{neededText(criterion)}</td>
      </tr>
      <tr id={evidence} className="criteria-evidence" hidden={!open}>
        <td colSpan={7}>{open && <CriterionEvidence workspace={workspace} criterion={criterion} />}</td>
      </tr>
    </>
  );
}

function cautionCount(count: number): string {
  return count === 1 ? '1 caution' : `${count} cautions`;
}

/** What a verdict still takes: nothing once decided, "not measured" or a dash where more requests would not tell. */
function neededText({ verdict, needed, estimate }: CriterionResult) {
  if (verdict !== 'NOT-ENOUGH-DATA') return <span className="faint">—</span>;
  if (needed !== null && needed > 0) return `about ${formatCount(needed)} more`;
  return <span className="faint">{estimate === null ? 'a measurement' : 'cannot be told'}</span>;
}
