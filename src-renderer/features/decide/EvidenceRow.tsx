import { useCallback, useId, useState } from 'react';
import type { CriterionBoard, LatencyBeside } from '@core/model/board';
import { formatCount, formatCriterion } from '@core/model/format';
import { safeText } from '@core/model/visible-text';
import { criterionPlot } from '@core/plots/criterion-plot';
import { Disclosure } from '../../shared/ui/Disclosure';
import { PlotView } from '../../shared/plot/PlotView';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';
import { PairsLink } from '../../shared/ui/PairsLink';
import { LatencyTable } from './LatencyTable';
import { ROBUST, robustFigures } from './robust-figures';
import { ruleWords } from './criterion-words';

/** One criterion; opens to the pairs that decide it and to what its bound rests on. */
export function EvidenceRow({
  criterion,
  workspace,
  beside = null,
}: {
  criterion: CriterionBoard;
  workspace: string;
  /** Other latency figures, of the latency criterion. */
  beside?: LatencyBeside | null;
}) {
  const { result, deciding } = criterion;
  const [open, setOpen] = useState(result.verdict === 'NO-GO');
  const details = useId();
  const draw = useCallback((width: number) => criterionPlot(result, { width }), [result]);
  return (
    <>
      <tr data-open={open || undefined}>
        <th scope="row">
          <Disclosure open={open} controls={details} onToggle={setOpen}>
            {safeText(result.label)}
          </Disclosure>
          {!result.required && <span className="criteria-mark">not required</span>}
        </th>
        <td className="num soft">{ruleWords(result)}</td>
        <td className="num strong">{formatCriterion(result.id, result.estimate, result.threshold)}</td>
        <td className="criteria-plot">
          <PlotView draw={draw} height={28} readable={false} />
        </td>
        <td className="num">{formatCount(result.n)}</td>
        <td>
          <VerdictBadge verdict={result.verdict} />
        </td>
      </tr>
      <tr id={details} className="criteria-evidence" hidden={!open}>
        <td colSpan={6}>
          {open && (
            <div className="decide-evidence">
              <div>
                <p>{safeText(result.reason)}</p>
                <p className="faint">{safeText(result.method)}</p>
                {result.cautions.map((caution) => (
                  <p key={caution} className="evidence-caution">
                    Caution: {safeText(caution)}
                  </p>
                ))}
                {deciding.length > 0 && (
                  <ul className="deciding" aria-label="Pairs that decide it">
                    {deciding.map(({ label, why, count, filter }) => (
                      <li key={label}>
                        <PairsLink arrow workspace={workspace} filter={filter}>
                          {formatCount(count)} {label}
                        </PairsLink>
                        <span className="faint">{why}</span>
                      </li>
                    ))}
                  </ul>
                )}
              </div>
              <dl>
                {robustFigures(criterion).map(({ name, value }) => (
                  <div key={name}>
                    <dt title={ROBUST[name]}>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              {beside !== null && <LatencyTable beside={beside} />}
            </div>
          )}
        </td>
      </tr>
    </>
  );
}
